"""What a text may quote of the external series: first and last value, the change between them."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reports.catalogue import Entry
from reports.models import SeriesUnit
from reports.series.telling import ToldSeries

# A series' own unit as the catalogue knows it; whatever is counted has none.
UNITS = {SeriesUnit.PERCENT.value: "percent", SeriesUnit.EUROS.value: "euros"}


def series_entries(found: Iterable[ToldSeries]) -> dict[str, Entry]:
    """The entries by path ("series.12.change") of the series that have two values or more."""
    return {entry.path: entry for told in found if told.change for entry in _entries(told)}


def _entries(told: ToldSeries) -> list[Entry]:
    change, unit = told.change, UNITS.get(told.series.unit, "count")
    definition = _("Published by others: %(source)s.") % {"source": told.source}
    days = [date_format(day, "SHORT_DATE_FORMAT") for day in (change.first, change.last)]
    parts = [
        ("first", days[0], change.before, unit),
        ("last", days[1], change.after, unit),
        ("difference", _difference(change.is_in_points), change.difference, "count" if change.is_in_points else unit),
        ("change", pgettext("of a number", "Change"), change.percent, "percent"),
    ]
    return [
        Entry(f"series.{told.series.pk}.{name}", f"{told.title}: {label}", _plain(value), definition, of)
        for name, label, value, of in parts
    ]


def _difference(in_points: bool) -> str:
    return _("change in percentage points") if in_points else _("change in numbers")


def _plain(value: Decimal | int | None) -> Decimal | int | None:
    """A whole number as such, so that it reads without decimals."""
    return int(value) if value is not None and value == int(value) else value
