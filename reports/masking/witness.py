"""A witness: other numbers that a reader would see just the same. A number with one cannot be computed."""

from dataclasses import dataclass, field

from reports.masking.system import Cell, Key, Relation

STEPS = (1, -1, 2, -2, 3, -3, 5, -5, 6)  # a hidden 0 is 5 or more, if it is not 0
MOST_TRIES = 100
Moves = dict[Key, int]


@dataclass
class Answer:
    """What a search came to. moves: how much cells may differ from what they are, all at once; None = no witness.

    dead_ends: for each step that was tried, the first relation that no further move could mend.
    """

    moves: Moves | None = None
    dead_ends: list[Relation] = field(default_factory=list)


def find_witness(cell: Cell) -> Answer:
    """Looks for other numbers of cells, this one among them, that are as possible as what they are.

    Moves a cell by a step and mends the relations that this breaks, one by one, by moving further cells that are
    not in sight. Bounded: a witness that takes too long to find counts as none, so that more is hidden.
    """
    search, answer = _Search(), Answer()
    for step in STEPS:
        if not cell.may_be(cell.value + step):
            continue
        search.dead_end, search.depth = None, MOST_TRIES
        if search.mend({cell.key: step}, list(cell.relations)):
            return Answer(search.found)
        if search.dead_end is not None:
            answer.dead_ends.append(search.dead_end)
        if search.tries > MOST_TRIES:
            break
    return answer


class _Search:
    """The state of one search: how many tries it took, what it found, where it could not go on the soonest."""

    def __init__(self):
        self.tries, self.depth = 0, MOST_TRIES
        self.found: Moves | None = None
        self.dead_end: Relation | None = None

    def mend(self, moves: Moves, touched: list[Relation]) -> bool:
        """Whether the moves, with further ones, break no relation; then they are `found`."""
        self.tries += 1
        if self.tries > MOST_TRIES:
            return False
        broken = [(relation, gap) for relation in touched if (gap := relation.gap(moves))]
        if not broken:
            self.found = moves
            return True
        relation, choices = min(((one, _choices(one, gap, moves)) for one, gap in broken), key=lambda way: len(way[1]))
        if not choices:
            if len(moves) < self.depth:
                self.dead_end, self.depth = relation, len(moves)
            return False
        left = [one for one, _gap in broken if one is not relation]
        return any(self.mend(moves | {cell.key: step}, [*left, relation, *cell.relations]) for cell, step in choices)


def _choices(relation: Relation, gap: int, moves: Moves) -> list[tuple[Cell, int]]:
    """The steps that mend a relation, or a part of it; of cells in few relations first, as they break less."""
    found = [(cell, factor) for cell, factor in relation.terms if cell.movable and cell.key not in moves]
    found.sort(key=lambda pair: len(pair[0].relations))
    return [(cell, step) for cell, factor in found for step in _steps(cell, -gap * factor)]


def _steps(cell: Cell, wanted: int) -> list[int]:
    """The step that mends all, then those that mend a part of it."""
    sign = 1 if wanted > 0 else -1
    return [sign * size for size in range(abs(wanted), 0, -1) if cell.may_be(cell.value + sign * size)]
