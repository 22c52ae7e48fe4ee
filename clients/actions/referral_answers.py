"""What the receiver of a referral does: accept, decline, propose a time, confirm that the young person came."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from clients.codes import ReferralClosing, ReferralStatus
from clients.models import Referral
from network.access import Permission, require

from .reply_links import UNDER_WAY, revoke_links


class AnsweredMeanwhileError(Exception):
    """Somebody else has answered or changed the referral since the page was opened; `referral` is as it is now."""

    def __init__(self, referral: Referral):
        super().__init__()
        self.referral = referral


@dataclass(frozen=True)
class Answer:
    """An answer to a referral: its new status (SENT = a time is proposed), words, why not, when."""

    status: ReferralStatus
    words: str = ""
    decline_reason: str = ""
    proposed_at: datetime | None = None


@transaction.atomic
def answer_referral(*, by, referral: Referral, version: int, answer: Answer, now: datetime) -> Referral:
    """Write the receiver's answer; `by` is None for a link, whose caller has checked it.

    Raises AnsweredMeanwhileError when the referral is no longer as it was when the page was opened (`version`).
    """
    referral = lock(by, referral, version, statuses=(ReferralStatus.SENT,))
    referral.status, referral.answer, referral.decline_reason = answer.status, answer.words, answer.decline_reason
    referral.proposed_at = answer.proposed_at
    referral.answered_at, referral.answered_by = now, by
    fields = ["status", "answer", "decline_reason", "proposed_at", "answered_at", "answered_by"]
    if by is None:
        # Housekeeping mails the next link, should it not get through at once.
        referral.reminded_on = None
        fields.append("reminded_on")
    write(referral, *fields)
    revoke_links(referral, now=now)
    return referral


@transaction.atomic
def close_referral(
    *, by, referral: Referral, version: int, closing: ReferralClosing, arrived_on: date | None, now: datetime
) -> Referral:
    """Write how a referral ended, by whoever received or sent it; `by` is None for a link.

    Raises AnsweredMeanwhileError.
    """
    referral = lock(by, referral, version, statuses=UNDER_WAY)
    referral.closing, referral.status, referral.closed_at = closing, closing.status, now
    referral.arrived_on = arrived_on if closing == ReferralClosing.ARRIVED else None
    if referral.answered_at is None and closing == ReferralClosing.ARRIVED:
        referral.answered_at, referral.answered_by = now, by
    write(referral, "closing", "status", "closed_at", "arrived_on", "answered_at", "answered_by")
    revoke_links(referral, now=now)
    return referral


def lock(by, referral: Referral, version: int, statuses) -> Referral:
    """The row itself, held until the end of the transaction: of two answers at once the second finds the first."""
    if by is not None:
        require(by, Permission.SEE_SHARED)
    row = Referral.objects.select_for_update(of=("self",)).select_related("to_agency", "site").get(pk=referral.pk)
    if row.version != version or row.status not in statuses or row.sent_at is None:
        raise AnsweredMeanwhileError(row)
    return row


def write(referral: Referral, *fields: str) -> None:
    """Save the fields as the next version."""
    referral.version += 1
    referral.save(update_fields=[*fields, "version"])
