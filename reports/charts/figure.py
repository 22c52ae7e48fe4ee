"""A chart as a page or a report shows it: its drawings and its data table, ready for the templates."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from reports.charts.data import Category, Chart
from reports.charts.svg import COMPACT, PAPER, WIDE, Layout
from reports.charts.text import grouped, percent


@dataclass(frozen=True)
class Figure:
    """A chart with the function that draws it, for reports/charts/_chart.html (page) and _chart_paper.html.

    The page carries two drawings, wide and compact, of which CSS shows the one that fits.
    """

    chart: Chart
    draw: Callable[[Chart, Layout], SafeString]

    @property
    def wide(self) -> SafeString:
        return self.draw(self.chart, WIDE)

    @property
    def compact(self) -> SafeString:
        return self.draw(self.chart, COMPACT)

    @property
    def paper(self) -> SafeString:
        return self.draw(self.chart, PAPER)

    @property
    def columns(self) -> list[str]:
        """Headings of the table's number columns."""
        headings = [str(name) for name in self.chart.series]
        if self.chart.total is not None:
            headings.append(_("Share (n = %(total)s)") % {"total": grouped(self.chart.total)})
        if self.chart.ratio:
            headings.append(str(self.chart.ratio))
        return headings

    @property
    def rows(self) -> list[tuple[str, list[str]]]:
        """The table's rows: label, and the numbers as text in the order of the headings."""
        return [(str(row.label), self._cells(row)) for row in self.chart.categories]

    def _cells(self, row: Category) -> list[str]:
        cells = [self.chart.shown(value, share=False) for value in row.values]
        if self.chart.total is not None:
            cells.append(_ratio(row.values[0], self.chart.total))
        if self.chart.ratio:
            cells.append(_ratio(*row.values))
        return cells


def _ratio(part: int | None, whole: int | None) -> str:
    """A percentage as text; "–" when a side of it is masked or there is no whole."""
    return "–" if part is None or whole is None else percent(part, whole)
