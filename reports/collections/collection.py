"""A collection counted once: its tables as they are shown, masked together or exact."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from network.access import counting
from network.spreadsheets import Column
from reports.collections.base import TOTAL, Asked, Grid, Layout
from reports.collections.hiding import hidden
from reports.collections.words import months, total_word
from reports.masking import Shown
from reports.overview.table import Table


@dataclass(frozen=True)
class Collection:
    """Ready to be shown or written; `exact` tells whether small numbers stand in it."""

    name: str
    layout: Layout
    asked: Asked
    exact: bool
    made_on: date
    tables: list[Table]

    @property
    def file_name(self) -> str:
        """layout-version-sites-year, and whether it holds exact numbers."""
        sites = self.asked.sites[0].key if len(self.asked.sites) == 1 else f"{len(self.asked.sites)}-ohjaamot"
        kind = ["exact"] if self.exact and self.layout.tells_of_people else []
        return "-".join([self.name, sites, str(self.asked.year), *kind])


def collect(name: str, layout: Layout, asked: Asked, *, exact: bool, today: date) -> Collection:
    """Counts `layout`; the caller has checked the right to exact figures at all sites that are asked for."""
    with counting():
        filled = layout.fill(asked)
    hide = layout.tells_of_people and not exact
    cells: dict = {}
    if hide:
        filled, cells = hidden(filled, months(asked).codes)
    tables = [_table(grid, cells) for grid in filled.grids]
    return Collection(name, layout, asked, exact, today, tables)


def _table(grid: Grid, cells: dict) -> Table:
    def shown(row: str, column: str) -> Shown | Decimal:
        number = grid.number(row, column)
        if column in grid.decimals:
            return Decimal(number).quantize(Decimal("0.01"), ROUND_HALF_UP)
        return number if column in grid.open else cells.get(grid.cell(row, column), number)

    def line(row: str, label: object) -> tuple:
        return str(label), *(shown(row, column) for column in grid.column_codes)

    names = {**grid.columns.codes, TOTAL: total_word()}
    kinds = {code: "decimal" if code in grid.decimals else "integer" for code in grid.column_codes}
    columns = (Column(str(grid.rows.heading)), *(Column(str(names[code]), kind) for code, kind in kinds.items()))
    rows = tuple(line(code, label) for code, label in grid.rows.codes.items())
    foot: Sequence = line(TOTAL, total_word()) if grid.has_foot else ()
    return Table(grid.key, str(grid.title), str(grid.definition), columns, rows, tuple(foot), wide=True)
