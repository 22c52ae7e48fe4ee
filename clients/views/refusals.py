"""Refusals: somebody was offered a place in a project and did not want it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_noop

from clients.access import open_client
from clients.actions.participations import remove_refusal, save_refusal
from clients.filters.participation import my_projects
from clients.forms.refusal import NewRefusalForm, RefusalForm
from clients.models import Client, Refusal
from network.access import Permission
from network.pages import needs, say_saved

from .once import redirect_once

PAGE = gettext_noop("refusal")


def _page(request: HttpRequest, form: RefusalForm, client: Client) -> HttpResponse:
    return render(request, "clients/refusal_form.html", {"form": form, "client": client})


@needs(Permission.SEE_CLIENTS)
def refusal_create(request: HttpRequest, pk: int) -> HttpResponse:
    """The person did not want to start in a project."""
    client = open_client(request.user, pk, what=PAGE)
    form = NewRefusalForm(request.POST or None, instance=Refusal(client=client), projects=my_projects(request))
    if request.method == "POST" and form.is_valid():

        def write() -> str:
            save_refusal(refusal=form.save(commit=False), by=request.user)
            say_saved(request)
            return reverse("clients:client_detail", args=[client.pk])

        if answer := redirect_once(request, form, write):
            return answer
    return _page(request, form, client)


@needs(Permission.SEE_CLIENTS)
def refusal_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Mend a refusal, or take it back."""
    refusal = get_object_or_404(Refusal.objects.visible_to(request.user), pk=pk)
    client = open_client(request.user, refusal.client_id, what=PAGE)
    if request.method == "POST" and "remove" in request.POST:
        remove_refusal(refusal=refusal, by=request.user)
        say_saved(request)
        return redirect("clients:client_detail", pk=client.pk)
    form = RefusalForm(request.POST or None, instance=refusal, projects=my_projects(request))
    if request.method == "POST" and form.is_valid():
        save_refusal(refusal=form.save(commit=False), by=request.user)
        say_saved(request)
        return redirect("clients:client_detail", pk=client.pk)
    return _page(request, form, client)
