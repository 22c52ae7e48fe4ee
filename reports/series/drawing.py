"""A series as a picture: a line over its days, with its numbers as a table."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reports.charts import Chart, Figure
from reports.charts.lines import Point, line_chart
from reports.models import ExternalSeries, SeriesUnit
from reports.series.change import change_between, value_text

FEWEST = 3  # values that make a line


@dataclass(frozen=True, kw_only=True)
class SeriesChart(Chart):
    """A chart whose values have decimals and a unit."""

    unit: str

    def shown(self, value: Decimal | None, *, share: bool = True) -> str:
        return value_text(value, self.unit)


def drawn(series: ExternalSeries, values: Mapping[date, Decimal]) -> Figure | None:
    """The picture of a series; None with fewer than three values, or with one below 0, which has no place in it."""
    if len(values) < FEWEST or min(values.values()) < 0:
        return None
    points = [Point(date_format(day, "SHORT_DATE_FORMAT"), value, day) for day, value in sorted(values.items())]
    whole = change_between(dict(values), points[0].day, points[-1].day, series.unit)
    text = _("From %(before)s (%(first)s) to %(after)s (%(last)s): %(change)s.") % {
        "before": value_text(whole.before, series.unit),
        "first": points[0].label,
        "after": value_text(whole.after, series.unit),
        "last": points[-1].label,
        "change": whole.text,
    }
    chart = SeriesChart(
        key=f"series-{series.pk}",
        title=title_of(series),
        categories=points,
        heading=_("Day"),
        series=[unit_name(series)],
        description=text,
        unit=series.unit,
    )
    return Figure(chart, line_chart)


def title_of(series: ExternalSeries) -> str:
    """Its name with area and ages: Työttömät, Valkeakoski, 18–29 v."""
    return ", ".join(part for part in (series.name, series.area, series.ages) if part)


def unit_name(series: ExternalSeries) -> str:
    """The heading of its numbers; a unit that nobody has named is just a number."""
    return pgettext("a value", "Number") if series.unit == SeriesUnit.OTHER else str(series.get_unit_display())
