"""What stands in a chapter beside its text: key figures, charts, tables, facts. Plain values, drawn by templates."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from reports.charts import Category, Chart, Figure, bar_chart, grouped, percent
from reports.masking import Masked, Shown


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
        first = " first" if self.first_of_group else ""
        return ("num" if self.numeric else "text-cell") + first


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
    def narrow(self) -> bool:
        """Few numbers beside each label: set narrower, so that the eye finds its way from label to number."""
        return len(self.columns) <= 3 and all(cell.numeric for row in self.rows for cell in row[1:])

    @property
    def columns(self) -> range:
        """One number per column."""
        return range(sum(cell.span for cell in self.heads[0]))

    @property
    def sentences(self) -> list[str]:
        """What stands below it beside what it counts: its notes, and what its masks mean."""
        return [*self.notes, *masks(cell.text for row in (*self.heads, *self.rows, *self.foot) for cell in row)]


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

    @property
    def sentences(self) -> list[str]:
        """What the masks in it mean."""
        return masks(tile.value for tile in self.tiles)


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


@dataclass(frozen=True)
class Nothing:
    """What stands in the place of a table in which nothing was counted."""

    caption: str
    kind: str = "nothing"

    @property
    def sentence(self) -> str:
        """The table in words: a reader need not look through its zeros."""
        return _("%(title)s: none in this period.") % {"title": self.caption}


Block = Table | Tiles | Picture | Facts | Nothing


def unless_empty(block: Block) -> Block:
    """The block, or a sentence in the place of a table or chart whose every number is zero."""
    table = block.table if isinstance(block, Picture) else block
    if not isinstance(table, Table):
        return block
    numbers = {cell.text for row in (*table.rows, *table.foot) for cell in row if cell.numeric}
    if "0" not in numbers or not numbers <= {"0", "–", ""}:
        return block
    caption = block.figure.chart.title if isinstance(block, Picture) else table.caption
    return Nothing(str(caption))


def head(*texts: str) -> list[Cell]:
    """A row of column headers; the first stands over the row headers, the rest over numbers."""
    return [Cell(str(text), "col", numeric=index > 0) for index, text in enumerate(texts)]


def shown(value: Shown | str) -> str:
    """A number as text, grouped; a masked one by its mark. Text is taken as it is."""
    return grouped(value) if isinstance(value, int) else str(value)


def number(value: Shown | str, *, first: bool = False) -> Cell:
    """A number cell; text is taken as it is."""
    return Cell(shown(value), numeric=True, first_of_group=first)


def row(label: str, *values: Shown | str) -> list[Cell]:
    """A row header and its number cells."""
    return [Cell(str(label), "row"), *(number(value) for value in values)]


def share(part: Shown, whole: Shown) -> str:
    """The percentage of part in whole as text, rounded half up; "–" without a whole, or when one is masked."""
    return "–" if isinstance(part, Masked) or isinstance(whole, Masked) else percent(part, whole)


def masks(texts: Iterable[str]) -> list[str]:
    """What the marks of hidden numbers mean, for those that stand in these texts."""
    told = {
        str(Masked.SMALL): _("<5: a number from 1 to 4."),
        str(Masked.HIDDEN): _("hidden: left out, or small numbers could be worked out from it."),
    }
    found = set(texts)
    return [
        sentence
        for mark, sentence in told.items()
        if any(text == mark or text.endswith(f"= {mark})") for text in found)
    ]


def total_label() -> str:
    """The row header of totals."""
    return _("Total")


def bars(chart: Chart, counts: Sequence[tuple[str, Shown]], total: Shown, what: str, notes: Sequence[str]) -> Block:
    """A bar for each of the counts with its share of the total, and the table of both.

    chart: without categories and total. Numbers of 5 or more that are hidden leave a table without a chart.
    """
    rows = [row(label, n, share(n, total)) for label, n in counts]
    known = None if isinstance(total, Masked) else total
    figure = Figure(
        replace(chart, categories=[Category(label, charted(n)) for label, n in counts], total=known), bar_chart
    )
    if not any(n is Masked.HIDDEN for _label, n in counts):
        return picture(figure, what, notes)
    heads = [head(chart.heading, *chart.series, _("Share (n = %(total)s)") % {"total": shown(total)})]
    return Table(chart.key, chart.title, what, heads, rows, notes=notes)


def charted(number: Shown) -> int | None:
    """A number for a chart, where None is a small one."""
    return None if isinstance(number, Masked) else number


def picture(figure: Figure, definition: str, notes: Iterable[str] = ()) -> Picture:
    """A chart with the table that reports.charts makes of it."""
    chart = figure.chart
    rows = [row(label, *cells) for label, cells in figure.rows]
    heads = [head(chart.heading, *figure.columns)]
    caption = _("%(title)s: the numbers") % {"title": chart.title}
    table = Table(chart.key, caption, str(definition), heads, rows, notes=tuple(notes))
    return Picture(figure, table)
