"""External series: numbers that others publish, kept with their source, to stand beside the project's own."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from network.access import Permission
from network.forms.rows import hold_errors, one_more, wants_row
from network.models import Project
from network.pages import needs
from network.upkeep import ask_to_delete, saves
from reports.access import projects_for
from reports.forms.series import CompareForm, SeriesForm, ValueFormSet
from reports.models import ExternalSeries
from reports.series.change import change_between
from reports.series.telling import told_series


def _projects(user) -> list[Project]:
    return [seen.project for seen in projects_for(user, Permission.EDIT_REPORTS)]


def _series(user, pk: int) -> ExternalSeries:
    """A series of a project on which `user` may report; a stranger's is as good as none."""
    found = ExternalSeries.objects.select_related("project")
    return get_object_or_404(found, pk=pk, project__in=[project.pk for project in _projects(user)])


@needs(Permission.EDIT_REPORTS)
def series_list(request: HttpRequest) -> HttpResponse:
    """All series by project, each with its change from the first day to the last."""
    projects = _projects(request.user)
    found = told_series(projects)
    groups = [(project, [one for one in found if one.series.project_id == project.pk]) for project in projects]
    context = {"groups": [group for group in groups if group[1]], "projects": projects}
    return render(request, "reports/series_list.html", context)


@needs(Permission.EDIT_REPORTS)
def series_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The numbers with their changes, the picture, the source, and the change between any two days."""
    series = _series(request.user, pk)
    (told,) = told_series([series.project], pk=pk)
    days = [(day.isoformat(), date_format(day, "SHORT_DATE_FORMAT")) for day in told.values]
    compared, form = None, None
    if len(days) > 1:
        ends = {"first": days[0][0], "last": days[-1][0]}
        form = CompareForm(ends | request.GET.dict(), days=days)
        if form.is_valid():
            by_text = {day.isoformat(): day for day in told.values}
            first, last = (by_text[form.cleaned_data[name]] for name in ("first", "last"))
            compared = change_between(told.values, first, last, series.unit)
    context = {
        "told": told,
        "form": form,
        "compared": compared,
        "before": told.shown(compared.first) if compared else "",
        "after": told.shown(compared.last) if compared else "",
    }
    return render(request, "reports/series_detail.html", context)


def _rows(request: HttpRequest, form: SeriesForm):
    """The typed rows as sent, with one more if that was asked for."""
    if request.method != "POST":
        return ValueFormSet(table=form, prefix="rows")
    data = one_more(request.POST, "rows") if wants_row(request.POST) else request.POST
    return ValueFormSet(data, table=form, prefix="rows")


def _edit(request: HttpRequest, series: ExternalSeries, **initial) -> HttpResponse:
    projects = _projects(request.user)
    if not projects:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = SeriesForm(data, instance=series, initial=initial, projects=projects, by=request.user)
    rows = _rows(request, form)
    if wants_row(data):
        hold_errors(form, rows)
    elif data is not None and saves(request, form, rows):
        return redirect("reports:series_detail", form.instance.pk) if form.instance.pk else redirect(_back(series))
    stored = ExternalSeries.objects.filter(pk=series.pk).first()
    return render(request, "reports/series_form.html", {"form": form, "formset": rows, "series": stored})


def _back(series: ExternalSeries) -> str:
    return reverse("reports:series_detail", args=[series.pk]) if series.pk else reverse("reports:series_list")


@needs(Permission.EDIT_REPORTS)
def series_create(request: HttpRequest) -> HttpResponse:
    projects = _projects(request.user)
    today = timezone.localdate()
    running = [project for project in projects if project.is_running_on(today)] or projects
    code = request.GET.get("project", "")
    chosen = next((project for project in projects if project.code == code), running[0] if running else None)
    return _edit(request, ExternalSeries(), project=chosen)


@needs(Permission.EDIT_REPORTS)
def series_edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _edit(request, _series(request.user, pk))


@needs(Permission.EDIT_REPORTS)
def series_delete(request: HttpRequest, pk: int) -> HttpResponse:
    series = _series(request.user, pk)
    warning = _("Its values go with it, and it will be missing from reports that are not issued yet.")
    return ask_to_delete(request, series, back="reports:series_list", warning=warning)
