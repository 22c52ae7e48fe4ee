from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from network.access import Permission
from network.forms.team import TeamForm
from network.models import Expert, Site, Team
from network.pages import needs
from network.scopes import get_to_edit, sites_edited_by, teams_edited_by
from network.upkeep import ask_to_delete, saves


@needs(Permission.SEE_DIRECTORY)
def team_list(request: HttpRequest) -> HttpResponse:
    """Every Ohjaamo's teams with those of their members who are in the network today."""
    members = Expert.objects.valid_on(timezone.localdate()).select_related("agency")
    teams = Team.objects.prefetch_related(Prefetch("experts", members, to_attr="members"))
    sites = Site.objects.order_by("name", "pk").prefetch_related(Prefetch("teams", teams, to_attr="team_rows"))
    edited = set(sites_edited_by(request.user).values_list("pk", flat=True))
    rows = [(site, site.pk in edited) for site in sites if site.team_rows or site.pk in edited]
    has_teams = any(site.team_rows for site, _may_edit in rows)
    return render(request, "network/team_list.html", {"rows": rows, "has_teams": has_teams})


def _edit(request: HttpRequest, team: Team) -> HttpResponse:
    form = TeamForm(request.POST or None, instance=team, today=timezone.localdate())
    if saves(request, form):
        return redirect("network:team_list")
    stored = Team.objects.filter(pk=team.pk).first()
    return render(request, "network/team_form.html", {"form": form, "team": stored, "site": team.site})


@needs(Permission.SEE_DIRECTORY)
def team_create(request: HttpRequest, site: int) -> HttpResponse:
    place = get_to_edit(site, seen=Site.objects.all(), edited=sites_edited_by(request.user))
    return _edit(request, Team(site=place))


def _get_to_edit(user, pk: int) -> Team:
    return get_to_edit(pk, seen=Team.objects.all(), edited=teams_edited_by(user).select_related("site"))


@needs(Permission.SEE_DIRECTORY)
def team_edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _edit(request, _get_to_edit(request.user, pk))


@needs(Permission.SEE_DIRECTORY)
def team_delete(request: HttpRequest, pk: int) -> HttpResponse:
    return ask_to_delete(request, _get_to_edit(request.user, pk), back="network:team_list")
