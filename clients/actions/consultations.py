"""Questions to an agency about somebody who is not named: asked, answered, closed."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from clients.codes import ConsultationStatus
from clients.models import Consultation
from clients.receivers import receivers_of
from network.access import Permission, require

from .referral_mail import Letter, tell_receivers
from .referrals import NOBODY_THERE
from .reply_links import revoke_links


class AnsweredAlreadyError(Exception):
    """Somebody else was first; `consultation` is as it is now."""

    def __init__(self, consultation: Consultation):
        super().__init__()
        self.consultation = consultation


@transaction.atomic
def ask(*, by, consultation: Consultation, now: datetime) -> bool:
    """Send a new question; False when the mail could not go out (housekeeping tries again).

    Raises ValidationError when nobody there would get it.
    """
    require(by, Permission.SEE_CLIENTS, consultation.site)
    if not receivers_of(consultation.to_agency, consultation.to_expert, timezone.localdate(now)):
        raise ValidationError({"to_agency": NOBODY_THERE})
    consultation.sent_by, consultation.sent_at = by, now
    consultation.save()
    return tell_receivers(consultation, Letter.SENT, now=now)


@transaction.atomic
def answer_consultation(*, by, consultation: Consultation, text: str, now: datetime) -> Consultation:
    """Write the answer; `by` is None for a link, whose caller has checked it. Raises AnsweredAlreadyError."""
    if by is not None:
        require(by, Permission.SEE_SHARED)
    row = _lock(consultation)
    row.answer, row.answered_at, row.answered_by = text, now, by
    row.status, row.version = ConsultationStatus.ANSWERED, row.version + 1
    row.save(update_fields=["answer", "answered_at", "answered_by", "status", "version"])
    revoke_links(row, now=now)
    return row


@transaction.atomic
def close_consultation(*, by, consultation: Consultation, now: datetime) -> Consultation:
    """The asker has read the answer, or needs none any more; a second time changes nothing."""
    require(by, Permission.SEE_CLIENTS, consultation.site)
    row = Consultation.objects.select_for_update(of=("self",)).get(pk=consultation.pk)
    if row.closed_at is None:
        row.status, row.closed_at, row.version = ConsultationStatus.CLOSED, now, row.version + 1
        row.save(update_fields=["status", "closed_at", "version"])
        revoke_links(row, now=now)
    return row


def _lock(consultation: Consultation) -> Consultation:
    rows = Consultation.objects.select_for_update(of=("self",)).select_related("to_agency", "site")
    row = rows.get(pk=consultation.pk)
    if row.status != ConsultationStatus.SENT:
        raise AnsweredAlreadyError(row)
    return row
