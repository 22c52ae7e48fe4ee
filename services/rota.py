"""The week at an Ohjaamo: its days with their opening hours and shifts."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from django.db.models import prefetch_related_objects

from network.models import Site
from services.models import Shift

DAYS = 7


@dataclass(frozen=True)
class Day:
    date: date
    opening: list[tuple[time, time]]
    shifts: list[Shift]


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
        return sum(len(day.shifts) for day in self.days)


def parse_day(text: str, default: date) -> date:
    """A day in ISO form from an address; anything else, or one too far off for a week around it, is `default`."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return default
    return day if 1900 <= day.year <= 9000 else default


def week_of(day: date, site: Site) -> Week:
    """The week that holds `day` at `site`; three queries."""
    monday = day - timedelta(days=day.weekday())
    dates = [monday + timedelta(days=offset) for offset in range(DAYS)]
    shifts = Shift.objects.filter(site=site, date__range=(dates[0], dates[-1]))
    shifts = list(shifts.select_related("expert__agency").order_by("date", "starts", "ends", "expert__sort_name", "pk"))
    prefetch_related_objects([site], "opening_hours", "opening_exceptions")
    return Week([Day(on, site.opening_on(on), [row for row in shifts if row.date == on]) for on in dates])
