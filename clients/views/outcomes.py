"""Housing guidance, placements and wage subsidies: the page of all, new ones from the page of a person, mending."""

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop

from clients.access import open_client
from clients.actions.outcomes import delete_outcome, save_outcome, save_placement
from clients.filters import OutcomeFilter
from clients.filters.participation import my_projects
from clients.forms.outcome import (
    HousingForm,
    NewHousingForm,
    NewPlacementForm,
    NewWageSubsidyForm,
    PlacementForm,
    WageSubsidyForm,
)
from clients.models import Client, HousingGuidance, PlacementPeriod, WageSubsidy
from clients.outcomes import sections_of
from network.access import Permission, sites_for
from network.current_site import current_site
from network.models import Project, Site
from network.pages import needs, say_saved

from .once import redirect_once

PAGE = gettext_noop("outcomes")
SHOWN, PER_PAGE = 20, 100
# Of each section the address and the name of the page that removes a row.
REMOVED = [
    ("housing", "housing", "housing"),
    ("placements", "placements", "placement"),
    ("wage-subsidies", "subsidies", "wage_subsidy"),
]
MODELS = {"housing": HousingGuidance, "placements": PlacementPeriod, "subsidies": WageSubsidy}


@needs(Permission.SEE_CLIENTS)
def outcome_list(request: HttpRequest) -> HttpResponse:
    """The three sections with their figures; one of them by itself when the address says which."""
    outcome_filter = OutcomeFilter(request.GET, PlacementPeriod.objects.none(), request=request)
    context = {"filter": outcome_filter, "sections": [], "only": ""}
    if outcome_filter.is_valid():
        only = request.GET.get("section", "")
        sections = sections_of(request.user, outcome_filter.scope(), timezone.localdate())
        context["only"] = only if only in MODELS else ""
        context["sections"] = [section for section in sections if section.slug == only] or sections
        for section in context["sections"]:
            pages = Paginator(section.rows, PER_PAGE if context["only"] else SHOWN)
            section.page = pages.get_page(request.GET.get("page") if context["only"] else 1)
    return render(request, "clients/outcome_list.html", context)


def _page(request: HttpRequest, form, client: Client, section: str) -> HttpResponse:
    names = {slug: name for _address, slug, name in REMOVED}
    pk = form.instance.pk
    remove = reverse(f"clients:{names[section]}_delete", args=[pk]) if pk else ""
    context = {"form": form, "client": client, "section": section, "remove": remove}
    return render(request, "clients/outcome_form.html", context)


def _create(request: HttpRequest, form, client: Client, section: str, write) -> HttpResponse:
    """Answer a form for something new; `write` saves it."""

    def saved() -> str:
        write()
        say_saved(request)
        return reverse("clients:client_detail", args=[client.pk])

    if request.method == "POST" and form.is_valid() and (answer := redirect_once(request, form, saved)):
        return answer
    return _page(request, form, client, section)


def _mend(request: HttpRequest, form, client: Client, section: str, write) -> HttpResponse:
    """Answer a form for something that is there already."""
    if request.method == "POST" and form.is_valid():
        write()
        say_saved(request)
        return redirect("clients:client_detail", pk=client.pk)
    return _page(request, form, client, section)


def _open(request: HttpRequest, section: str, pk: int):
    """The row and its person, whose opening is recorded; 404 for a stranger's."""
    row = get_object_or_404(MODELS[section].objects.visible_to(request.user), pk=pk)
    return row, open_client(request.user, row.client_id, what=PAGE)


def _sites(request: HttpRequest):
    return sites_for(request.user, Permission.SEE_CLIENTS)


def _save(request: HttpRequest, form) -> None:
    save_outcome(row=form.save(commit=False), by=request.user)


@needs(Permission.SEE_CLIENTS)
def housing_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin housing guidance."""
    client = open_client(request.user, pk, what=PAGE)
    options = {"sites": _sites(request), "initial": {"site": current_site(request)}}
    form = NewHousingForm(request.POST or None, instance=HousingGuidance(client=client), **options)
    return _create(request, form, client, "housing", lambda: _save(request, form))


@needs(Permission.SEE_CLIENTS)
def housing_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend housing guidance, or write its outcome."""
    row, client = _open(request, "housing", pk)
    # A foreign Ohjaamo stays as it is: the person's, though not one that the user could choose.
    sites = Site.objects.filter(Q(pk__in=_sites(request).values("pk")) | Q(pk=row.site_id))
    form = HousingForm(request.POST or None, instance=row, sites=sites)
    return _mend(request, form, client, "housing", lambda: _save(request, form))


@needs(Permission.SEE_CLIENTS)
def placement_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down where the person found a place."""
    client = open_client(request.user, pk, what=PAGE)
    form = NewPlacementForm(request.POST or None, instance=PlacementPeriod(client=client))
    return _create(request, form, client, "placements", lambda: _save_placement(request, form))


@needs(Permission.SEE_CLIENTS)
def placement_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend a placement, or end it."""
    row, client = _open(request, "placements", pk)
    form = PlacementForm(request.POST or None, instance=row)
    return _mend(request, form, client, "placements", lambda: _save_placement(request, form))


def _save_placement(request: HttpRequest, form: PlacementForm) -> None:
    copy = form.cleaned_data.get("copy_to_exit", False)
    save_placement(placement=form.save(commit=False), by=request.user, copy_to_exit=copy)


@needs(Permission.SEE_CLIENTS)
def wage_subsidy_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down a period of wage-subsidised work."""
    client = open_client(request.user, pk, what=PAGE)
    blank = WageSubsidy(client=client)
    form = NewWageSubsidyForm(request.POST or None, instance=blank, projects=my_projects(request))
    return _create(request, form, client, "subsidies", lambda: _save(request, form))


@needs(Permission.SEE_CLIENTS)
def wage_subsidy_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend a wage subsidy: its end, its money, whether the work went on."""
    row, client = _open(request, "subsidies", pk)
    projects = Project.objects.filter(Q(pk__in=my_projects(request).values("pk")) | Q(pk=row.project_id))
    form = WageSubsidyForm(request.POST or None, instance=row, projects=projects)
    return _mend(request, form, client, "subsidies", lambda: _save(request, form))


@needs(Permission.SEE_CLIENTS)
def outcome_delete(request: HttpRequest, pk: int, section: str) -> HttpResponse:
    """Ask, then remove what was written by mistake."""
    row, client = _open(request, section, pk)
    if request.method == "POST":
        delete_outcome(row=row, by=request.user)
        say_saved(request)
        return redirect("clients:client_detail", pk=client.pk)
    return render(request, "clients/outcome_delete.html", {"row": row, "client": client, "section": section})
