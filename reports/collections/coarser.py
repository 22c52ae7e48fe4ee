"""Tables made coarser before they are masked: where most numbers are small, a finer table would show nothing.

Months become quarters, and where that does not help only the totals are left. What is not printed gives nothing away.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from reports.collections.base import TOTAL, Axis, Filled, Grid, Key
from reports.masking.values import is_small

MOST_SMALL = 0.2  # of the numbers of a table that are not 0


def coarsen(filled: Filled) -> Filled:
    """The same collection without tables that would show next to nothing."""
    grids = list(filled.grids)
    for number, grid in enumerate(grids):
        while grid.across and _is_too_fine(grid):
            grid = coarser(grid)
        grids[number] = grid
    return Filled(grids, filled.known)


def coarser(grid: Grid) -> Grid:
    """The next coarser form of a table of parts: quarters for months, then the totals alone."""
    if grid.rows.name == "month":
        return _quarterly(grid)
    return _only_totals(grid, columns=grid.rows.name != "quarter")


def only_totals(filled: Filled) -> Filled:
    """The collection with the totals of its tables of parts alone: the coarsest that it can be."""
    grids = [_only_totals(grid, columns=grid.rows.name != "month") if grid.across else grid for grid in filled.grids]
    return Filled(grids, filled.known)


def with_quarters(filled: Filled, months: Iterable[str]) -> Filled:
    """The same with what everybody knows of quarters: which months they are made of."""
    measures = {grid.measure for grid in filled.grids if grid.rows.name == "quarter"}
    known: list[tuple[Key, list[Key]]] = [
        ((measure, ("quarter", quarter)), [(measure, ("month", month)) for month in own])
        for measure in sorted(measures)
        for quarter, own in _months_of(months).items()
    ]
    return Filled(filled.grids, [*filled.known, *known])


def is_fine(grid: Grid) -> bool:
    """Whether the table shows parts, and so could be coarser."""
    return grid.across and bool(grid.rows.codes) and bool(grid.columns.codes)


def _is_too_fine(grid: Grid) -> bool:
    numbers = [number for number in grid.values.values() if number]
    return is_fine(grid) and sum(map(is_small, numbers)) > MOST_SMALL * len(numbers)


def _quarter_of(month: str) -> str:
    return f"q{(int(month) + 2) // 3}"


def _months_of(months: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for month in months:
        found.setdefault(_quarter_of(month), []).append(month)
    return found


def _quarterly(grid: Grid) -> Grid:
    names = {code: _("Quarter %(number)s") % {"number": code[1]} for code in _months_of(grid.rows.codes)}
    axis = Axis("quarter", _("Quarter"), names)
    return replace(grid, rows=axis, values=_added(grid.values), whole=_added(grid.whole))


def _added(values: Mapping) -> dict:
    found: Counter = Counter()
    for (row, column), number in values.items():
        found[row if row == TOTAL else _quarter_of(row), column] += number
    return dict(found)


def _only_totals(grid: Grid, *, columns: bool) -> Grid:
    """The total column alone, or the total row alone."""
    whole = {(row, column): grid.number(row, column) for row in grid.row_codes for column in grid.column_codes}
    if columns:
        return replace(grid, columns=replace(grid.columns, codes={}), values={}, whole=whole)
    return replace(grid, rows=replace(grid.rows, codes={}), values={}, whole=whole)
