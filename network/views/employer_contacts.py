"""Contacts with an employer, logged on the employer's page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from network.access import Permission, sites_for
from network.current_site import current_site
from network.forms.employer import EmployerContactForm
from network.models import Employer, EmployerContact
from network.pages import needs
from network.scopes import employer_contacts_edited_by, get_to_edit
from network.upkeep import ask_to_delete, saves


def _edit(request: HttpRequest, contact: EmployerContact, **initial) -> HttpResponse:
    sites = sites_for(request.user, Permission.EDIT_PROGRAMME)
    form = EmployerContactForm(request.POST or None, instance=contact, sites=sites, initial=initial)
    if saves(request, form):
        return redirect("network:employer_detail", contact.employer_id)
    context = {"form": form, "contact": contact, "employer": contact.employer}
    return render(request, "network/employer_contact_form.html", context)


@needs(Permission.EDIT_PROGRAMME)
def employer_contact_create(request: HttpRequest, employer: int) -> HttpResponse:
    workplace = get_object_or_404(Employer, pk=employer)
    contact = EmployerContact(employer=workplace, created_by=request.user)
    return _edit(request, contact, site=current_site(request))


def _get_to_edit(request: HttpRequest, employer: int, pk: int) -> EmployerContact:
    seen = EmployerContact.objects.filter(employer=employer)
    edited = employer_contacts_edited_by(request.user).filter(employer=employer).select_related("employer")
    return get_to_edit(pk, seen=seen, edited=edited)


@needs(Permission.EDIT_PROGRAMME)
def employer_contact_edit(request: HttpRequest, employer: int, pk: int) -> HttpResponse:
    return _edit(request, _get_to_edit(request, employer, pk))


@needs(Permission.EDIT_PROGRAMME)
def employer_contact_delete(request: HttpRequest, employer: int, pk: int) -> HttpResponse:
    contact = _get_to_edit(request, employer, pk)
    return ask_to_delete(request, contact, back=reverse("network:employer_detail", args=[employer]))
