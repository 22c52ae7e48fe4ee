"""An Ohjaamo's opening hours as HSDS schedules (RFC 5545), right in winter and in summer time."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from network.models import Site
from services.opendata.sources import COMING_EXCEPTIONS, public_id

ZONE = ZoneInfo("Europe/Helsinki")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# The clocks are changed twice a year; a stretch of one offset lasts 217 days at most.
LONGEST_STRETCH = timedelta(days=220)


def offset_on(day: date) -> int:
    """Hours from UTC at noon of `day` in Finland: 2 or 3."""
    return int(datetime.combine(day, time(12), ZONE).utcoffset().total_seconds() // 3600)


def stretch_around(day: date) -> tuple[date, date]:
    """The first and the last day of the summer or winter time in which `day` lies."""
    first = last = day
    while offset_on(first - timedelta(days=1)) == offset_on(day) and day - first < LONGEST_STRETCH:
        first -= timedelta(days=1)
    while offset_on(last + timedelta(days=1)) == offset_on(day) and last - day < LONGEST_STRETCH:
        last += timedelta(days=1)
    return first, last


def schedules_of(site: Site, day: date) -> Iterator[dict]:
    """The site's weekly hours from the current change of clocks to the next but one.

    The standard tells times with an offset from UTC and knows no zones, so that each rule is told once for winter and
    once for summer time, each within the days for which its offset is true.
    """
    first, last = stretch_around(day)
    for start, end in [(first, last), stretch_around(last + timedelta(days=1))]:
        for (opens, closes, begins, ends), days in _rules(site, start, end).items():
            offset = offset_on(start)
            yield {
                "id": public_id("schedule", site.key, opens, closes, begins, ends),
                "location_id": public_id("location", site.key),
                "valid_from": begins.isoformat(),
                "valid_to": ends.isoformat(),
                "dtstart": begins.isoformat(),
                "until": ends.isoformat(),
                "timezone": offset,
                "wkst": "MO",
                "freq": "WEEKLY",
                "interval": 1,
                "byday": ",".join(DAYS[number] for number in sorted(days)),
                "opens_at": f"{opens:%H:%M}+{offset:02}:00",
                "closes_at": f"{closes:%H:%M}+{offset:02}:00",
                "notes": " ".join([_("Closed on public holidays."), *exceptions(site, day)]),
            }


def _rules(site: Site, start: date, end: date) -> dict[tuple, set[int]]:
    """{(opens, closes, first day, last day): days of the week} between two days."""
    rules: dict[tuple, set[int]] = defaultdict(set)
    for row in site.opening_hours.all():
        begins = max(start, row.valid_from or start, site.opened or start)
        ends = min(end, row.valid_to or end, site.closed or end)
        if begins <= ends:
            rules[row.opens, row.closes, begins, ends].add(row.weekday)
    return rules


def exceptions(site: Site, day: date) -> list[str]:
    """The exceptional days of the coming two months in words, without their reasons."""
    texts = []
    for row in site.opening_exceptions.all():
        if day <= row.date <= day + timedelta(days=COMING_EXCEPTIONS):
            shown = {"day": date_format(row.date, "SHORT_DATE_FORMAT")}
            if row.opens:
                shown["hours"] = f"{row.opens:%H.%M}–{row.closes:%H.%M}"
            texts.append((_("%(day)s open %(hours)s.") if row.opens else _("%(day)s closed.")) % shown)
    return texts
