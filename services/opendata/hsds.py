"""Human Services Data Specification 3.0 (Open Referral): the network as its tables, one list of rows per object.

Fields, required ones and formats: openreferral/specification 3.0, folder `schema`. The language of the data is Finnish.
"""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from network.codes import TOPICS, HelpTheme, Sector, Theme, language_name
from network.models import Agency, Site
from services.codes import ServiceStatus
from services.models import Service
from services.opendata.schedules import schedules_of
from services.opendata.sources import Source, public_contacts, public_id, read_source

VERSION = "3.0"
PROFILE = "https://docs.openreferral.org/"
OPENAPI = "https://raw.githubusercontent.com/openreferral/specification/3.0/schema/openapi.json"
STATUSES = {ServiceStatus.ACTIVE: "active", ServiceStatus.PAUSED: "temporarily closed"}
HELP, SECTORS = "help-themes", "sectors"
CURRENCY = "EUR"

Row = dict[str, object]
Tables = dict[str, list[Row]]


def tables(day: date) -> Tables:
    """{object of the standard: its rows}, every reference resolvable within; the same rows give the same bytes."""
    with override("fi"):
        source = read_source(day)
        found: Tables = {name: [] for name in TABLES}
        rows = [*_taxonomies(), *_terms()]
        rows += [row for agency in source.agencies for row in _of_agency(agency)]
        rows += [row for site in source.sites for row in _of_site(site, source.day)]
        rows += [row for service in source.services for row in _of_service(service, source)]
        for table, row in rows:
            found[table].append({name: value for name, value in row.items() if value not in (None, "")})
    return found


# The objects that we tell of, in the order of the standard's own data package.
TABLES = {
    "organization": "organizations",
    "service": "services",
    "attribute": "attributes",
    "service_at_location": "service_at_location",
    "location": "locations",
    "phone": "phones",
    "contact": "contacts",
    "address": "addresses",
    "schedule": "schedules",
    "language": "languages",
    "taxonomy_term": "taxonomy_terms",
    "cost_option": "cost_options",
    "organization_identifier": "organization_identifiers",
    "taxonomy": "taxonomies",
}


def _names(taxonomy: str) -> str:
    return {HELP: _("What Ohjaamos help with"), SECTORS: _("Sectors of agencies")}[taxonomy]


def _taxonomies() -> Iterator[tuple[str, Row]]:
    texts = {
        HELP: _("The six doors under which a young person finds help, and the topics behind them."),
        SECTORS: _("Which part of society an agency belongs to."),
    }
    for taxonomy, text in texts.items():
        row = {"id": public_id("taxonomy", taxonomy), "name": _names(taxonomy), "description": text, "version": "1"}
        yield "taxonomy", row


def _term(taxonomy: str, code: str, name: str, description: str, parent: str | None = None) -> tuple[str, Row]:
    return "taxonomy_term", {
        "id": public_id("taxonomy_term", code),
        "code": code,
        "name": name,
        "description": description,
        "parent_id": public_id("taxonomy_term", parent) if parent else None,
        "taxonomy": _names(taxonomy),
        "taxonomy_id": public_id("taxonomy", taxonomy),
        "language": "fi",
    }


def door_code(door: HelpTheme) -> str:
    return f"help.{door.value}"


def topic_code(topic: str) -> str:
    return f"topic.{Theme(topic).value}"


def _terms() -> Iterator[tuple[str, Row]]:
    for door, topics in TOPICS.items():
        behind = ", ".join(str(topic.label) for topic in topics)
        yield _term(HELP, door_code(door), str(door.label), behind)
        for topic in topics:
            yield _term(HELP, topic_code(topic), str(topic.label), f"{door.label}: {topic.label}", door_code(door))
    for sector in Sector:
        yield _term(SECTORS, f"sector.{sector.value}", str(sector.label), f"{_('Sector')}: {sector.label}")


def _attribute(entity: str, key: str, code: str, link_type: str) -> tuple[str, Row]:
    return "attribute", {
        "id": public_id("attribute", entity, key, code),
        "link_id": public_id(entity, key),
        "taxonomy_term_id": public_id("taxonomy_term", code),
        "link_type": link_type,
        "link_entity": entity,
    }


