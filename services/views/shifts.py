from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from network.access import Permission
from network.current_site import current_site
from network.models import Expert
from network.pages import needs, say_saved
from network.upkeep import saves
from services.access import get_shift_to_edit, may_edit_programme, own_expert
from services.forms.shift import ShiftForm, ShiftPlanForm
from services.models import Shift
from services.rota import next_of
from services.rota_access import experts_on_rota
from services.week import parse_day, week_of

NEXT_OWN = 8


@needs(Permission.SEE_DIRECTORY)
def shift_list(request: HttpRequest) -> HttpResponse:
    """A week at the current site (?day= any day of it), and an expert's own next shifts."""
    site, today = current_site(request), timezone.localdate()
    expert = own_expert(request.user)
    edits_all = may_edit_programme(request.user, site)
    context = {
        "site": site,
        "week": week_of(parse_day(request.GET.get("day", ""), today), site) if site else None,
        "today": today,
        "expert": expert,
        "own_shifts": next_of(expert, today)[:NEXT_OWN] if expert else [],
        "edits_all": edits_all,
        "may_add": edits_all or (site is not None and experts_on_rota(request.user, site).exists()),
    }
    return render(request, "services/shift_list.html", context)


def week_address(day) -> str:
    """The page of the week that holds `day`."""
    return f"{reverse('services:shift_list')}?day={day.isoformat()}"


@needs(Permission.SEE_DIRECTORY)
def shift_create(request: HttpRequest) -> HttpResponse:
    """One shift, or one that comes again."""
    site = current_site(request)
    experts = experts_on_rota(request.user, site) if site else Expert.objects.none()
    if not (may_edit_programme(request.user, site) or experts.exists()):
        raise PermissionDenied
    initial = {"date": parse_day(request.GET.get("day", ""), timezone.localdate())}
    own = own_expert(request.user)
    if own and own in experts:
        initial["expert"] = own
    form = ShiftPlanForm(request.POST or None, instance=Shift(site=site), initial=initial, experts=experts)
    if saves(request, form):
        return redirect(week_address(form.cleaned_data["date"]))
    return render(request, "services/shift_form.html", {"form": form, "shift": None, "site": site})


@needs(Permission.SEE_DIRECTORY)
def shift_edit(request: HttpRequest, pk: int) -> HttpResponse:
    shift = get_shift_to_edit(request.user, pk)
    form = ShiftForm(request.POST or None, instance=shift, experts=experts_on_rota(request.user, shift.site))
    if saves(request, form):
        return redirect(week_address(form.instance.date))
    stored = Shift.objects.select_related("expert").get(pk=shift.pk)
    return render(request, "services/shift_form.html", {"form": form, "shift": stored, "site": shift.site})


@needs(Permission.SEE_DIRECTORY)
def shift_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first; a POST removes."""
    shift = get_shift_to_edit(request.user, pk)
    if request.method == "POST":
        shift.delete()
        say_saved(request)
        return redirect(week_address(shift.date))
    return render(request, "services/shift_delete.html", {"shift": shift})
