"""Tables made coarser before they are masked: where most numbers are small, a finer table would show nothing.

Months become quarters, and where that does not help only the totals are left. What is not printed gives nothing away.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from reports.collections.base import TOTAL, Axis, Filled, Grid, Key
from reports.masking.values import is_small

MOST_SMALL = 0.2  # of the numbers of a table that are not 0


def coarsen(filled: Filled) -> Filled:
    """The same collection with every table as fine as it can be told, and the quarters' relation to the months."""
    grids = [_coarser(grid) for grid in filled.grids]
    quarters = {grid.measure for grid in grids if grid.rows.name == "quarter"}
    known: list[tuple[Key, list[Key]]] = [
        ((measure, ("quarter", quarter)), [(measure, ("month", month)) for month in months])
        for measure in sorted(quarters)
        for quarter, months in _months_of(_month_codes(filled)).items()
    ]
    return Filled(grids, [*filled.known, *known])


def _coarser(grid: Grid) -> Grid:
    if not grid.across or not _is_too_fine(grid):
        return grid
    if grid.rows.name != "month":
        return _only_totals(grid, columns=True)
    quarterly = _quarterly(grid)
    return _only_totals(grid, columns=False) if _is_too_fine(quarterly) else quarterly


def _is_too_fine(grid: Grid) -> bool:
    numbers = [number for number in grid.values.values() if number]
    return sum(map(is_small, numbers)) > MOST_SMALL * len(numbers)


def _quarter_of(month: str) -> str:
    return f"q{(int(month) + 2) // 3}"


def _months_of(months: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for month in months:
        found.setdefault(_quarter_of(month), []).append(month)
    return found


def _month_codes(filled: Filled) -> list[str]:
    return next((list(grid.rows.codes) for grid in filled.grids if grid.rows.name == "month"), [])


def _quarterly(grid: Grid) -> Grid:
    names = {code: _("Quarter %(number)s") % {"number": code[1]} for code in _months_of(list(grid.rows.codes))}
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
