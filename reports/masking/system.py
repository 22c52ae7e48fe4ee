"""Numbers that one reader may see together, and how they hang together: what subtraction could be made of.

Everything here is plain arithmetic; reports.masking.hiding decides what is hidden, docs/decisions/0016 says why so.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

from reports.masking.values import LARGEST, Masked, is_small

Key = Hashable


@dataclass
class Cell:
    """A number. seen: it is printed somewhere. secret: small, or told to be kept; it must have two answers.

    mark: what stands in its place, None = the number itself. free: its mark tells nothing, though it may be small.
    layer: numbers of one layer are the same breakdown of other periods and projects. relations: those it stands in.
    """

    key: Key
    value: int
    seen: bool
    secret: bool
    mark: Masked | None = None
    free: bool = False
    layer: Hashable = None
    relations: list["Relation"] = field(default_factory=list)

    @property
    def movable(self) -> bool:
        """Whether the reader does not know the number for sure by looking at it."""
        return self.mark is not None or not self.seen

    def may_be(self, number: int) -> bool:
        """Whether somebody who sees the mark, and knows how marks are set, holds this number possible."""
        if number < 0:
            return False
        if self.mark is Masked.SMALL:
            return is_small(number)
        return self.free or not self.seen or not is_small(number)

    def hide(self) -> None:
        """Puts HIDDEN in its place, unless it has a mark already."""
        self.mark = self.mark or Masked.HIDDEN

    @property
    def can_be_blanked(self) -> bool:
        """Whether its mark tells that it is small."""
        return self.mark is Masked.SMALL

    def blank(self) -> None:
        """Hides it such that not even its size is told."""
        if self.seen:
            self.mark, self.free = Masked.HIDDEN, True


@dataclass(eq=False)
class Relation:
    """The sum of factor × cell is 0 (exact) or 0 at least, as the reader knows. rest: the sum as it is."""

    terms: list[tuple[Cell, int]]
    exact: bool
    rest: int
    factors: dict[Key, int]

    def gap(self, moves: dict[Key, int]) -> int:
        """By how much the moved cells break the relation; 0 = it holds."""
        moved = sum(self.factors.get(key, 0) * step for key, step in moves.items())
        if self.exact:
            return moved
        return min(self.rest + moved, 0)


class System:
    """Cells and their relations. Each relation is added in every form that is true of the numbers.

    A form that is true by chance only makes the reader stronger than they are: then more is hidden, never less.
    """

    def __init__(self):
        self.cells: dict[Key, Cell] = {}

    def add(self, key: Key, value: int, *, seen: bool = True, secret: bool = False, layer: Hashable = None) -> Key:
        """A number, once by its key. secret: kept whatever its size."""
        if key not in self.cells:
            cell = self.cells[key] = Cell(key, value, seen, secret or is_small(value), layer=layer)
            if seen and is_small(value):
                cell.mark = Masked.SMALL
            elif seen and secret:
                cell.blank()
        return key

    def relate(self, whole: Key, parts: Iterable[Key]) -> None:
        """The reader knows that the parts make up the whole, or how they compare with it; as it truly is.

        Numbers that are no cells are shown nowhere: what is left are parts of the whole.
        """
        below = [self.cells[part] for part in dict.fromkeys(parts) if part != whole and part in self.cells]
        if whole not in self.cells or not below:
            return
        total = self.cells[whole]
        terms, rest = [(total, 1), *((cell, -1) for cell in below)], total.value - sum(cell.value for cell in below)
        if rest == 0:
            self._put(terms, exact=True, rest=0)
            return
        self._put(terms if rest > 0 else [(cell, -factor) for cell, factor in terms], exact=False, rest=abs(rest))
        if rest < 0:
            for cell in below:
                self.at_most(cell.key, whole)

    def at_most(self, part: Key, whole: Key) -> None:
        """The part is no larger than the whole, where that is true."""
        if part not in self.cells or whole not in self.cells:
            return
        lesser, greater = self.cells[part], self.cells[whole]
        if lesser is not greater and lesser.value <= greater.value:
            self._put([(greater, 1), (lesser, -1)], exact=False, rest=greater.value - lesser.value)

    def sum_is_known(self, parts: Iterable[Key]) -> None:
        """The reader may know the sum of the parts from elsewhere. A small one stands nowhere."""
        cells = [self.cells[part] for part in parts if part in self.cells]
        if sum(cell.value for cell in cells) > LARGEST:
            self._put([(cell, 1) for cell in cells], exact=True, rest=0)

    def _put(self, terms: list[tuple[Cell, int]], *, exact: bool, rest: int) -> None:
        relation = Relation(terms, exact, rest, {cell.key: factor for cell, factor in terms})
        for cell, _factor in terms:
            cell.relations.append(relation)
