"""Series read with their values: for the pages, and for a report's table and pictures."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from network.models import Project
from reports.charts import Figure
from reports.models import ExternalSeries
from reports.series.change import Change, change_between, value_text
from reports.series.drawing import drawn, title_of, unit_name


@dataclass(frozen=True)
class ToldSeries:
    """A series with its values by day, the earliest first."""

    series: ExternalSeries
    values: dict[date, Decimal]

    @property
    def title(self) -> str:
        return title_of(self.series)

    @property
    def unit(self) -> str:
        return unit_name(self.series)

    @property
    def first(self) -> date | None:
        return next(iter(self.values), None)

    @property
    def last(self) -> date | None:
        return next(reversed(self.values), None)

    @property
    def first_text(self) -> str:
        return self.shown(self.first)

    @property
    def last_text(self) -> str:
        return self.shown(self.last)

    @property
    def change(self) -> Change | None:
        """From the first day to the last; None with fewer than two values."""
        if len(self.values) < 2:
            return None
        return change_between(self.values, self.first, self.last, self.series.unit)

    @property
    def figure(self) -> Figure | None:
        return drawn(self.series, self.values)

    @property
    def rows(self) -> list[tuple[date, str, Change | None]]:
        """Each day with its value and the change from the day before it, the latest first."""
        changes = [change_between(self.values, *days, self.series.unit) for days in pairwise(self.values)]
        rows = zip(self.values, [None, *changes], strict=True) if self.values else ()
        return [(day, self.shown(day), change) for day, change in rows][::-1]

    def shown(self, day: date | None) -> str:
        """The value of a day as text; – without one."""
        return "–" if day is None else value_text(self.values[day], self.series.unit)

    @property
    def source(self) -> str:
        """Publisher and table, as they are cited."""
        return ", ".join(part for part in (self.series.source, self.series.table_number) if part)


def told_series(projects: Iterable[Project], **only) -> list[ToldSeries]:
    """The series of these projects in order, with all their values; two queries."""
    found = ExternalSeries.objects.filter(project__in=list(projects), **only).select_related("project")
    return [
        ToldSeries(
            series, {row.date: row.value for row in sorted(series.values_by_day.all(), key=lambda row: row.date)}
        )
        for series in found.prefetch_related("values_by_day")
    ]
