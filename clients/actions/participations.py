"""Writing participations and refusals: always by somebody's decision, never by a visit. History is kept by triggers."""

from django.db import transaction

from clients.models import Participation, Refusal
from clients.participation_needs import still_open
from network.access import Permission, require


class AlreadyInProjectError(Exception):
    """Nothing was saved: the person is in the project, above or below it, at the same time, by `other`."""

    def __init__(self, other: Participation):
        super().__init__(f"participation {other.pk} is open")
        self.other = other


@transaction.atomic
def save_participation(*, participation: Participation, by, moves_in_time: bool = True) -> Participation:
    """Save a new or changed participation of a client whom `by` may see; the database refuses any other client's.

    Raises AlreadyInProjectError when another one is open at the same time; that is asked only when the project or the
    dates have moved (`moves_in_time`), so that what was imported so can still be mended.
    """
    require(by, Permission.SEE_CLIENTS)
    other = still_open(participation) if moves_in_time else None
    if other:
        raise AlreadyInProjectError(other)
    participation.save()
    return participation


@transaction.atomic
def save_refusal(*, refusal: Refusal, by) -> Refusal:
    """Save that somebody whom `by` may see did not want to start in a project; the first writer stays named."""
    require(by, Permission.SEE_CLIENTS)
    if refusal.pk is None:
        refusal.recorded_by = by
    refusal.save()
    return refusal


@transaction.atomic
def remove_refusal(*, refusal: Refusal, by) -> None:
    """Take back a refusal recorded by mistake."""
    require(by, Permission.SEE_CLIENTS)
    refusal.delete()
