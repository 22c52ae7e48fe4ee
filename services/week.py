"""The week at an Ohjaamo: its days with their opening hours, who is here, and the hours when nobody is."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from django.db.models import prefetch_related_objects

from network.holidays import holiday_name
from network.models import Site
from services.rota import Cut, Occurrence, planned_between

DAYS = 7
Hours = tuple[time, time]


@dataclass(frozen=True)
class Day:
    """One day: opening hours, who comes, who was to come but does not, and when the door is open but nobody is in."""

    date: date
    holiday: str
    opening: list[Hours]
    here: list[Occurrence]
    missing: list[Occurrence]
    gaps: list[Hours]


@dataclass(frozen=True)
class Week:
    days: list[Day]

    @property
    def monday(self) -> date:
        return self.days[0].date

    @property
    def sunday(self) -> date:
        return self.days[-1].date

    @property
    def number(self) -> int:
        """The week's number as calendars in Finland print it (ISO 8601)."""
        return self.monday.isocalendar().week

    @property
    def before(self) -> date:
        return self.monday - timedelta(days=DAYS)

    @property
    def after(self) -> date:
        return self.monday + timedelta(days=DAYS)

    @property
    def shift_count(self) -> int:
        """How many shifts come true."""
        return sum(len(day.here) for day in self.days)

    @property
    def gap_count(self) -> int:
        """How many stretches of the opening hours have nobody."""
        return sum(len(day.gaps) for day in self.days)


def parse_day(text: str, default: date) -> date:
    """A day in ISO form from an address; anything else, or one too far off for a week around it, is `default`."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return default
    return day if 1900 <= day.year <= 9000 else default


def gaps_in(opening: list[Hours], here: list[Hours]) -> list[Hours]:
    """The stretches of `opening` that none of `here` covers, in order. All are (from, until) on one day."""
    gaps = []
    for opens, closes in opening:
        covered = opens
        for starts, ends in sorted(here):
            if starts >= closes:
                break
            if starts > covered:
                gaps.append((covered, starts))
            covered = max(covered, ends)
        if covered < closes:
            gaps.append((covered, closes))
    return gaps


def week_of(day: date, site: Site) -> Week:
    """The week that holds `day` at `site`; seven queries."""
    monday = day - timedelta(days=day.weekday())
    dates = [monday + timedelta(days=offset) for offset in range(DAYS)]
    planned = planned_between(dates[0], dates[-1], sites=[site])
    prefetch_related_objects([site], "opening_hours", "opening_exceptions")
    return Week([_day(on, site, [one for one in planned if one.date == on]) for on in dates])


def _day(on: date, site: Site, planned: list[Occurrence]) -> Day:
    here = [one for one in planned if one.cut is None]
    opening = site.opening_on(on)
    return Day(
        date=on,
        holiday=holiday_name(on),
        opening=opening,
        here=here,
        missing=[one for one in planned if one.cut in {Cut.AWAY, Cut.CANCELLED}],
        gaps=gaps_in(opening, [(one.starts, one.ends) for one in here]),
    )
