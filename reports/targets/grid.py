"""A table whose columns stand in groups: the same cells for the page, the spreadsheet and the report."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from network.spreadsheets import Column, Sheet
from reports.masking import Masked, Shown
from reports.overview.table import cell_text

Value = Shown | str | None


@dataclass(frozen=True)
class Group:
    """Neighbouring columns under one heading; "" = none above them."""

    title: str
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class Text:
    """A cell as a page draws it."""

    text: str
    numeric: bool
    first_of_group: bool


@dataclass(frozen=True)
class Grid:
    """heading: of the first column, which names the rows. foot: rows of totals. notes: sentences below.

    A value is a whole number (of people, or percent in a percent column), a text, or None for none.
    """

    key: str
    title: str
    definition: str
    heading: str
    groups: Sequence[Group]
    rows: Sequence[Sequence[Value]]
    foot: Sequence[Sequence[Value]] = ()
    notes: Sequence[str] = ()

    @property
    def columns(self) -> list[Column]:
        """The columns after the first."""
        return [column for group in self.groups for column in group.columns]

    @property
    def is_grouped(self) -> bool:
        return any(group.title for group in self.groups)

    @property
    def firsts(self) -> set[int]:
        """The numbers of the columns that begin a group, from 0 after the first column."""
        return {0, *accumulate(len(group.columns) for group in self.groups)} if self.is_grouped else set()

    @property
    def heads(self) -> list[Text]:
        """The headings of the columns after the first."""
        return [
            Text(str(column.title), column.kind != "text", index in self.firsts)
            for index, column in enumerate(self.columns)
        ]

    def shown(self, row: Sequence[Value]) -> tuple[str, list[Text]]:
        """A row's name, and its other cells as texts."""
        cells = [
            Text(cell_text(column.kind, value), column.kind != "text", index in self.firsts)
            for index, (column, value) in enumerate(zip(self.columns, row[1:], strict=True))
        ]
        return str(row[0]), cells

    @property
    def shown_rows(self) -> list[tuple[str, list[Text]]]:
        return [self.shown(row) for row in self.rows]

    @property
    def shown_foot(self) -> list[tuple[str, list[Text]]]:
        return [self.shown(row) for row in self.foot]

    def sheet(self) -> Sheet:
        """The table for a spreadsheet: each column named with its group, numbers as numbers, in the same order."""
        titled = [
            Column(f"{group.title}: {column.title}" if group.title else str(column.title), column.kind)
            for group in self.groups
            for column in group.columns
        ]
        rows = [[_plain(value) for value in row] for row in (*self.rows, *self.foot)]
        return Sheet(self.title, [Column(self.heading), *titled], rows, [self.definition, *self.notes])


def _plain(value: Value) -> Value:
    """A masked number in words; the rest as it is."""
    return str(value) if isinstance(value, Masked) else value
