"""Staff and opening hours of a year, as the national collection of 2019 asked for them, version 1."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from network.codes import Sector
from network.models import Site
from reports.collections.base import TOTAL, Asked, Axis, Filled, Grid, Layout
from reports.collections.words import month_of, months
from services.rota import Occurrence, occurrences_between

_HOURS = frozenset({"hours"})
_STAFF = {"shifts": _("Shifts"), "hours": _("Hours of shifts"), "experts": _("Different experts")}
_OPENING = {"days": _("Days open"), "hours": _("Hours open")}


def _staff(key: str, title, axis: Axis, shifts: Iterable[tuple[str, Occurrence]]) -> Grid:
    """Shifts, their hours and how many different experts, by a code of the axis."""
    shifts, values = list(shifts), Counter()
    for code, one in shifts:
        values[code, "shifts"] += 1
        values[code, "hours"] += _hours(one.duration)
    values.update((code, "experts") for code, _expert in {(code, one.expert_id) for code, one in shifts})
    whole = {(TOTAL, "experts"): len({one.expert_id for _code, one in shifts})}
    told = _("Shifts of the rota that came true: without absences, holidays and days on which the Ohjaamo was shut.")
    return Grid(key, title, told, axis, Axis("staff", "", _STAFF), values, whole=whole, open=frozenset(_STAFF),
                decimals=_HOURS)  # fmt: skip


def _opening(asked: Asked, sites: list[Site]) -> Grid:
    values: Counter = Counter()
    for site in sites:
        for number in range((asked.end - asked.start).days + 1):
            day = asked.start + timedelta(number)
            spans = site.opening_on(day)
            if spans:
                values[site.key, "days"] += 1
                values[site.key, "hours"] += sum(_hours(_span(day, *span)) for span in spans)
    told = _("Opening hours as they were announced, with their exceptions; closed on public holidays.")
    axis = Axis("site", _("Ohjaamo"), {site.key: site.name for site in sites})
    return Grid("opening", _("Opening hours by Ohjaamo"), told, axis, Axis("opening", "", _OPENING), values,
                open=frozenset(_OPENING), decimals=_HOURS)  # fmt: skip


def _hours(time: timedelta) -> Decimal:
    return Decimal(int(time.total_seconds())) / 3600


def _span(day: date, opens, closes) -> timedelta:
    return datetime.combine(day, closes) - datetime.combine(day, opens)


def fill(asked: Asked) -> Filled:
    """Shifts by month, by Ohjaamo and by sector, and the opening hours."""
    shifts = occurrences_between(asked.start, asked.end, sites=asked.sites)
    found = Site.objects.filter(pk__in=[site.pk for site in asked.sites]).order_by("key")
    sites = list(found.prefetch_related("opening_hours", "opening_exceptions"))
    names = Axis("site", _("Ohjaamo"), {site.key: site.name for site in sites})
    sectors = Axis("sector", _("Sector"), dict(Sector.choices))
    return Filled(
        [
            _staff("staff-month", _("Staff by month"), months(asked), ((month_of(one.date), one) for one in shifts)),
            _staff("staff-site", _("Staff by Ohjaamo"), names, ((one.site.key, one) for one in shifts)),
            _staff("staff-sector", _("Staff by sector"), sectors, ((one.expert.agency.sector, one) for one in shifts)),
            _opening(asked, sites),
        ]
    )


LAYOUT = Layout(
    label=_("Staff and opening hours"),
    version=1,
    description=_("Shifts, their hours and the experts by month, Ohjaamo and sector; days and hours open."),
    source=_("The national file on staff and opening of 2019, of which only the name was at hand."),
    fill=fill,
    tells_of_people=False,
    order=30,
)
