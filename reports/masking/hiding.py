"""Which cells are hidden, so that every masked number could be another one."""

from collections.abc import Iterable, Iterator

from reports.masking.system import Cell, Key, System
from reports.masking.values import Cells
from reports.masking.witness import Moves, find_witness


def solve(system: System) -> Cells:
    """What stands for each cell that is seen: its number or its mark.

    Small cells are masked, then the smallest cells around are hidden, one by one, until each cell that is masked or
    secret has a witness. A witness that was found stays one: hiding more takes nothing from it.
    """
    order = sorted(system.cells.values(), key=lambda cell: (cell.value, str(cell.key)))
    waiting, sure = [cell for cell in order if _needs_witness(cell)], set()
    while waiting:
        cell = waiting.pop(0)
        if cell.key in sure:
            continue
        while (answer := find_witness(cell)).moves is None:
            hidden = _hide_one(answer.in_the_way.values()) or _hide_near(cell)
            if not hidden:
                break
            waiting += [one for one in hidden if one is not cell]
        sure |= _support(answer.moves or {})
    return {key: cell.mark or cell.value for key, cell in system.cells.items() if cell.seen}


def _needs_witness(cell: Cell) -> bool:
    return bool(cell.relations) and (cell.secret or cell.mark is not None)


def _support(moves: Moves) -> set[Key]:
    return {key for key, step in moves.items() if step}


def _hide_one(cells: Iterable[Cell], *, zeros: bool = False) -> list[Cell]:
    """Hides the smallest of the cells that are in sight. Zeros tell of nobody: they are the last to go."""
    in_sight = [one for one in cells if not one.movable and (one.value or zeros)]
    if not in_sight:
        return []
    chosen = min(in_sight, key=lambda one: (one.value, str(one.key)))
    chosen.hide()
    return [chosen]


def _hide_near(cell: Cell) -> list[Cell]:
    """Hides one more cell that stands in a relation with this one, or with those that do.

    Where everything around is hidden and that does not help, the sizes are hidden too. Empty when nothing is left.
    """
    for zeros in (False, True):
        for ring in _rings(cell):
            if hidden := _hide_one(ring, zeros=zeros):
                return hidden
    for ring in _rings(cell):
        told = [one for one in ring if one.seen and not one.free]
        if told:
            for one in told:
                one.blank()
            return told
    return []


def _rings(cell: Cell) -> Iterator[list[Cell]]:
    """The cells related to this one (itself with them), then those related to the masked ones among them, and so on."""
    known, ring = {cell.key}, [cell]
    while ring:
        around = {}
        for one in ring:
            for relation in one.relations if one.movable else ():
                around |= {other.key: other for other, _factor in relation.terms if other.key not in known}
        known |= set(around)
        yield [*ring, *around.values()] if ring == [cell] else list(around.values())
        ring = [one for one in around.values() if one.movable]
