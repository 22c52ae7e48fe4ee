from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from network.access import Permission
from network.current_site import current_site
from network.models import Expert, Site
from network.pages import needs, say_saved
from services.access import get_shift_to_edit, may_edit_programme, own_expert
from services.forms.shift import ShiftForm
from services.models import Shift
from services.week import parse_day, week_of

NEXT_OWN = 8


@needs(Permission.SEE_DIRECTORY)
def shift_list(request: HttpRequest) -> HttpResponse:
    """A week at the current site (?day= any day of it), and an expert's own next shifts."""
    site, today = current_site(request), timezone.localdate()
    expert = own_expert(request.user)
    own = Shift.objects.filter(expert=expert, date__gte=today).select_related("site").order_by("date", "starts")
    edits_all = may_edit_programme(request.user, site)
    context = {
        "site": site,
        "week": week_of(parse_day(request.GET.get("day", ""), today), site) if site else None,
        "today": today,
        "expert": expert,
        "own_shifts": own[:NEXT_OWN] if expert else [],
        "edits_all": edits_all,
        "may_add": edits_all or (site is not None and _experts(request.user, site).exists()),
    }
    return render(request, "services/shift_list.html", context)


def _experts(user, site: Site) -> QuerySet[Expert]:
    """Whose shifts at `site` the user keeps: everybody's as staff, one's own as an expert."""
    experts = Expert.objects.at_sites([site])
    return experts if may_edit_programme(user, site) else experts.filter(user=user)


def _week_address(day) -> str:
    return f"{reverse('services:shift_list')}?day={day.isoformat()}"


def _edit(request: HttpRequest, shift: Shift, initial: dict | None = None) -> HttpResponse:
    experts = _experts(request.user, shift.site)
    form = ShiftForm(request.POST or None, instance=shift, initial=initial, experts=experts)
    if form.is_valid():
        form.save()
        say_saved(request)
        return redirect(_week_address(form.instance.date))
    stored = Shift.objects.select_related("expert").get(pk=shift.pk) if shift.pk else None
    return render(request, "services/shift_form.html", {"form": form, "shift": stored, "site": shift.site})


@needs(Permission.SEE_DIRECTORY)
def shift_create(request: HttpRequest) -> HttpResponse:
    site = current_site(request)
    experts = _experts(request.user, site) if site else Expert.objects.none()
    if not (may_edit_programme(request.user, site) or experts.exists()):
        raise PermissionDenied
    initial = {"date": parse_day(request.GET.get("day", ""), timezone.localdate())}
    own = own_expert(request.user)
    if own and own in experts:
        initial["expert"] = own
    return _edit(request, Shift(site=site), initial)


@needs(Permission.SEE_DIRECTORY)
def shift_edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _edit(request, get_shift_to_edit(request.user, pk))


@needs(Permission.SEE_DIRECTORY)
def shift_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first; a POST removes."""
    shift = get_shift_to_edit(request.user, pk)
    if request.method == "POST":
        shift.delete()
        say_saved(request)
        return redirect(_week_address(shift.date))
    return render(request, "services/shift_delete.html", {"shift": shift})
