"""Writing housing guidance, placements and wage subsidies; history is kept by triggers where the model has one."""

from django.db import transaction
from django.db.models import Model

from clients.models import Participation, PlacementPeriod
from network.access import Permission, require


@transaction.atomic
def save_outcome(*, row: Model, by) -> Model:
    """Save new or changed housing guidance or a wage subsidy; the database refuses a person not known to `by`."""
    require(by, Permission.SEE_CLIENTS)
    row.save()
    return row


@transaction.atomic
def save_placement(*, placement: PlacementPeriod, by, copy_to_exit: bool = False) -> bool:
    """Save a placement; with `copy_to_exit` its participation takes it over as its exit placement.

    Returns whether it did: only when the participation has ended and still has none.
    """
    require(by, Permission.SEE_CLIENTS)
    placement.save()
    if not copy_to_exit:
        return False
    rows = Participation.objects.select_for_update(of=("self",))
    participation = rows.filter(pk=placement.participation_id, end_date__isnull=False, placement="").first()
    if participation is None:
        return False
    participation.placement = placement.placement
    participation.version += 1
    participation.save(update_fields=["placement", "version"])
    return True


@transaction.atomic
def delete_outcome(*, row: Model, by) -> None:
    """Remove what was written by mistake."""
    require(by, Permission.SEE_CLIENTS)
    row.delete()
