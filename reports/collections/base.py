"""What a collection is made of: axes, grids of numbers, and a layout that fills them. Plain data."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.functional import Promise

from network.dates import months_after
from network.models import Site

Text = str | Promise
Key = Hashable
Number = int | Decimal
TOTAL = "total"
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Asked:
    """What is asked for: whole days, both included, at these Ohjaamos; the figures' functions take it as a scope."""

    start: date
    end: date
    sites: tuple[Site, ...]

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    @property
    def year(self) -> int:
        return self.start.year

    def before(self) -> "Asked":
        """The same days of the year before; a last day of 29 February becomes the 28th."""
        return Asked(months_after(self.start, -12), months_after(self.end, -12), self.sites)


@dataclass(frozen=True)
class Axis:
    """What a grid counts by: its name (the same axis in two grids has the same), heading, codes with their labels."""

    name: str
    heading: Text
    codes: Mapping[str, Text]


@dataclass(frozen=True)
class Grid:
    """One table of numbers, masked together with all others of its collection.

    values: {(row, column): number}, 0 where there is none. whole: {(row, column): number} of the totals where the
    parts do not simply add up. across: the columns are parts of one measure, so that a row has a total; else each
    column is a measure of its own. open: columns that tell of no young person and are never masked.
    decimals: columns of decimals, shown with two.
    """

    key: str
    title: Text
    definition: Text
    rows: Axis
    columns: Axis
    values: Mapping[tuple[str, str], Number]
    measure: str = ""
    whole: Mapping[tuple[str, str], Number] = field(default_factory=dict)
    open: frozenset[str] = frozenset()
    decimals: frozenset[str] = frozenset()
    has_foot: bool = True

    @property
    def across(self) -> bool:
        return bool(self.measure)

    @property
    def row_codes(self) -> list[str]:
        return [*self.rows.codes, *([TOTAL] if self.has_foot else [])]

    @property
    def column_codes(self) -> list[str]:
        return [*self.columns.codes, *([TOTAL] if self.across else [])]

    def number(self, row: str, column: str) -> Number:
        """The number of a cell; that of a total is the sum of its parts unless the grid says otherwise."""
        if (row, column) in self.whole:
            return self.whole[row, column]
        rows = list(self.rows.codes) if row == TOTAL else [row]
        columns = list(self.columns.codes) if column == TOTAL else [column]
        return sum(self.values.get((one, other), 0) for one in rows for other in columns)

    def cell(self, row: str, column: str) -> Key:
        """The name of a cell; the same total in two grids is the same cell."""
        measure = self.measure or column
        place = [(self.rows.name, row)] if row != TOTAL else []
        if self.across and column != TOTAL:
            place.append((self.columns.name, column))
        return (measure, *place)


@dataclass(frozen=True)
class Filled:
    """The grids of a collection, and what else a reader knows: (whole, parts) as cells."""

    grids: Sequence[Grid]
    known: Sequence[tuple[Key, Sequence[Key]]] = ()


@dataclass(frozen=True)
class Layout:
    """A named, versioned form of a collection; its name in addresses is that of its file.

    codes: {what: {our code: the collection's code}}, every code of ours mapped. fill: counts; inside
    network.access.counting(). tells_of_people: whether there is anything to mask.
    """

    label: Text
    version: int
    description: Text
    source: Text
    fill: Callable[[Asked], Filled]
    codes: Mapping[str, Mapping] = field(default_factory=dict)
    tells_of_people: bool = True
    order: int = 100
