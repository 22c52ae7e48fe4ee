"""What became of a referral three months later, and who guided somebody here."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clients.codes import FollowupResult
from clients.models import IncomingReferral, Referral
from network.access import Permission, require


@transaction.atomic
def write_followup(*, by, referral: Referral, result: FollowupResult, day: date) -> bool:
    """Write what became of `referral` by `day`; False when somebody has written it already, which stays.

    Raises ValidationError for a day before the referral or after today.
    """
    require(by, Permission.SEE_CLIENTS)
    if day > timezone.localdate():
        raise ValidationError({"followup_date": _("The date is in the future.")})
    row = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
    if day < row.date:
        raise ValidationError({"followup_date": _("The follow-up is before the referral.")})
    if row.followup_result:
        return False
    row.followup_result, row.followup_date, row.version = result, day, row.version + 1
    row.save(update_fields=["followup_result", "followup_date", "version"])
    return True


@transaction.atomic
def record_incoming(*, by, incoming: IncomingReferral) -> IncomingReferral:
    """Note who guided a person here; the database refuses people not known to `by`."""
    require(by, Permission.SEE_CLIENTS)
    incoming.recorded_by = by
    incoming.save()
    return incoming
