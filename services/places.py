"""How many have signed up and who has a place: strictly in the order in which they came."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count
from django.utils import timezone

from network.access import counting
from services.models import Event, SignUp
from services.models.sign_up import DAYS_KEPT


@dataclass(frozen=True)
class Places:
    """How full an event is. `capacity` None = as many as come."""

    standing: int
    capacity: int | None

    @property
    def taken(self) -> int:
        return self.standing if self.capacity is None else min(self.standing, self.capacity)

    @property
    def waiting(self) -> int:
        return self.standing - self.taken

    @property
    def free(self) -> int | None:
        """How many places are left; None when there is no limit."""
        return None if self.capacity is None else self.capacity - self.taken

    @property
    def is_full(self) -> bool:
        return self.free == 0


@dataclass(frozen=True)
class Line:
    """One who signed up: the number in the queue (1 = came first), a place or not, and whether it came free later."""

    sign_up: SignUp
    number: int
    has_place: bool
    has_risen: bool
    limit: int

    @property
    def waiting_number(self) -> int:
        """The number on the waiting list alone; 0 with a place."""
        return 0 if self.has_place else self.number - self.limit

    @property
    def call(self) -> str:
        """Whom no mail has told of the place that came free: the phone number or the like; "" when no call is due."""
        return self.sign_up.contact if self.has_risen and "@" not in self.sign_up.contact else ""


def places_of(events: Iterable[Event]) -> dict[int, Places]:
    """{event's number: how full it is} for those with sign-up; one query, counts only, whoever asks.

    Nothing of events whose lists have been erased since.
    """
    erased = timezone.localdate() - timedelta(days=DAYS_KEPT)
    asked = [event for event in events if event.sign_up and event.date > erased]
    if not asked:
        return {}
    with counting():
        rows = SignUp.objects.standing().filter(event__in=asked).order_by().values_list("event")
        counts = dict(rows.annotate(number=Count("pk")))
    return {event.pk: Places(counts.get(event.pk, 0), event.capacity) for event in asked}


def lines_of(event: Event) -> list[Line]:
    """All who stand on the list of `event`, the first comers first, as far as the database shows them."""
    everybody = list(event.sign_ups.order_by("created_at", "pk"))
    standing = [row for row in everybody if row.cancelled_at is None]
    limit = len(standing) if event.capacity is None else event.capacity
    return [
        Line(row, number, number <= limit, number <= limit < _ahead_at_first(row, everybody) + 1, limit)
        for number, row in enumerate(standing, 1)
    ]


def _ahead_at_first(row: SignUp, everybody: list[SignUp]) -> int:
    """How many stood before `row` in the queue when it came."""
    at = row.created_at
    return sum(
        (other.created_at, other.pk) < (at, row.pk) and (other.cancelled_at is None or other.cancelled_at > at)
        for other in everybody
    )


def line_of(sign_up: SignUp) -> Line | None:
    """The place of one sign-up in its queue; None when it is cancelled."""
    return next((line for line in lines_of(sign_up.event) if line.sign_up.pk == sign_up.pk), None)
