"""Who is at the Ohjaamos on a day. The rota belongs to a later app, which tells us how to ask it."""

from collections.abc import Callable, Iterable
from datetime import date

from network.models import Site

Here = Callable[[date, Iterable[Site] | None], Iterable[int]]


def _nobody(day: date, sites: Iterable[Site] | None) -> Iterable[int]:
    return []


_rota: list[Here] = [_nobody]


def register(here: Here) -> None:
    """`here(day, sites)` gives the keys of the experts present on `day` at any of `sites` (None = anywhere)."""
    _rota[:] = [here]


def experts_here_on(day: date, sites: Iterable[Site] | None = None) -> set[int]:
    """The primary keys of the experts who are at one of `sites` (None = any) on `day`, absent ones left out."""
    return set(_rota[0](day, sites))
