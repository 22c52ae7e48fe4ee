"""Participations: the list, a new one from the page of a person, mending, ending, the checks after the end."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_noop
from django_filters.views import FilterView

from clients.access import open_client
from clients.actions.participations import AlreadyInProjectError, save_participation
from clients.filters import ParticipationFilter
from clients.filters.participation import my_projects, refusals_like
from clients.forms.participation import NewParticipationForm, ParticipationForm
from clients.models import Client, Participation
from clients.participation_needs import start_check
from clients.participations import end_reasons, line_of, refusal_reasons
from network.access import Permission
from network.forms.rows import hold_errors
from network.models import Project
from network.pages import needs, say_saved

from .once import redirect_once

PAGE = gettext_noop("participation")
LOOK = "look"  # shows what is missing of what is typed, and saves nothing


@method_decorator(needs(Permission.SEE_CLIENTS), name="dispatch")
class ParticipationList(FilterView):
    filterset_class = ParticipationFilter
    template_name = "clients/participation_list.html"
    paginate_by = 50

    def get_queryset(self):
        seen = Participation.objects.visible_to(self.request.user)
        return seen.select_related("client", "project").order_by("-start_date", "-pk")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        today, filters = timezone.localdate(), context["filter"]
        context["lines"] = [line_of(row, today) for row in context["page_obj"]]
        if filters.is_valid():
            context["ends"] = end_reasons(filters.qs, today)
            context["refusals"] = refusal_reasons(refusals_like(filters))
        return context


def _page(request: HttpRequest, form: ParticipationForm, client: Client) -> HttpResponse:
    check = start_check(form.instance)
    return render(request, "clients/participation_form.html", {"form": form, "client": client, "check": check})


def _is_right(request: HttpRequest, form: ParticipationForm) -> bool:
    """Whether the form is to be saved; looking at what is missing judges nothing yet, but tells of a newer version."""
    if request.method != "POST":
        return False
    right = form.is_valid()
    if LOOK in request.POST and not hasattr(form, "newest"):
        hold_errors(form)
        return False
    return right


def _save(request: HttpRequest, form: ParticipationForm) -> None:
    moves = form.moves_in_time
    save_participation(participation=form.save(commit=False), by=request.user, moves_in_time=moves)
    say_saved(request)
    for text in form.warnings:
        messages.warning(request, text)


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
    if _is_right(request, form):

        def write() -> str:
            _save(request, form)
            return reverse("clients:client_detail", args=[client.pk])

        try:
            if answer := redirect_once(request, form, write):
                return answer
        except AlreadyInProjectError as error:
            form.refuse_two_at_once(error.other)
    return _page(request, form, client)


@needs(Permission.SEE_CLIENTS)
def participation_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend a participation, end it, write its checks."""
    seen = Participation.objects.visible_to(request.user).select_related("client", "project")
    participation = get_object_or_404(seen, pk=pk)
    client = open_client(request.user, participation.client_id, what=PAGE)
    # A project of other Ohjaamos stays as it is: this person's, though not one that the user could start.
    projects = Project.objects.filter(Q(pk__in=my_projects(request)) | Q(pk=participation.project_id))
    form = ParticipationForm(request.POST or None, instance=participation, projects=projects)
    if _is_right(request, form):
        try:
            _save(request, form)
            return redirect("clients:client_detail", pk=client.pk)
        except AlreadyInProjectError as error:
            form.refuse_two_at_once(error.other)
    return _page(request, form, client)
