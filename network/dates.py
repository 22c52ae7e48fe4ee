"""Counting by calendar months, the same for follow-ups, indicators and lists."""

from calendar import monthrange
from datetime import date, timedelta

from django.utils import timezone


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


def a_year_from_today() -> date:
    """Twelve calendar months from today: how long what a young person allows holds, unless another day is agreed on."""
    return months_after(timezone.localdate(), 12)
