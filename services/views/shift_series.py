from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.access import Permission
from network.current_site import current_site
from network.pages import needs, say_saved
from services.access import may_edit_programme, own_expert
from services.actions.shift_series import NoShiftError, cancel_day, change_day, change_from, end_from, restore_day
from services.forms.recurrence import RULE
from services.forms.shift import ShiftDayForm, ShiftSeriesEndForm, ShiftSeriesForm
from services.models import ShiftSeries
from services.rota import planned_between
from services.rota_access import get_series_to_edit
from services.views.shifts import week_address
from services.week import parse_day


@needs(Permission.SEE_DIRECTORY)
def shift_series_list(request: HttpRequest) -> HttpResponse:
    """The recurring shifts of the current site that run or will run, the weekdays in order."""
    site, today = current_site(request), timezone.localdate()
    rows = ShiftSeries.objects.filter(site=site).running_between(today, date.max)
    rows = rows.select_related("expert__agency").order_by("-frequency", "weekdays", "starts", "expert__sort_name", "pk")
    edits_all, expert = may_edit_programme(request.user, site), own_expert(request.user)
    context = {"site": site, "today": today, "rows": rows, "edits_all": edits_all, "expert": expert}
    return render(request, "services/shift_series_list.html", context)


def _asked_day(request: HttpRequest, series: ShiftSeries) -> date:
    """The day from which a change is to hold: asked for in the address, else the first that is not over."""
    today = timezone.localdate()
    return parse_day(request.GET.get("from", ""), max(today, series.first_day))


@needs(Permission.SEE_DIRECTORY)
def shift_series_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The series as it is to be from a day on (?from=)."""
    series = get_series_to_edit(request.user, pk)
    initial = {name: getattr(series, name) for name in RULE} | {"from_day": _asked_day(request, series)}
    form = ShiftSeriesForm(request.POST or None, instance=series, initial=initial, today=timezone.localdate())
    if form.is_valid():
        day = form.cleaned_data["from_day"]
        change_from(series=series, day=day, changes=form.changes())
        say_saved(request)
        return redirect(week_address(day))
    return render(request, "services/shift_series_form.html", {"form": form, "series": series})


@needs(Permission.SEE_DIRECTORY)
def shift_series_end(request: HttpRequest, pk: int) -> HttpResponse:
    """The series is no more from a day on (?from=); the page asks first."""
    series = get_series_to_edit(request.user, pk)
    initial = {"from_day": _asked_day(request, series)}
    form = ShiftSeriesEndForm(request.POST or None, series=series, initial=initial, today=timezone.localdate())
    if form.is_valid():
        day = form.cleaned_data["from_day"]
        end_from(series=series, day=day)
        say_saved(request)
        return redirect(week_address(day))
    return render(request, "services/shift_series_end.html", {"form": form, "series": series})


def _day_of(text: str) -> date:
    day = parse_day(text, date.min)
    if day == date.min:
        raise Http404
    return day


def _no_shift(request: HttpRequest, day: date) -> HttpResponse:
    messages.error(request, _("The recurring shift is not on that day (any more). Nothing was changed."))
    return redirect(week_address(day))


@needs(Permission.SEE_DIRECTORY)
def shift_series_day(request: HttpRequest, pk: int, day: str) -> HttpResponse:
    """One occurrence: other times or none on that day only; the way to changes of the rest."""
    series, on = get_series_to_edit(request.user, pk), _day_of(day)
    planned = planned_between(on, on, sites=[series.site], experts=[series.expert])
    one = next((row for row in planned if row.series == series), None)
    if one is None:
        return _no_shift(request, on)
    what = ShiftDayForm.CANCEL if one.cut == "cancelled" else ShiftDayForm.KEEP
    initial = {"what": what, "starts": one.starts, "ends": one.ends}
    form = ShiftDayForm(request.POST or None, series=series, day=on, initial=initial)
    if form.is_valid():
        return _change_day(request, series, on, form)
    context = {"form": form, "series": series, "one": one, "is_past": on < timezone.localdate()}
    return render(request, "services/shift_series_day.html", context)


def _change_day(request: HttpRequest, series: ShiftSeries, on: date, form: ShiftDayForm) -> HttpResponse:
    try:
        if form.is_cancel:
            cancel_day(series=series, day=on)
        else:
            change_day(series=series, day=on, starts=form.cleaned_data["starts"], ends=form.cleaned_data["ends"])
    except NoShiftError:
        return _no_shift(request, on)
    say_saved(request)
    return redirect(week_address(on))


@require_POST
@needs(Permission.SEE_DIRECTORY)
def shift_series_restore(request: HttpRequest, pk: int, day: str) -> HttpResponse:
    """The day is as its series says again."""
    series, on = get_series_to_edit(request.user, pk), _day_of(day)
    restore_day(series=series, day=on)
    say_saved(request)
    return redirect(week_address(on))
