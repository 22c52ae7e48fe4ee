"""Services and service channels in the shape of the Finnish Service Catalogue's Open API v11 (Suomi.fi, PTV).

The shape, not a transfer: PTV gives its own ids and its classes have URIs of their own, so that ours are told as our
codes. What is from the public API description and what from memory stands in docs/interchange.md.
"""

from collections.abc import Iterator
from datetime import date, time
from functools import lru_cache

from django.utils.text import Truncator
from django.utils.translation import override

from network.codes import TOPICS, HelpTheme, Theme
from network.models import Agency, Municipality, OpeningHours, Site
from services.codes import ServiceStatus
from services.models import Service
from services.opendata.sources import Source, public_id, read_source

LANGUAGES = ("fi", "sv", "en")
NAME, SUMMARY, DESCRIPTION = 100, 150, 5000
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

Item = dict[str, object]


def catalogue(day: date) -> dict[str, list[Item]]:
    """{"services": …, "channels": …} of what is in use on `day`, each in the order of its key."""
    source = read_source(day)
    in_use = [service for service in source.services if service.status == ServiceStatus.ACTIVE]
    channels = [_location_channel(site, in_use, source) for site in source.sites]
    channels += [channel for service in in_use for channel in _own_channels(service, source)]
    return {"services": [_service(service, source) for service in in_use], "channels": channels}


def _cut(text: str, most: int) -> str:
    return Truncator(text).chars(most)


def _texts(row, field: str) -> Iterator[tuple[str, str]]:
    """(language, text) for each language version of the row's `field` that is written."""
    for language in LANGUAGES:
        text = getattr(row, f"{field}_{language}", "")
        if text:
            yield language, text


def _typed(pairs, kind: str, most: int = DESCRIPTION) -> list[Item]:
    return [{"language": language, "value": _cut(text, most), "type": kind} for language, text in pairs]


def _items(pairs, most: int = DESCRIPTION) -> list[Item]:
    return [{"language": language, "value": _cut(text, most)} for language, text in pairs]


# Typed, as a door and a topic of the same code are equal: both are texts.
@lru_cache(maxsize=None, typed=True)
def _labels(code: HelpTheme | Theme) -> list[Item]:
    """The label of one of our codes in all languages; made once."""
    found = []
    for language in LANGUAGES:
        with override(language):
            found.append({"language": language, "value": str(code.label)})
    return found


def _versions(service: Service) -> list[str]:
    """The languages in which a whole version is written: a name and a summary. Finnish always is."""
    return [
        language
        for language in LANGUAGES
        if getattr(service, f"name_{language}") and getattr(service, f"summary_{language}")
    ]


def _of(versions: list[str], pairs) -> list[tuple[str, str]]:
    return [(language, text) for language, text in pairs if language in versions]


def _municipality(row: Municipality) -> Item:
    return {"code": row.code, "name": _items(_texts(row, "name"))}


def _areas(sites: list[Site]) -> list[Item]:
    rows = {site.municipality_id: site.municipality for site in sites}
    municipalities = [_municipality(rows[code]) for code in sorted(rows)]
    return [{"type": "Municipality", "municipalities": municipalities}] if municipalities else []


def _organization(agency: Agency) -> Item:
    return {"id": public_id("organization", agency.key), "name": agency.name_fi}


def _languages(codes: list[str]) -> list[str]:
    return [code for code in codes if code != "other"]


def _classes(topics: list[str]) -> list[Item]:
    """Our own help themes and topics, by our codes: the classes of PTV are not guessed from them."""
    doors = [door for door, behind in TOPICS.items() if set(behind) & set(topics)]
    found = [{"code": f"ohjaamo:{door.value}", "name": _labels(door)} for door in doors]
    return found + [
        {"code": f"ohjaamo:topic:{topic}", "name": _labels(Theme(topic)), "description": []} for topic in topics
    ]


def _descriptions(service: Service, versions: list[str]) -> list[Item]:
    summaries = dict(_of(versions, _texts(service, "summary")))
    # A version without a description has its summary for one: PTV wants both.
    long = summaries | dict(_of(versions, _texts(service, "description")))
    found = _typed(summaries.items(), "Summary", SUMMARY) + _typed(long.items(), "Description")
    found += _typed(_of(versions, _texts(service, "how_to_come")), "UserInstruction")
    if service.cost:
        found += _typed([("fi", service.cost)], "ChargeTypeAdditionalInfo")
    return found


def _service(service: Service, source: Source) -> Item:
    versions = _versions(service)
    sites = source.sites_of(service)
    own = [_own_channel_id(service, kind) for kind in _own_kinds(service)]
    channels = [public_id("ptv_location", site.key) for site in sites] + own
    return {
        "id": public_id("service", service.key),
        "sourceId": service.key,
        "type": "Service",
        "serviceNames": _typed(_of(versions, _texts(service, "name")), "Name", NAME),
        "serviceDescriptions": _descriptions(service, versions),
        "serviceChargeType": "Chargeable" if service.cost else "FreeOfCharge",
        "areaType": "LimitedType",
        "areas": _areas(sites or source.sites),
        "languages": _languages(service.languages),
        "requirements": _items(_of(versions, _texts(service, "who_for"))),
        "serviceClasses": _classes(service.topics),
        "serviceChannels": [{"serviceChannel": {"id": channel}} for channel in channels],
        "organizations": [{"roleType": "Responsible", "organization": _organization(service.agency)}],
        "publishingStatus": "Published",
        "availableLanguages": versions,
    }


