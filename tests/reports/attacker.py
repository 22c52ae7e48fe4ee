"""Somebody who wants to know a masked number. Written apart from reports.masking, and by other means.

The numbers are sums of atoms (visits of one year, sub-project and channel; people by the years they came in). The
attacker knows which atoms each number sums, sees what is shown, knows what marks mean, and tries all atoms.
"""

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reports.masking import Masked

MOST = 200
FAR = 6  # how far from what it is each atom is tried


@dataclass(frozen=True)
class Sum:
    """A number: which atoms it adds up, and which values it may have."""

    atoms: frozenset[int]
    possible: frozenset[int]


def possible(shown: int | Masked, number: int, *, left_out: bool = False) -> frozenset[int]:
    """The values that what is shown leaves open, to who knows how marks are set.

    A hidden number is no small one, but for the last resort, where small ones are hidden too and nothing is told, and
    but for a table that is left out as a whole.
    """
    if shown is Masked.SMALL:
        return frozenset({1, 2, 3, 4})
    if shown is Masked.HIDDEN:
        return frozenset(n for n in range(MOST) if left_out or not 1 <= n <= 4 or 1 <= number <= 4)
    return frozenset({shown})


def betrayed(
    atoms: Sequence[int],
    sums: Mapping[Hashable, Sequence[int]],
    shown: Mapping[Hashable, int | Masked],
    left_out: Collection[Hashable] = (),
) -> list[Hashable]:
    """The masked numbers that have one possible value only. sums: the atoms of each number; atoms: as they are."""
    truth = {name: sum(atoms[part] for part in parts) for name, parts in sums.items()}
    seen = {
        name: Sum(frozenset(parts), possible(shown[name], truth[name], left_out=name in left_out))
        for name, parts in sums.items()
    }
    found = []
    for name, mark in shown.items():
        if isinstance(mark, Masked):
            other = Sum(seen[name].atoms, seen[name].possible - {truth[name]})
            if next(_answers(atoms, [*(seen | {name: other}).values()]), None) is None:
                found.append(name)
    return found


def _answers(atoms: Sequence[int], sums: list[Sum], chosen: tuple[int, ...] = ()) -> Iterator[tuple[int, ...]]:
    """Atoms that make every sum possible; those near to what they are come first."""
    if any(_impossible(one, atoms, chosen) for one in sums):
        return
    if len(chosen) == len(atoms):
        yield chosen
        return
    mine = atoms[len(chosen)]
    for number in sorted(range(max(mine - FAR, 0), mine + FAR + 1), key=lambda number: abs(number - mine)):
        yield from _answers(atoms, sums, (*chosen, number))


def _impossible(one: Sum, atoms: Sequence[int], chosen: tuple[int, ...]) -> bool:
    """Whether no choice of the other atoms makes the sum possible."""
    known = sum(chosen[atom] for atom in one.atoms if atom < len(chosen))
    left = [atoms[atom] for atom in one.atoms if atom >= len(chosen)]
    least, most = known + sum(max(number - FAR, 0) for number in left), known + sum(number + FAR for number in left)
    return not any(least <= number <= most for number in one.possible)
