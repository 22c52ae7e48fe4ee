"""All tables of a printed report in the order in which they stand, whatever they were made of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports.report.blocks import Cell, Table
from reports.report.context import Placed, Printed, Printout
from reports.report.texts import TextTable, inside, plain


@dataclass(frozen=True)
class Found:
    """A table under the heading of its section. heads: one text per column."""

    heading: str
    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    notes: Sequence[str] = ()


def tables(printout: Printout) -> Iterator[Found]:
    """The tables, key figures and the charts' numbers of a report, in its order."""
    for printed in printout.sections:
        heading, number = printed.section.label, 0
        for one in blocks_of(printed):
            match one.kind:
                case "text_table":
                    number += 1
                    yield _typed(heading, one, number)
                case "tiles":
                    rows = [[Cell(tile.label), Cell(tile.value), Cell(tile.definition)] for tile in one.tiles]
                    yield Found(heading, one.caption, (_("Figure"), "n", _("What this counts")), rows)
                case "facts":
                    yield Found(
                        heading,
                        heading,
                        (_("Field"), _("Value")),
                        [[Cell(name), Cell(value)] for name, value in one.rows],
                    )
                case "table":
                    yield _counted(heading, one, one.caption)
                case "picture":
                    yield _counted(heading, one.table, one.figure.chart.title)


def blocks_of(printed: Printed) -> Iterator:
    """Typed tables and blocks of live figures in the order in which a section prints them."""
    for part in printed.parts:
        if isinstance(part, Placed):
            yield from part.blocks
        else:
            yield from (one for one in inside([part]) if isinstance(one, TextTable))
    yield from printed.blocks


def column_titles(table: Table) -> list[str]:
    """One heading per column: the group's name before the column's own where there are two rows of heads."""
    rows = [[cell.text for cell in row for _column in range(cell.span)] for row in table.heads]
    return [": ".join(text for text in column if text) for column in zip(*rows, strict=True)]


def _counted(heading: str, table: Table, title: str) -> Found:
    rows = [_spread(row) for row in (*table.rows, *table.foot)]
    return Found(heading, str(title), column_titles(table), rows, [table.definition, *table.sentences])


def _spread(row: Sequence[Cell]) -> list[Cell]:
    """A cell for each column; one that takes several is followed by empty ones."""
    return [one for cell in row for one in (cell, *[Cell("")] * (cell.span - 1))]


def _typed(heading: str, table: TextTable, number: int) -> Found:
    title = f"{heading} ({number})" if number > 1 else heading
    rows = [[Cell(plain(line)) for line in row] for row in table.rows]
    return Found(heading, title, [plain(line) for line in table.head], rows)
