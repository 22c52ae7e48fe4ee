"""Writing referrals; history is kept by the database's triggers."""

from django.db import transaction

from clients.models import Referral
from network.access import Permission, require


@transaction.atomic
def save_referral(*, referral: Referral, by) -> Referral:
    """Save a new or changed referral of a client whom `by` may see; the database refuses any other client's."""
    require(by, Permission.SEE_CLIENTS)
    referral.save()
    return referral
