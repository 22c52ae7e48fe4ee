"""Calendars for other programs (iCalendar, RFC 5545): who is here, and what is on the programme."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils import timezone, translation
from icalendar import Calendar, Timezone, TimezoneDaylight, TimezoneStandard, vText
from icalendar import Event as Entry

from services.codes import EventStatus
from services.models import Event
from services.rota import HELSINKI, Occurrence

PRODUCT = "-//Ohjaamo//Ohjaamo//FI"
ASK_AGAIN = timedelta(hours=1)
# A name space of our own, so that the same shift keeps its name in every program that subscribes.
SHIFTS = uuid.UUID("5f0c2b0e-6f5b-5e0c-9d43-3a1f6f0f5d11")


def calendar_of(entries: Iterable[Entry], name: str) -> bytes:
    """A whole calendar called `name` with `entries`; times stand in Finland's zone, whose rules come with them."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    for label in ("name", "x-wr-calname"):
        calendar.add(label, vText(name))
    calendar.add("x-wr-timezone", HELSINKI.key)
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"value": "DURATION"})
    for component in (_finland(), *entries):
        calendar.add_component(component)
    return calendar.to_ical()


def _finland() -> Timezone:
    """Finland's time with the European Union's rule of 1996: the last Sundays of March and October."""
    zone = Timezone()
    zone.add("tzid", HELSINKI.key)
    winter, summer = timedelta(hours=2), timedelta(hours=3)
    changes = [
        (TimezoneDaylight(), "EEST", datetime(1996, 3, 31, 3), winter, summer),
        (TimezoneStandard(), "EET", datetime(1996, 10, 27, 4), summer, winter),
    ]
    for change, name, first, before, after in changes:
        change.add("tzname", name)
        change.add("dtstart", first)
        change.add("rrule", {"freq": "yearly", "bymonth": first.month, "byday": "-1SU"})
        change.add("tzoffsetfrom", before)
        change.add("tzoffsetto", after)
        zone.add_component(change)
    return zone


def event_calendar(events: Iterable[Event], name: str, language: str) -> bytes:
    """The programme's `events` as a calendar in `language`; those called off stay, marked so.

    Pass events with `select_related("site")`. Drafts are the caller's to leave out.
    """
    with translation.override(language):
        return calendar_of([_event_entry(event) for event in events], name)


def shift_calendar(occurrences: Iterable[Occurrence], name: str, *, now: datetime, of_site: bool) -> bytes:
    """Shifts as a calendar: called by the expert's name in a site's calendar, by the site's in one's own."""
    return calendar_of([_shift_entry(one, now, of_site=of_site) for one in occurrences], name)


def _event_entry(event: Event) -> Entry:
    entry = Entry()
    entry.add("uid", str(event.uid))
    entry.add("dtstamp", event.updated_at)
    entry.add("last-modified", event.updated_at)
    entry.add("sequence", event.version)
    entry.add("summary", event.title)
    entry.add("dtstart", datetime.combine(event.date, event.starts, tzinfo=HELSINKI))
    if event.ends:
        entry.add("dtend", datetime.combine(event.date, event.ends, tzinfo=HELSINKI))
    entry.add("location", ", ".join(part for part in (event.place, event.site.name) if part))
    if event.description:
        entry.add("description", event.description)
    entry.add("status", "CANCELLED" if event.status == EventStatus.CANCELLED else "CONFIRMED")
    return entry


def _shift_entry(one: Occurrence, now: datetime, *, of_site: bool) -> Entry:
    entry = Entry()
    entry.add("uid", shift_uid(one))
    entry.add("dtstamp", timezone.localtime(now, HELSINKI))
    entry.add("summary", f"{one.expert} ({one.expert.agency})" if of_site else one.site.name)
    entry.add("dtstart", one.starts_at)
    entry.add("dtend", one.ends_at)
    entry.add("location", one.site.name)
    entry.add("status", "CONFIRMED")
    return entry


def shift_uid(one: Occurrence) -> str:
    """The same for the same shift for ever, also when its times change, and nobody else's in the world."""
    source = f"series-{one.series.pk}" if one.series else f"shift-{one.shift.pk}"
    return str(uuid.uuid5(SHIFTS, f"{one.site.key} {one.expert.key} {source} {one.date}"))
