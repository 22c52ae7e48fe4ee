"""The small numbers of a collection hidden, all its tables together, with as many totals in sight as there can be."""

from collections.abc import Iterable

from reports.collections.base import TOTAL, Filled, Grid, Key
from reports.collections.coarser import coarsen, coarser, is_fine, only_totals, with_quarters
from reports.masking import Masked
from reports.masking.hiding import solve
from reports.masking.system import System


def hidden(filled: Filled, months: Iterable[str]) -> tuple[Filled, dict]:
    """The collection made coarser, and what stands for each of its cells.

    Totals tell more than their parts: a table whose small parts would hide a total is made coarser, one by one, until
    no more totals are hidden than must be by themselves.
    """
    months = list(months)
    must = _masked_totals(filled, masked_cells(only_totals(filled)))
    filled = coarsen(filled)
    while True:
        cells = masked_cells(with_quarters(filled, months))
        worst = _worst(filled, cells)
        if worst is None or _masked_totals(filled, cells) <= must:
            return filled, cells
        filled = Filled([coarser(grid) if grid is worst else grid for grid in filled.grids], filled.known)


def masked_cells(filled: Filled) -> dict:
    """What stands for every cell that may have to be masked: no small number can be computed from the others."""
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


def _masked_totals(filled: Filled, cells: dict) -> set[Key]:
    """The totals of tables of parts that are masked; quarters aside, which are there to be hidden first."""
    found = set()
    for grid in filled.grids:
        for row, column in _places(grid) if grid.across else ():
            if TOTAL in (row, column) and (row == TOTAL or grid.rows.name != "quarter"):
                found.add(grid.cell(row, column))
    return {key for key in found if isinstance(cells.get(key), Masked)}


def _worst(filled: Filled, cells: dict) -> Grid | None:
    """The table of parts in which the most are masked; None when no table can be made coarser."""
    fine = [grid for grid in filled.grids if is_fine(grid)]
    return max(fine, key=lambda grid: _masked_parts(grid, cells), default=None)


def _masked_parts(grid: Grid, cells: dict) -> int:
    keys = [grid.cell(row, column) for row in grid.rows.codes for column in grid.columns.codes]
    return sum(isinstance(cells[key], Masked) for key in keys)
