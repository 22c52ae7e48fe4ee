"""Counting by calendar months, the same for follow-ups, indicators and lists."""

from calendar import monthrange
from datetime import date, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

EARLIEST_DAY = date(2000, 1, 1)  # before the first project and the first Ohjaamo
YEARS_AHEAD = 10


def months_after(day: date, months: int) -> date:
    """`day` plus calendar months; the last day of the month where that day does not exist (30.11. + 3 = 28.2.)."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def latest_day_months_before(day: date, months: int) -> date:
    """The last day whose `months_after` is on or before `day`, so that a database can compare plain dates."""
    latest = months_after(day, -months)
    while months_after(latest + timedelta(days=1), months) <= day:
        latest += timedelta(days=1)
    return latest


def latest_day() -> date:
    """The last day that a plan or a question may name: the end of the tenth year from now."""
    return date(timezone.localdate().year + YEARS_AHEAD, 12, 31)


def out_of_time() -> str:
    """What is said of a day before the first or after the last that makes sense, such as one of the year 202."""
    days = [date_format(day, "SHORT_DATE_FORMAT") for day in (EARLIEST_DAY, latest_day())]
    return _("Choose a day from %(first)s to %(last)s.") % {"first": days[0], "last": days[1]}


def a_year_from_today() -> date:
    """Twelve calendar months from today: how long what a young person allows holds, unless another day is agreed on."""
    return months_after(timezone.localdate(), 12)
