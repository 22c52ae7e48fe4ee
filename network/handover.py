"""Who goes on with an expert's work: each app tells what of its own is open, and how it moves to somebody else.

From `<app>/hooks.py`:

    from network import handover
    handover.register(_("Shifts"), count=..., move=...)

The same moves carry an expert's work to their new row when their agency is renamed or merged.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.functional import Promise

from network.models import Agency, Expert

Count = Callable[[Expert, date], int]
Move = Callable[[Expert, Expert, date], None]
Follow = Callable[[Agency, Agency], int]


@dataclass(frozen=True)
class Work:
    """One kind of open work: its name, how much of it an expert has from a day on, how it moves to another."""

    name: Promise
    count: Count
    move: Move


@dataclass(frozen=True)
class OpenWork:
    """So much of one kind of work is open."""

    name: Promise
    count: int


_kinds: list[Work] = []
_followers: list[Follow] = []


def register(name: Promise, count: Count, move: Move) -> None:
    """Hand this kind of work over too.

    `count(expert, day)` says how much the expert has open from `day` on; `move(expert, to, day)` gives all of that to
    the expert `to` and leaves what was before `day` alone.
    """
    _kinds.append(Work(name, count, move))


def register_agency(follow: Follow) -> None:
    """`follow(agency, successor)` takes along what belongs to an agency itself when another continues it; how much."""
    _followers.append(follow)


def open_work(expert: Expert, day: date) -> list[OpenWork]:
    """What `expert` has open from `day` on, without the kinds of which there is nothing."""
    found = [OpenWork(kind.name, kind.count(expert, day)) for kind in _kinds]
    return [work for work in found if work.count]


@transaction.atomic
def hand_over(*, expert: Expert, to: Expert, day: date) -> None:
    """Give all of `expert`'s open work from `day` on to `to`, in one transaction."""
    for kind in _kinds:
        kind.move(expert, to, day)


@transaction.atomic
def follow(*, agency: Agency, successor: Agency) -> int:
    """Let what belongs to `agency` itself go on in `successor`; how many rows moved."""
    return sum(take_along(agency, successor) for take_along in _followers)
