"""What search engines read: an Ohjaamo and its events in the words of schema.org (JSON-LD)."""

import json
from collections.abc import Iterable
from datetime import date, datetime, time

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from network.models import Site, Weekday
from services.codes import EventStatus
from services.models import Event
from services.opening import coming_days, exceptional_days
from services.public import public_address
from services.rota import HELSINKI

SCHEMA = "https://schema.org"
# schema.org's own names of the days, in the order of `date.weekday()`.
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
# What could end the script element or open a comment in it.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def data_script(data: dict) -> SafeString:
    """`data` as a JSON-LD block for a page's head; nothing in it can leave the block."""
    text = json.dumps(data, ensure_ascii=False).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')


def site_data(request: HttpRequest, site: Site, today: date) -> dict:
    """A GovernmentOffice with address, contacts, the week's hours and the days that differ from them."""
    url = request.build_absolute_uri(public_address("site", slug=site.slug))
    data = {
        "@context": SCHEMA,
        "@type": "GovernmentOffice",
        "@id": url,
        "url": url,
        "name": site.name,
        "description": site.intro,
        "isAccessibleForFree": True,
        "telephone": site.phone,
        "email": site.email,
        "address": _address(site, today),
        "openingHoursSpecification": _hours(site, today),
        "specialOpeningHoursSpecification": _special_hours(site, today),
    }
    return {name: value for name, value in data.items() if value}


def _address(site: Site, today: date) -> dict | None:
    address = site.address_on(today)
    if address is None:
        return None
    return {
        "@type": "PostalAddress",
        "streetAddress": address.street,
        "postalCode": address.postal_code,
        "addressLocality": address.city,
        "addressCountry": "FI",
    }


def _hours(site: Site, today: date) -> list[dict]:
    rows = [row for row in site.opening_hours.all() if row.valid_to is None or row.valid_to >= today]
    specifications = []
    for row in rows:
        one = _specification(row.opens, row.closes, valid_from=row.valid_from, valid_to=row.valid_to)
        specifications.append(one | {"dayOfWeek": f"{SCHEMA}/{DAYS[Weekday(row.weekday)]}"})
    return specifications


def _special_hours(site: Site, today: date) -> list[dict]:
    days = [day for day in [*coming_days(site, today), *exceptional_days(site, today)] if day.is_exceptional]
    # Opening and closing at midnight is schema.org's way to say that it is shut all day.
    return [
        _specification(opens, closes, valid_from=day.date, valid_to=day.date)
        for day in days
        for opens, closes in day.hours or [(time(), time())]
    ]


def _specification(opens: time, closes: time, *, valid_from: date | None, valid_to: date | None) -> dict:
    data = {"@type": "OpeningHoursSpecification", "opens": f"{opens:%H:%M}", "closes": f"{closes:%H:%M}"}
    if valid_from:
        data["validFrom"] = valid_from.isoformat()
    if valid_to:
        data["validThrough"] = valid_to.isoformat()
    return data


def events_data(request: HttpRequest, events: Iterable[Event]) -> list[dict]:
    """Events with their times in Finland's offset from UTC of that day; those called off say so."""
    return [_event(request, event) for event in events]


def _event(request: HttpRequest, event: Event) -> dict:
    status = "EventCancelled" if event.status == EventStatus.CANCELLED else "EventScheduled"
    site_url = request.build_absolute_uri(public_address("site", slug=event.site.slug))
    data = {
        "@context": SCHEMA,
        "@type": "Event",
        "url": request.build_absolute_uri(public_address("event", slug=event.site.slug, uid=event.uid)),
        "name": event.title,
        "description": event.description,
        "startDate": _moment(event.date, event.starts),
        "endDate": _moment(event.date, event.ends) if event.ends else None,
        "eventStatus": f"{SCHEMA}/{status}",
        "eventAttendanceMode": f"{SCHEMA}/OfflineEventAttendanceMode",
        "inLanguage": event.languages or [get_language()],
        "isAccessibleForFree": True,
        "location": {"@type": "Place", "name": event.place or event.site.name, "address": event.site.name},
        "organizer": {"@type": "GovernmentOffice", "@id": site_url, "name": event.site.name, "url": site_url},
    }
    return {name: value for name, value in data.items() if value}


def _moment(day: date, clock: time) -> str:
    return datetime.combine(day, clock, tzinfo=HELSINKI).isoformat()
