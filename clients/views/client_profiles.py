"""The profile of a young person, and the work by profile for managers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from clients.access import open_person
from clients.client_profiles import current_set, grid, history_of, work_by_profile
from clients.codes import ConsentScope
from clients.filters.profile_minutes import ProfileMinutesFilter
from clients.forms.client_profile import ClientProfileForm
from clients.models import ClientProfile, Visit
from network.access import Permission, counting, sites_for
from network.pages import needs, say_saved

from .once import redirect_once

PAGE = gettext_noop("client profile")


@needs(Permission.SEE_SHARED)
def client_profile(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the profile that somebody has from a day on; the earlier ones stay."""
    sight = open_person(request.user, pk, what=PAGE, scope=ConsentScope.PLAN)
    chosen_from = current_set(sight.today)
    history = list(history_of(sight))
    now = history[0].profile_id if history else None
    blank = ClientProfile(client=sight.client, set_by=request.user, since=sight.today)
    form = ClientProfileForm(request.POST or None, instance=blank, initial={"profile": now}, profile_set=chosen_from)
    if request.method == "POST" and form.is_valid():

        def write() -> str:
            form.save()
            say_saved(request)
            return reverse("clients:client_detail", args=[pk])

        if answer := redirect_once(request, form, write):
            return answer
    chosen = str(form["profile"].value())
    context = {
        "client": sight.client,
        "form": form,
        "set": chosen_from,
        "grid": grid(chosen_from.profiles.all(), int(chosen) if chosen.isdecimal() and len(chosen) < 19 else None)
        if chosen_from
        else [],
        "history": history,
        "now": now,
    }
    return render(request, "clients/client_profile.html", context)


@require_safe
@needs(Permission.SEE_EXACT_FIGURES)
def profile_minutes(request: HttpRequest) -> HttpResponse:
    """Minutes of visits by the profile on the visit's day: numbers, never a person."""
    sites = sites_for(request.user, Permission.SEE_EXACT_FIGURES)
    asked = ProfileMinutesFilter(request.GET, Visit.objects.filter(site__in=sites), request=request)
    rows = []
    if asked.is_valid():
        with counting():
            rows = work_by_profile(asked.qs)
    total = {name: sum(getattr(row, name) for row in rows) for name in ("visits", "minutes")}
    return render(request, "clients/profile_minutes.html", {"filter": asked, "rows": rows, "total": total})
