"""What is public of agencies, services and Ohjaamos on one day, read with a constant number of queries."""

import uuid
from dataclasses import dataclass
from datetime import date

from network.models import Agency, AgencyContact, Site
from services.models import Service

# Never to change: the ids of everything that was ever exported hang on it.
NAMESPACE = uuid.UUID("3f0c6f0e-7f5b-4a53-9a55-0d6b0b8f6a11")
COMING_EXCEPTIONS = 60


def public_id(table: str, *key) -> str:
    """The id of a row in open data: the same in every export, made from the table and the row's own key."""
    return str(uuid.uuid5(NAMESPACE, ":".join([table, *map(str, key)])))


@dataclass(frozen=True)
class Source:
    """The rows that may be told to everybody on `day`: no named experts, nothing ended, no drafts."""

    day: date
    agencies: list[Agency]
    services: list[Service]
    sites: list[Site]

    def sites_of(self, service: Service) -> list[Site]:
        """The open and public Ohjaamos where the service is given."""
        chosen = {site.pk for site in service.sites.all()}
        return [site for site in self.sites if site.pk in chosen]


def read_source(day: date) -> Source:
    """Agencies valid on `day`, their services in use or paused, and the Ohjaamos open on `day` with a public page."""
    agencies = Agency.objects.valid_on(day).order_by("key")
    services = Service.objects.told_to_all().filter(agency__in=agencies).order_by("key")
    sites = Site.objects.open_on(day).filter(is_public=True).order_by("key").select_related("municipality")
    return Source(
        day,
        list(agencies.prefetch_related("contacts", "experts")),
        list(services.select_related("agency").prefetch_related("sites")),
        list(sites.prefetch_related("addresses", "opening_hours", "opening_exceptions")),
    )


def public_contacts(agency: Agency) -> list[AgencyContact]:
    """The contacts that may be told: those marked public, unless they name one of the agency's experts."""
    names = {expert.last_name.casefold() for expert in agency.experts.all() if expert.last_name}
    return [
        contact
        for contact in agency.contacts.all()
        if contact.is_public and not names & set(contact.name.casefold().replace(",", " ").split())
    ]
