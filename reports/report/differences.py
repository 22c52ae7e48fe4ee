"""Two texts side by side with what differs marked, and two changes of one text brought together."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

AROUND = 2  # unchanged lines shown on either side of a change
_WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Bit:
    """Some letters of a line; marked: they differ from the other text."""

    text: str
    marked: bool = False


@dataclass(frozen=True)
class Pair:
    """A line of the earlier text beside the line that stands in its place; None where there is none.

    skipped: so many lines alike are left out here.
    """

    before: Sequence[Bit] | None = None
    after: Sequence[Bit] | None = None
    changed: bool = False
    skipped: int = 0


def side_by_side(before: str, after: str) -> list[Pair]:
    """The lines of two texts in pairs; long runs of lines alike are folded into one pair that only counts them."""
    old, new = before.split("\n"), after.split("\n")
    found: list[Pair] = []
    steps = _steps(old, new)
    for step, (is_alike, i1, i2, j1, j2) in enumerate(steps, start=1):
        if is_alike:
            found += _alike(old[i1:i2], is_first=step == 1, is_last=step == len(steps))
        else:
            found += _changed(old[i1:i2], new[j1:j2])
    return found


def _alike(lines: list[str], *, is_first: bool, is_last: bool) -> Iterator[Pair]:
    head = 0 if is_first else AROUND
    tail = len(lines) - (0 if is_last else AROUND)
    folded = range(head, tail) if tail - head > 1 else range(0)
    for index, line in enumerate(lines):
        if index not in folded:
            yield Pair((Bit(line),), (Bit(line),))
        elif index == head:
            yield Pair(skipped=len(folded))


def _changed(old: list[str], new: list[str]) -> Iterator[Pair]:
    for index in range(max(len(old), len(new))):
        left = old[index] if index < len(old) else None
        right = new[index] if index < len(new) else None
        if left is None or right is None:
            yield Pair(
                None if left is None else (Bit(left, True),), None if right is None else (Bit(right, True),), True
            )
        else:
            yield Pair(*_words(left, right), True)


def _words(left: str, right: str) -> tuple[list[Bit], list[Bit]]:
    """Two lines with the words marked in which they differ."""
    old, new = _WORDS.findall(left), _WORDS.findall(right)
    lefts, rights = [], []
    for is_alike, i1, i2, j1, j2 in _steps(old, new):
        lefts += [Bit("".join(old[i1:i2]), not is_alike)] if i1 < i2 else []
        rights += [Bit("".join(new[j1:j2]), not is_alike)] if j1 < j2 else []
    return lefts, rights


def merged(base: str, mine: str, theirs: str) -> str:
    """Both changes of `base` in one text; where both changed the same lines, both stand one after the other."""
    old = base.split("\n")
    ours, others = mine.split("\n"), theirs.split("\n")
    found, at, mine_at, theirs_at = [], 0, 0, 0
    for line, in_mine, in_theirs in _anchors(old, ours, others):
        found += _joined(old[at:line], ours[mine_at:in_mine], others[theirs_at:in_theirs])
        found += old[line : line + 1]
        at, mine_at, theirs_at = line + 1, in_mine + 1, in_theirs + 1
    return "\n".join(found)


def _anchors(old: list[str], mine: list[str], theirs: list[str]) -> Iterator[tuple[int, int, int]]:
    """The lines of the base that stand in both other texts, and the end of all three."""
    in_mine, in_theirs = _places(old, mine), _places(old, theirs)
    yield from ((line, in_mine[line], in_theirs[line]) for line in sorted(in_mine.keys() & in_theirs.keys()))
    yield len(old), len(mine), len(theirs)


def _places(old: list[str], new: list[str]) -> dict[int, int]:
    return {at + step: place + step for at, place, size in _alike_runs(old, new) for step in range(size)}


def _joined(old: list[str], mine: list[str], theirs: list[str]) -> list[str]:
    if mine == theirs or theirs == old:
        return mine
    if mine == old:
        return theirs
    # Both changed this place: nobody's words are lost, a writer puts them in order.
    return theirs + ([""] if theirs and mine and theirs[-1].strip() and mine[0].strip() else []) + mine


def _steps(old: Sequence[str], new: Sequence[str]) -> list[tuple[bool, int, int, int, int]]:
    """Runs that are alike and runs that are not, in turn: (alike, from and to in the old, from and to in the new)."""
    found, at, place = [], 0, 0
    for start, new_start, size in [*_alike_runs(old, new), (len(old), len(new), 0)]:
        if at < start or place < new_start:
            found.append((False, at, start, place, new_start))
        at, place = start + size, new_start + size
        if size:
            found.append((True, start, at, new_start, place))
    return found


def _alike_runs(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int]]:
    """(place in the old, place in the new, length) of what is alike.

    What both begin and end with is set aside, and what comes again and again in a long text is no mark to go by (the
    matcher's own rule): else a paragraph of 50,000 letters, or as many empty lines, would take minutes.
    """
    shorter, head, tail = min(len(old), len(new)), 0, 0
    while head < shorter and old[head] == new[head]:
        head += 1
    while tail < shorter - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    matcher = SequenceMatcher(None, old[head : len(old) - tail], new[head : len(new) - tail])
    inner = [(head + one.a, head + one.b, one.size) for one in matcher.get_matching_blocks()]
    runs = [(0, 0, head), *inner, (len(old) - tail, len(new) - tail, tail)]
    return [run for run in runs if run[2]]