def _phone(number, owner: str, *key) -> tuple[str, Row]:
    text = getattr(number, "as_international", str(number))
    row = {"id": public_id("phone", owner, *key), f"{owner}_id": public_id(owner, *key), "number": text}
    return "phone", row | {"type": "voice"}


def _language(code: str, owner: str, key: str) -> tuple[str, Row]:
    row = {"id": public_id("language", owner, key, code), f"{owner}_id": public_id(owner, key)}
    return "language", row | {"name": language_name(code), "code": code if code != "other" else None}


def _other_names(row) -> str:
    return " / ".join(dict.fromkeys(name for name in (row.name_sv, row.name_en) if name))


def _of_agency(agency: Agency) -> Iterator[tuple[str, Row]]:
    own = public_id("organization", agency.key)
    contacts = public_contacts(agency)
    yield (
        "organization",
        {
            "id": own,
            "name": agency.name_fi,
            "alternate_name": _other_names(agency),
            "description": agency.description_fi or agency.get_sector_display(),
            "email": next((contact.email for contact in contacts if contact.email), None),
            "website": agency.website,
        },
    )
    yield _attribute("organization", agency.key, f"sector.{agency.sector}", "sector")
    if agency.business_id:
        yield (
            "organization_identifier",
            {
                "id": public_id("organization_identifier", agency.key),
                "organization_id": own,
                "identifier_type": _("Business ID"),
                "identifier": agency.business_id,
            },
        )
    for contact in contacts:
        key = (agency.key, contact.pk)
        row = {"id": public_id("contact", *key), "organization_id": own, "name": contact.name}
        yield "contact", row | {"email": contact.email}
        if contact.phone:
            yield _phone(contact.phone, "contact", *key)


def _of_site(site: Site, day: date) -> Iterator[tuple[str, Row]]:
    own = public_id("location", site.key)
    address = site.address_on(day)
    yield (
        "location",
        {
            "id": own,
            "location_type": "physical",
            "name": site.name,
            "description": site.intro_fi,
            "transportation": address.directions if address else None,
            "external_identifier": site.municipality_id,
            "external_identifier_type": _("Statistics Finland's code of the municipality"),
        },
    )
    if address:
        yield (
            "address",
            {
                "id": public_id("address", site.key),
                "location_id": own,
                "address_1": address.street,
                "city": address.city,
                "region": site.municipality.name_fi,
                "state_province": site.municipality.region_fi,
                "postal_code": address.postal_code,
                "country": "FI",
                "address_type": "physical",
            },
        )
    if site.phone:
        yield _phone(site.phone, "location", site.key)
    yield from (_language(code, "location", site.key) for code in site.languages)
    yield from (("schedule", row) for row in schedules_of(site, day))


def _of_service(service: Service, source: Source) -> Iterator[tuple[str, Row]]:
    own = public_id("service", service.key)
    yield "service", _service_row(service)
    yield from (_attribute("service", service.key, topic_code(topic), "topic") for topic in service.topics)
    yield from (_language(code, "service", service.key) for code in service.languages)
    if service.phone:
        yield _phone(service.phone, "service", service.key)
    price = {"amount_description": service.cost} if service.cost else {"amount": 0, "currency": CURRENCY}
    yield "cost_option", {"id": public_id("cost_option", service.key), "service_id": own} | price
    for site in source.sites_of(service):
        row = {"id": public_id("service_at_location", service.key, site.key), "service_id": own}
        yield "service_at_location", row | {"location_id": public_id("location", site.key)}


def _service_row(service: Service) -> Row:
    coming = [_("By appointment.") if service.needs_appointment else "", service.how_to_come_fi]
    return {
        "id": public_id("service", service.key),
        "organization_id": public_id("organization", service.agency.key),
        "name": service.name_fi,
        "alternate_name": _other_names(service),
        "description": "\n\n".join(filter(None, [service.summary_fi, service.description_fi])),
        "url": service.website,
        "email": service.email,
        "status": STATUSES[service.status],
        "application_process": " ".join(filter(None, coming)),
        "fees_description": service.cost or _("Free of charge"),
        "eligibility_description": service.who_for_fi,
        "minimum_age": service.min_age,
        "maximum_age": service.max_age,
        "assured_date": service.checked_on.isoformat() if service.checked_on else None,
    }
