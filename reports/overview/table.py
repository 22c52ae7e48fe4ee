"""A table of figures: typed cells that page and spreadsheet both write, with its definition and its chart."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from network.spreadsheets import Column, Sheet
from reports.charts import Category, Chart, Figure, bar_chart, grouped, percent_of
from reports.masking import Masked, Shown

Cell = Shown | Decimal | str | Promise | None
FOOT = -1  # as the index of a row


@dataclass(frozen=True)
class Table:
    """key: its name in addresses and ids. The first column names the row. foot: a last row with the totals.

    wide: takes the whole width of the page, where others stand two in a row. paths: of the figure in each row, where
    every row has a definition of its own and the table's is made of them. opens: {(row, column): what follows in the
    address of the records that the number counts}, for those who may see them (reports.overview.opens).
    """

    key: str
    title: str
    definition: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    foot: tuple[Cell, ...] = ()
    figure: Figure | None = None
    wide: bool = False
    paths: tuple[str, ...] = ()
    opens: Mapping[tuple[int, int], str] = field(default_factory=dict)

    @property
    def shows_more_than_chart(self) -> bool:
        """Whether the table has rows that its chart leaves out."""
        return self.figure is not None and len(self.rows) > len(self.figure.chart.categories)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was counted in it: no number in its rows and foot but zeros."""
        numbers = (cell for row in (*self.rows, self.foot) for cell in row[1:] if not isinstance(cell, str))
        return not any(cell is not None and cell != 0 for cell in numbers)

    @property
    def headings(self) -> list[tuple[str, bool]]:
        """(heading, whether its column holds numbers)."""
        return [(str(column.title), column.kind != "text") for column in self.columns]

    @property
    def shown_rows(self) -> list[list[tuple[str, bool, str]]]:
        """The rows as (text, whether it is a number, what it opens)."""
        return [self._shown(index, row) for index, row in enumerate(self.rows)]

    @property
    def shown_foot(self) -> list[tuple[str, bool, str]]:
        return self._shown(FOOT, self.foot)

    def _shown(self, index: int, row: Sequence[Cell]) -> list[tuple[str, bool, str]]:
        # Without a foot there is no row to pair with the columns.
        pairs = enumerate(zip(self.columns[: len(row)], row, strict=True))
        return [
            (cell_text(column.kind, cell), column.kind != "text", self.opens.get((index, place), ""))
            for place, (column, cell) in pairs
        ]

    def sheet(self) -> Sheet:
        """The table for a spreadsheet: the same rows, numbers as numbers."""
        rows = [*self.rows, self.foot] if self.foot else self.rows
        written = [[str(cell) if isinstance(cell, Masked) else cell for cell in row] for row in rows]
        return Sheet(str(self.title), self.columns, written, [self.definition])


def cell_text(kind: str, cell: Cell) -> str:
    """A cell as text: 1 225, 41 %, a masked number in words, – where there is none."""
    if cell is None:
        return "–"
    if isinstance(cell, Masked | str | Promise):
        return str(cell)
    if isinstance(cell, Decimal):
        return number_format(cell, decimal_pos=_decimals(kind, cell), force_grouping=True)
    return _("%(share)s%%") % {"share": grouped(cell)} if kind == "percent" else grouped(cell)


def _decimals(kind: str, number: Decimal) -> int:
    """One, or two where the second tells something: 9,2 but 9,17, and 1 600,0. Euros have two or none."""
    if kind == "euros":
        return 0 if number == int(number) else 2
    return 1 if number * 10 == int(number * 10) else 2


def share(part: Shown, whole: Shown) -> int | None:
    """The part in whole percent of the whole, halves rounded up; None without a whole, or when one is masked."""
    if isinstance(part, Masked) or isinstance(whole, Masked):
        return None
    return percent_of(part, whole)


def share_column(whole: Shown) -> Column:
    """The heading of shares, which names their n."""
    shown = str(whole) if isinstance(whole, Masked) else grouped(whole)
    return Column(_("Share (n = %(total)s)") % {"total": shown}, "percent")


def breakdown(
    *, key: str, title: str, definition: str, heading: str, unit: str, counts: Mapping[str, Shown],
    names: Mapping[str, object], total: Shown, foot: bool = True, wide: bool = False,
) -> Table:  # fmt: skip
    """A count by code, with shares of `total`, and a bar for each; foot=False where the rows do not add up to it."""
    rows = tuple((str(names[code]), number, share(number, total)) for code, number in counts.items())
    columns = (Column(heading), Column(unit, "integer"), share_column(total))
    last = (_("In all"), total, share(total, total)) if foot else ()
    figure = bars(key, title, heading, unit, counts, names, total)
    return Table(key, title, definition, columns, rows, last, figure, wide)


def bars(
    key: str, title: str, heading: str, unit: str, counts: Mapping[str, Shown], names: Mapping, total: Shown
) -> Figure | None:
    """A bar chart; None where numbers of 5 or more are hidden, which no bar can show."""
    if any(number is Masked.HIDDEN for number in counts.values()):
        return None
    rows = [Category(str(names[code]), charted(number)) for code, number in counts.items()]
    whole = None if isinstance(total, Masked) else total
    return Figure(Chart(key=key, title=title, categories=rows, heading=heading, series=[unit], total=whole), bar_chart)


def charted(number: Shown) -> int | None:
    """A number for a chart, where None is a small one."""
    return None if isinstance(number, Masked) else number


def without_zeros(counts: Mapping[str, Shown], keep: Iterable[str] = ()) -> dict[str, Shown]:
    """The counts that are not 0, and those to keep anyway."""
    return {code: number for code, number in counts.items() if number != 0 or code in keep}
