"""Participation pilots: ways of working tried together with young people."""

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from network.access import Permission, sites_for
from network.current_site import current_site
from network.models import Project
from network.pages import needs
from network.upkeep import ask_to_delete, saves
from services.forms.pilot import PilotForm
from services.models import Pilot

PER_PAGE = 50
NO_PROJECT = "none"


def _mine(user):
    return Pilot.objects.filter(site__in=sites_for(user, Permission.EDIT_PROGRAMME))


def _projects(pilots) -> list[tuple[Project | None, int]]:
    """(project or None, how many of the pilots are its own), the latest project first; two queries."""
    counts = dict(pilots.order_by().values_list("project").annotate(count=Count("pk")))
    rows = [(project, counts[project.pk]) for project in Project.objects.filter(pk__in=[pk for pk in counts if pk])]
    return rows + ([(None, counts[None])] if None in counts else [])


@needs(Permission.EDIT_PROGRAMME)
def pilot_list(request: HttpRequest) -> HttpResponse:
    """The pilots of the user's Ohjaamos; ?project=<number> or "none" narrows them."""
    mine = _mine(request.user)
    counts, chosen = _projects(mine), request.GET.get("project", "")
    shown = mine
    if chosen == NO_PROJECT:
        shown = mine.filter(project__isnull=True)
    elif chosen.isdecimal() and len(chosen) < 10:
        shown = mine.filter(project=int(chosen))
    page = Paginator(shown.select_related("site", "project"), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "counts": counts, "chosen": chosen, "total": sum(count for _project, count in counts)}
    return render(request, "services/pilot_list.html", context)


def _edit(request: HttpRequest, pilot: Pilot, **initial) -> HttpResponse:
    sites = sites_for(request.user, Permission.EDIT_PROGRAMME)
    form = PilotForm(request.POST or None, instance=pilot, sites=sites, initial=initial)
    if saves(request, form):
        return redirect("services:pilot_list")
    stored = Pilot.objects.filter(pk=pilot.pk).first()
    return render(request, "services/pilot_form.html", {"form": form, "pilot": stored})


@needs(Permission.EDIT_PROGRAMME)
def pilot_create(request: HttpRequest) -> HttpResponse:
    chosen = {"site": current_site(request), "project": request.GET.get("project")}
    return _edit(request, Pilot(created_by=request.user), **chosen)


@needs(Permission.EDIT_PROGRAMME)
def pilot_edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _edit(request, get_object_or_404(_mine(request.user), pk=pk))


@needs(Permission.EDIT_PROGRAMME)
def pilot_delete(request: HttpRequest, pk: int) -> HttpResponse:
    return ask_to_delete(request, get_object_or_404(_mine(request.user), pk=pk), back="services:pilot_list")
