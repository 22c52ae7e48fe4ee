"""Which cells are hidden, so that every masked number could be another one."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator

from reports.masking.system import Cell, Key, System
from reports.masking.values import Cells
from reports.masking.witness import Answer, Moves, find_witness

MOST_HIDDEN = 15  # cells hidden for the sake of one


def solve(system: System) -> Cells:
    """What stands for each cell that is seen: its number or its mark.

    Small cells are masked, then cells around are hidden, one by one, until each cell that is masked or secret has a
    witness. A witness that was found stays one: hiding more takes nothing from it.
    """
    order = sorted(system.cells.values(), key=_order)
    waiting, sure = deque(cell for cell in order if _needs_witness(cell)), set()
    while waiting:
        cell = waiting.popleft()
        if cell.key in sure:
            continue
        moves = _search(cell, waiting) or (_blank_layer(cell, waiting) and _search(cell, waiting))
        sure |= {key for key, step in moves.items() if step} if moves else _black_out(cell)
    return {key: cell.value if cell.mark is None else cell.mark for key, cell in system.cells.items() if cell.seen}


def _search(cell: Cell, waiting: deque[Cell]) -> Moves | None:
    """A witness of the cell, for which up to MOST_HIDDEN further cells are hidden; these have to wait for their own."""
    for _again in range(MOST_HIDDEN + 1):
        answer = find_witness(cell)
        changed = None if answer.moves else _hide_more(cell, answer)
        if changed is None:
            return answer.moves
        waiting.append(changed)
    return None


def _around(cell: Cell, wanted: Callable[[Cell], bool]) -> dict[Key, Cell]:
    """The cell and all that hang together with it by way of cells that are wanted."""
    found, ring = {cell.key: cell}, [cell]
    while ring:
        others = {
            other.key: other
            for one in ring
            for relation in one.relations
            for other, _f in relation.terms
            if wanted(other)
        }
        ring = [other for key, other in others.items() if key not in found]
        found |= others
    return found


def _blank_layer(cell: Cell, waiting: deque[Cell]) -> bool:
    """Hides the same breakdown of all periods and projects, sizes too. Whether there is more of it than the cell."""
    layer = _around(cell, lambda one: one.layer is not None and one.layer == cell.layer and one.value > 0)
    for one in layer.values():
        one.blank()
    waiting.extend(layer.values())
    return len(layer) > 1


def _black_out(cell: Cell) -> set[Key]:
    """Hides all that hangs together with a cell, and all sizes: then everything might as well be twice as much."""
    found = _around(cell, lambda one: one.value > 0)
    for one in found.values():
        one.blank()
    return set(found)


def _order(cell: Cell) -> tuple[int, str]:
    return cell.value, str(cell.key)


def _needs_witness(cell: Cell) -> bool:
    return bool(cell.relations) and (cell.secret or cell.mark is not None)


def _hide_more(cell: Cell, answer: Answer) -> Cell | None:
    """Hides one more cell: the smallest in sight where the search could not go on, else one near it.

    Where nothing is in sight there but zeros, the mark "<5" itself gives the number away (four parts of "<5" that make
    up "<5" are 1 each): then it becomes HIDDEN, that of the largest first. Zeros tell of nobody and stay in sight.
    None when nothing is left.
    """
    ends = [[one for one, _factor in relation.terms] for relation in answer.dead_ends]
    small = [one for end in ends for one in end if one.can_be_blanked]
    return (
        _hide_smallest(one for end in ends for one in end if one.value)
        or (_blank(max(small, key=_order)) if small else None)
        or _hide_near(cell)
    )


def _hide_smallest(cells: Iterable[Cell]) -> Cell | None:
    in_sight = [one for one in cells if not one.movable]
    if not in_sight:
        return None
    chosen = min(in_sight, key=_order)
    chosen.hide()
    return chosen


def _blank(cell: Cell) -> Cell:
    cell.blank()
    return cell


def _hide_near(cell: Cell) -> Cell | None:
    """Where the search was given up without a dead end: the smallest around, then further away."""
    for ring in _rings(cell):
        if hidden := _hide_smallest(one for one in ring if one.value):
            return hidden
    for ring in _rings(cell):
        for one in ring:
            if one.can_be_blanked:
                return _blank(one)
    return None


def _rings(cell: Cell) -> Iterator[list[Cell]]:
    """The cells related to this one (itself with them), then those related to the masked ones among them, and so on."""
    known, ring = {cell.key}, [cell]
    while ring:
        around = {
            other.key: other
            for one in ring
            for relation in one.relations
            for other, _factor in relation.terms
            if other.key not in known
        }
        known |= set(around)
        yield [*ring, *around.values()] if ring == [cell] else list(around.values())
        ring = [one for one in around.values() if one.movable]
