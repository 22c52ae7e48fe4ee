"""Tables of targets as a report prints them: the same cells as on the page of targets."""

from collections.abc import Sequence

from reports.report.blocks import Cell, Table
from reports.targets import Grid
from reports.targets.grid import Text

DENSE = 8  # columns from which the print is smaller


def table(grid: Grid) -> Table:
    """The grid as a block of a report."""
    subs = [Cell(grid.heading, "col"), *(_cell(one, "col") for one in grid.heads)]
    tops = [Cell("", span=1), *(_top(group.title, len(group.columns)) for group in grid.groups)]
    return Table(
        key=grid.key,
        caption=grid.title,
        definition=grid.definition,
        heads=[tops, subs] if grid.is_grouped else [subs],
        rows=[_row(*row) for row in grid.shown_rows],
        foot=[_row(*row) for row in grid.shown_foot],
        notes=grid.notes,
        dense=len(grid.columns) >= DENSE,
    )


def _top(title: str, span: int) -> Cell:
    return Cell(title, "colgroup", span=span, first_of_group=True)


def _cell(shown: Text, scope: str = "") -> Cell:
    return Cell(shown.text, scope, numeric=shown.numeric, first_of_group=shown.first_of_group)


def _row(label: str, cells: Sequence[Text]) -> list[Cell]:
    return [Cell(label, "row"), *(_cell(one) for one in cells)]
