"""The calendar years, quarters and months that a project can be looked at by."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def last_closed_day(today: date) -> date:
    """The end of the month before."""
    return today.replace(day=1) - timedelta(days=1)


def told_until(start: date, end: date, today: date) -> date:
    """The last day that is counted for outsiders of a period: of a running one the end of the last month.

    Of today, who looked twice would see the one young person who came in between. A period that began this month
    has no such day and is counted whole.
    """
    closed = last_closed_day(today)
    return end if end < today or closed < start else closed


@dataclass(frozen=True)
class Period:
    """A calendar period by its name in addresses ("2021", "2021-q3", "2021-09"), both days included."""

    name: str
    start: date
    end: date

    def within(self, start: date, end: date) -> "Period":
        """The part of the period between two days (which it overlaps)."""
        return Period(self.name, max(self.start, start), min(self.end, end))

    @property
    def label(self) -> str:
        """2021, 3rd quarter of 2021, or September 2021, in the active language."""
        if len(self.name) == 4:
            return self.name
        if "q" in self.name:
            return _("Quarter %(quarter)s/%(year)s") % {"quarter": self.name[-1], "year": self.name[:4]}
        year, month = self.name.split("-")
        return date_format(date(int(year), int(month), 1), "F Y")


def years(start: date, end: date) -> list[Period]:
    """The calendar years that two days touch, cut at those days."""
    rows = (Period(f"{year}", date(year, 1, 1), date(year, 12, 31)) for year in range(start.year, end.year + 1))
    return [period.within(start, end) for period in rows]


def quarters(start: date, end: date) -> list[Period]:
    """The quarters that two days touch, cut at those days."""
    rows = []
    for number in range(start.year * 4 + (start.month - 1) // 3, end.year * 4 + (end.month - 1) // 3 + 1):
        year, first = number // 4, number % 4 * 3 + 1
        rows.append(Period(f"{year}-q{number % 4 + 1}", date(year, first, 1), month_end(year, first + 2)))
    return [period.within(start, end) for period in rows]


def months(start: date, end: date) -> list[Period]:
    """The months that two days touch, cut at those days."""
    rows = []
    for number in range(start.year * 12 + start.month - 1, end.year * 12 + end.month):
        year, month = number // 12, number % 12 + 1
        rows.append(Period(f"{year}-{month:02}", date(year, month, 1), month_end(year, month)))
    return [period.within(start, end) for period in rows]
