"""Writing participations: always by somebody's decision, never by a visit. History is kept by triggers."""

from django.db import transaction

from clients.models import Participation
from network.access import Permission, require


@transaction.atomic
def save_participation(*, participation: Participation, by) -> Participation:
    """Save a new or changed participation of a client whom `by` may see; the database refuses any other client's."""
    require(by, Permission.SEE_CLIENTS)
    participation.save()
    return participation
