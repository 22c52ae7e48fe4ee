"""What stands in a chapter beside its text: key figures, charts, tables, facts. Plain values, drawn by templates."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports.charts import Figure, grouped, percent


@dataclass(frozen=True)
class Cell:
    """A cell of a table. scope: "col", "colgroup" or "row" makes it a header cell; span: columns it takes."""

    text: str
    scope: str = ""
    span: int = 1
    numeric: bool = False
    first_of_group: bool = False

    @property
    def classes(self) -> str:
        """Its classes for the style sheet."""
        return " ".join(name for name, given in (("num", self.numeric), ("first", self.first_of_group)) if given)


@dataclass(frozen=True)
class Table:
    """A table with its caption and a line that says what it counts.

    heads: one or two rows of header cells. foot: rows of totals. notes: sentences below. dense: many columns.
    keep: short enough to stand on one page.
    """

    key: str
    caption: str
    definition: str
    heads: Sequence[Sequence[Cell]]
    rows: Sequence[Sequence[Cell]]
    foot: Sequence[Sequence[Cell]] = ()
    notes: Sequence[str] = ()
    dense: bool = False
    kind: str = "table"

    @property
    def keep(self) -> bool:
        return len(self.rows) <= 24

    @property
    def columns(self) -> range:
        """One number per column."""
        return range(sum(cell.span for cell in self.heads[0]))


@dataclass(frozen=True)
class Tile:
    """One key figure: the number as text, what it is called, what it counts."""

    value: str
    label: str
    definition: str


@dataclass(frozen=True)
class Tiles:
    caption: str
    tiles: Sequence[Tile]
    kind: str = "tiles"


@dataclass(frozen=True)
class Picture:
    """A chart and its numbers as a table."""

    figure: Figure
    table: Table
    kind: str = "picture"


@dataclass(frozen=True)
class Facts:
    """Labels and values of the funder's cover page."""

    rows: Sequence[tuple[str, str]]
    kind: str = "facts"


Block = Table | Tiles | Picture | Facts


def head(*texts: str) -> list[Cell]:
    """A row of column headers; the first stands over the row headers, the rest over numbers."""
    return [Cell(str(text), "col", numeric=index > 0) for index, text in enumerate(texts)]


def number(value: int | str, *, first: bool = False) -> Cell:
    """A number cell; text is taken as it is."""
    text = grouped(value) if isinstance(value, int) else value
    return Cell(text, numeric=True, first_of_group=first)


def row(label: str, *values: int | str) -> list[Cell]:
    """A row header and its number cells."""
    return [Cell(str(label), "row"), *(number(value) for value in values)]


def share(part: int, whole: int) -> str:
    """The percentage of part in whole as text, rounded half up; "–" without a whole."""
    return percent(part, whole)


def total_label() -> str:
    """The row header of totals."""
    return _("Total")


def picture(figure: Figure, definition: str, notes: Iterable[str] = ()) -> Picture:
    """A chart with the table that reports.charts makes of it."""
    chart = figure.chart
    rows = [row(label, *cells) for label, cells in figure.rows]
    heads = [head(chart.heading, *figure.columns)]
    caption = _("%(title)s: the numbers") % {"title": chart.title}
    table = Table(chart.key, caption, str(definition), heads, rows, notes=tuple(notes))
    return Picture(figure, table)
