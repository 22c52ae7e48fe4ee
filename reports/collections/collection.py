"""A collection counted once: its tables as they are shown, masked together or exact."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from network.access import counting
from network.spreadsheets import Column
from reports.collections.base import TOTAL, Asked, Filled, Grid, Layout
from reports.collections.coarser import coarsen
from reports.collections.words import total_word
from reports.masking import Shown
from reports.masking.hiding import solve
from reports.masking.system import System
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
    filled = coarsen(filled) if hide else filled
    cells = masked_cells(filled) if hide else {}
    tables = [_table(grid, cells) for grid in filled.grids]
    return Collection(name, layout, asked, exact, today, tables)


def masked_cells(filled: Filled) -> dict:
    """What stands for every cell that may have to be masked: no small number can be computed from the others.

    filled: made coarser before (coarser.py), for a table of small numbers takes long and shows nothing.
    """
    system = System()
    for grid in filled.grids:
        for row, column in _places(grid):
            system.add(grid.cell(row, column), grid.number(row, column))
    for grid in filled.grids:
        _relate(system, grid)
    for whole, parts in filled.known:
        if whole in system.cells and all(part in system.cells for part in parts):
            system.relate(whole, parts)
    return solve(system)


def _places(grid: Grid) -> list[tuple[str, str]]:
    columns = [code for code in grid.column_codes if code not in grid.open]
    return [(row, column) for row in grid.row_codes for column in columns]


def _relate(system: System, grid: Grid) -> None:
    """Each row with its total and each column with its own, where the grid shows them."""
    places = set(_places(grid))
    if grid.across:
        for row in grid.row_codes:
            system.relate(grid.cell(row, TOTAL), [grid.cell(row, code) for code in grid.columns.codes])
    for column in grid.column_codes:
        if (TOTAL, column) in places:
            system.relate(grid.cell(TOTAL, column), [grid.cell(row, column) for row in grid.rows.codes])


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
