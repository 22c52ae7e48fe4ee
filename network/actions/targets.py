"""Setting what was promised: each number is kept with the day of its decision, the newest by date holds."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from network.models import Target, TargetVersion, User


@dataclass(frozen=True)
class Decision:
    """A number as it was decided: when, and by whom or why."""

    number: int
    set_on: date
    note: str = ""


@transaction.atomic
def set_target(*, target: Target, decision: Decision | None, by: User) -> TargetVersion | None:
    """Save the target; with a decision, keep its number as a version. Returns that version.

    An older decision than the newest one goes into the history only: the newest by date stays the target's number,
    of two on one day the one told last. The caller has locked the stored row (network/forms/versioned.py).
    """
    if decision is None:
        target.save()
        return None
    newest = target.versions.first() if target.pk else None
    holds = newest is None or newest.set_on <= decision.set_on
    target.target = decision.number if holds else newest.number
    target.save()
    return TargetVersion.objects.create(
        goal=target, number=decision.number, set_on=decision.set_on, note=decision.note, recorded_by=by
    )