def _own_kinds(service: Service) -> list[str]:
    return [kind for kind, value in [("Phone", service.phone), ("WebPage", service.website)] if value]


def _own_channel_id(service: Service, kind: str) -> str:
    return public_id("ptv_channel", kind, service.key)


def _phone(number) -> Item:
    """A number that callers pay for by their contract; PTV wants the country's prefix apart."""
    item = {"type": "Phone", "language": "fi", "serviceChargeType": "Chargeable"}
    if hasattr(number, "national_number"):
        return item | {"prefixNumber": f"+{number.country_code}", "number": str(number.national_number)}
    return item | {"isFinnishServiceNumber": True, "number": str(number).replace(" ", "")}


def _own_channels(service: Service, source: Source) -> Iterator[Item]:
    """The phone and the web page of one service."""
    versions = _versions(service)
    for kind in _own_kinds(service):
        names = _of(versions, _texts(service, "name"))
        summaries = _of(versions, _texts(service, "summary"))
        channel = {
            "id": _own_channel_id(service, kind),
            "serviceChannelType": kind,
            "organizationId": public_id("organization", service.agency.key),
            "serviceChannelNames": _typed(names, "Name", NAME),
            "serviceChannelDescriptions": _typed(summaries, "Summary", SUMMARY) + _typed(summaries, "Description"),
            "languages": _languages(service.languages),
            "areaType": "LimitedType",
            "areas": _areas(source.sites_of(service) or source.sites),
            "services": [{"service": {"id": public_id("service", service.key)}}],
            "publishingStatus": "Published",
        }
        if kind == "Phone":
            channel["phoneNumbers"] = [_phone(service.phone)]
            channel["supportEmails"] = _items([("fi", service.email)] if service.email else [])
        else:
            channel["webPages"] = [{"language": "fi", "url": service.website, "value": service.name_fi}]
        yield channel


def _location_channel(site: Site, services: list[Service], source: Source) -> Item:
    """An Ohjaamo as a service location."""
    given = [service for service in services if site in source.sites_of(service)]
    intros = list(_texts(site, "intro")) or [("fi", site.name)]
    return {
        "id": public_id("ptv_location", site.key),
        "sourceId": site.key,
        "serviceChannelType": "ServiceLocation",
        "serviceChannelNames": _typed([("fi", site.name)], "Name", NAME),
        "serviceChannelDescriptions": _typed(intros, "Summary", SUMMARY) + _typed(intros, "Description"),
        "areaType": "LimitedType",
        "areas": _areas([site]),
        "languages": _languages(site.languages),
        "addresses": _addresses(site, source.day),
        "phoneNumbers": [_phone(site.phone)] if site.phone else [],
        "supportEmails": _items([("fi", site.email)] if site.email else []),
        "serviceHours": _hours(site, source.day),
        "services": [{"service": {"id": public_id("service", service.key)}} for service in given],
        "publishingStatus": "Published",
    }


def _addresses(site: Site, day: date) -> list[Item]:
    address = site.address_on(day)
    if address is None:
        return []
    street = {
        "street": [{"language": "fi", "value": address.street}],
        "postalCode": address.postal_code,
        "postOffice": [{"language": "fi", "value": address.city}],
        "municipality": _municipality(site.municipality),
        "additionalInformation": _items([("fi", address.directions)] if address.directions else []),
    }
    return [{"type": "Location", "subType": "Single", "country": "FI", "streetAddress": street}]


def _clock(at: time) -> str:
    return at.strftime("%H:%M:%S")


def _hours(site: Site, day: date) -> list[Item]:
    """The week's hours that are in force or to come, each validity apart, then the exceptional days to come."""
    weeks: dict[tuple, list[OpeningHours]] = {}
    for row in site.opening_hours.all():
        if row.valid_to is None or row.valid_to >= day:
            weeks.setdefault((row.valid_from, row.valid_to), []).append(row)
    found = [
        _hour("DaysOfTheWeek", first, last, [(DAYS[row.weekday], row.opens, row.closes) for row in rows])
        for (first, last), rows in weeks.items()
    ]
    days = sorted({row.date for row in site.opening_exceptions.all() if row.date >= day})
    for when in days:
        times = [(DAYS[when.weekday()], opens, closes) for opens, closes in site.opening_on(when)]
        found.append(_hour("Exceptional", when, when, times))
    return found


def _hour(kind: str, first: date | None, last: date | None, times: list[tuple]) -> Item:
    hours = [{"dayFrom": name, "from": _clock(opens), "to": _clock(closes)} for name, opens, closes in times]
    return {
        "serviceHourType": kind,
        "validFrom": first.isoformat() if first else None,
        "validTo": last.isoformat() if last else None,
        "validForNow": first is None and last is None,
        "isClosed": not times,
        "openingHour": hours,
    }
