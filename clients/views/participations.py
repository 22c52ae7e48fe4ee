"""Participations: the list, a new one from the page of a person, mending."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_noop
from django_filters.views import FilterView

from clients.access import open_client
from clients.actions.participations import save_participation
from clients.filters import ParticipationFilter
from clients.filters.participation import my_projects
from clients.forms.participation import NewParticipationForm, ParticipationForm
from clients.models import Client, Participation
from network.access import Permission
from network.models import Project
from network.pages import needs, say_saved

from .once import redirect_once

PAGE = gettext_noop("participation")


@method_decorator(needs(Permission.SEE_CLIENTS), name="dispatch")
class ParticipationList(FilterView):
    filterset_class = ParticipationFilter
    template_name = "clients/participation_list.html"
    paginate_by = 50

    def get_queryset(self):
        seen = Participation.objects.visible_to(self.request.user)
        return seen.select_related("client", "project").order_by("-start_date", "-pk")


def _page(request: HttpRequest, form: ParticipationForm, client: Client, missing: list[str]) -> HttpResponse:
    return render(request, "clients/participation_form.html", {"form": form, "client": client, "missing": missing})


@needs(Permission.SEE_CLIENTS)
def participation_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Start the person in a project."""
    client = open_client(request.user, pk, what=PAGE)
    blank = Participation(
        client=client,
        start_date=timezone.localdate(),
        education_isced=client.education_isced,
        municipality_id=client.municipality_id,
    )
    form = NewParticipationForm(request.POST or None, instance=blank, projects=my_projects(request))
    if request.method == "POST" and form.is_valid():

        def write() -> str:
            save_participation(participation=form.save(commit=False), by=request.user)
            say_saved(request)
            return reverse("clients:client_detail", args=[client.pk])

        if answer := redirect_once(request, form, write):
            return answer
    return _page(request, form, client, blank.missing_of_client)


@needs(Permission.SEE_CLIENTS)
def participation_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend a participation, or end it."""
    seen = Participation.objects.visible_to(request.user).select_related("client", "project")
    participation = get_object_or_404(seen, pk=pk)
    client = open_client(request.user, participation.client_id, what=PAGE)
    missing = participation.missing
    # A project of other Ohjaamos stays as it is: this person's, though not one that the user could start.
    projects = Project.objects.filter(Q(pk__in=my_projects(request)) | Q(pk=participation.project_id))
    form = ParticipationForm(request.POST or None, instance=participation, projects=projects)
    if request.method == "POST" and form.is_valid():
        save_participation(participation=form.save(commit=False), by=request.user)
        say_saved(request)
        return redirect("clients:client_detail", pk=client.pk)
    return _page(request, form, client, missing)
