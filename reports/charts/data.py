"""What a chart shows: plain values that the drawing functions and the data table both read."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reports.charts.text import grouped, percent

MOST_SERIES = 4  # more fills than this cannot be told apart in greyscale
_KEY = re.compile(r"[a-z][a-z0-9-]*")
Value = int | None


@dataclass(frozen=True)
class Category:
    """One row of a chart: a label and its value, or a tuple of values, one per series of the chart.

    A value is a count, 0 or more. None is a count that is masked because it is small: it has no bar, and
    reads "under 5".
    """

    label: str
    value: Value | tuple[Value, ...]

    def __post_init__(self):
        if any(value is not None and value < 0 for value in self.values):
            raise ValueError("A chart shows counts: negative values have no meaning in it.")

    @property
    def values(self) -> tuple[Value, ...]:
        return self.value if isinstance(self.value, tuple) else (self.value,)


@dataclass(frozen=True)
class Month(Category):
    """A calendar month of a column chart; its label is its name and year in the active language."""

    year: int
    month: int


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A chart and its data table.

    key: unique on the page, small letters, digits and hyphens (ids are made of it).
    title: what is counted, also the figure's caption. description: what stands out, for those who cannot see
    the picture; without one it names the largest value.
    heading: what the categories are ("Theme"). series: what the numbers are, one name per value.
    total: the n of which each value is a share; None = no shares (one series only). Shares of a list in which
    one visit counts several times add up to more than 100 %.
    ratio: with two series, the heading of a column with the first as a percentage of the second.
    """

    key: str
    title: str
    categories: Sequence[Category]
    heading: str
    series: Sequence[str]
    description: str = ""
    total: int | None = None
    ratio: str = ""

    def __post_init__(self):
        if not _KEY.fullmatch(self.key):
            raise ValueError(f"A chart's key is of small letters, digits and hyphens, not {self.key!r}.")
        if not 1 <= len(self.series) <= MOST_SERIES:
            raise ValueError(f"A chart has 1 to {MOST_SERIES} series.")
        if any(len(category.values) != len(self.series) for category in self.categories):
            raise ValueError("Every category has one value per series.")
        if self.total is not None and len(self.series) > 1:
            raise ValueError("Shares of a total are for charts of one series.")
        if self.ratio and len(self.series) != 2:
            raise ValueError("A ratio is the first of two series as a percentage of the second.")

    @property
    def largest(self) -> int:
        """The largest value, the end of the scale; 0 when there is nothing."""
        return max((value or 0 for row in self.categories for value in row.values), default=0)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw: no categories, or zeros only (a masked value is something)."""
        return not any(value is None or value for row in self.categories for value in row.values)

    @property
    def summary(self) -> str:
        """The description, or a sentence that names the largest value (each series' own, when several)."""
        if self.description:
            return str(self.description)
        if self.is_empty:
            return no_data()
        return " ".join(self._peak(index) for index in range(len(self.series)))

    def _peak(self, index: int) -> str:
        row = max(self.categories, key=lambda row: row.values[index] or 0)
        names = {"series": self.series[index], "label": row.label, "value": self.shown(row.values[index])}
        return _("%(series)s: most in %(label)s, %(value)s.") % names

    def shown(self, value: Value, *, share: bool = True) -> str:
        """The number as text: grouped, with its share of the total if there is one, or "under 5"."""
        if value is None:
            return _("under 5")
        if share and self.total:
            return f"{grouped(value)} ({percent(value, self.total)})"
        return grouped(value)


def no_data() -> str:
    """The words that stand where there is nothing to draw."""
    return _("Nothing recorded for this choice yet.")


def months(values: Mapping[str, int | None], first: date | None = None, last: date | None = None) -> list[Month]:
    """Every month between two days (or the outermost ones with values), from {"2021-02": n}; gaps are 0.

    Raises ValueError for a key that is no month. Values outside the two days are left out.
    """
    given = {date.fromisoformat(f"{key}-01"): value for key, value in values.items()}
    if not given and not (first and last):
        return []
    start, end = (first or min(given)), (last or max(given))
    row = []
    for number in range(start.year * 12 + start.month - 1, end.year * 12 + end.month):
        day = date(number // 12, number % 12 + 1, 1)
        row.append(Month(date_format(day, "YEAR_MONTH_FORMAT"), given.get(day, 0), day.year, day.month))
    return row
