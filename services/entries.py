"""Services as entries of the directory: which are in use, who keeps them up, what they say (network/checking.py)."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from network.checking import Owner
from network.codes import Theme
from network.entries import agencies_in_use, agency_owners
from services.models import Service


def services_in_use(day: date) -> QuerySet[Service]:
    """Services told to everybody, of agencies that are in the network on `day`."""
    rows = Service.objects.told_to_all().filter(agency__in=agencies_in_use(day).order_by().values("pk"))
    return rows.select_related("agency", "checked_by").prefetch_related("sites")


def service_address(service: Service) -> str:
    return reverse("services:service_detail", args=[service.pk])


def service_owners(services: Iterable[Service], day: date) -> dict[int, list[Owner]]:
    """Whom to ask about each service: those who are asked about its agency."""
    services = list(services)
    agencies = agencies_in_use(day).filter(pk__in={service.agency_id for service in services})
    owners = agency_owners(agencies, day)
    return {service.pk: owners.get(service.agency_id, []) for service in services}


def service_facts(service: Service) -> list[tuple[str, str]]:
    """What a service's entry says, in the user's language."""
    pairs = [
        (_("Service"), service.name),
        (_("Agency"), service.agency.name),
        (_("In one sentence"), service.summary),
        (_("Description"), service.description),
        (_("For whom"), service.who_for),
        (_("How to come"), service.how_to_come),
        (_("Helps with"), ", ".join(str(Theme(topic).label) for topic in service.topics)),
        (_("Ohjaamos"), ", ".join(str(site) for site in service.sites.all())),
        (_("Languages of service"), ", ".join(service.language_names)),
        (_("What it costs"), service.cost or _("Free of charge")),
        (_("Phone"), service.phone),
        (_("E-mail"), service.email),
        (_("Web page"), service.website),
    ]
    return [(str(label), str(text)) for label, text in pairs if text]
