"""Words that the layouts of collections share, and the axis of months."""

from datetime import date

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.collections.base import Asked, Axis

NOT_KNOWN = gettext_lazy("Not known")


def total_word() -> str:
    """The word beside totals."""
    return _("In all")


def months(asked: Asked) -> Axis:
    """The months of the asked days: "01" to "12"."""
    numbers = range(asked.start.month, asked.end.month + 1)
    names = {f"{number:02}": f"{MONTHS[number]} {asked.year}".capitalize() for number in numbers}
    return Axis("month", gettext_lazy("Month"), names)


def month_of(day: date) -> str:
    """The code of a day's month on that axis."""
    return f"{day.month:02}"
