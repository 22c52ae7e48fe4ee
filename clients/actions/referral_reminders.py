"""Reminders of what nobody has answered, by working days; in the end it is closed and told to the sender."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from clients.codes import ConsultationStatus, ReferralClosing, ReferralStatus
from clients.models import Consultation, Referral
from network.holidays import working_days_between

from .referral_mail import Letter, tell_receivers
from .reply_links import consents_to_receiver, revoke_links

# Working days after the first mail on which the reminders go out; and how long the last one may wait for an answer.
REMIND_AFTER = (3, 7, 14)
LAST_WAIT = 5
# The same as steps from one mail to the next, so that a server that stood still does not send two on one day.
STEPS = [after - before for before, after in zip((0, *REMIND_AFTER), REMIND_AFTER, strict=False)] + [LAST_WAIT]


def remind_of_referrals(*, now: datetime) -> int:
    """Send what the mail server refused before, remind the receivers of referrals and questions without an answer,
    and close what three reminders have not moved; how many rows were touched.
    """
    rows = [*_waiting_referrals(now), *Consultation.objects.filter(status=ConsultationStatus.SENT)]
    moved = sum(_move_on(row, now) for row in sorted(rows, key=lambda row: (row.sent_at, row.pk)))
    return moved + sum(tell_receivers(row, Letter.ARRIVAL, now=now) for row in _without_last_mail(now))


def _waiting_referrals(now: datetime) -> list[Referral]:
    """Sent, not answered, and the receiver still has a consent."""
    rows = Referral.objects.filter(status=ReferralStatus.SENT, sent_at__isnull=False, proposed_at__isnull=True)
    return [row for row in rows.select_related("to_agency", "to_expert", "site") if _has_consent(row, now)]


def _has_consent(referral: Referral, now: datetime) -> bool:
    return consents_to_receiver(referral, now).exists()


def _without_last_mail(now: datetime) -> list[Referral]:
    """Accepted, and the mail that leads to the confirmation of the arrival never went out."""
    rows = Referral.objects.filter(
        status=ReferralStatus.ACCEPTED, sent_at__isnull=False, answered_at__isnull=False, reminded_on__isnull=True
    )
    return [row for row in rows.select_related("to_agency", "to_expert", "site") if _has_consent(row, now)]


def _move_on(row: Referral | Consultation, now: datetime) -> bool:
    """Whatever is due today for one row; whether something was."""
    today = timezone.localdate(now)
    with transaction.atomic():
        if row.reminded_on is None:
            return tell_receivers(row, Letter.SENT, now=now)
        if not _is_due(row, today):
            return False
        if row.reminders == len(REMIND_AFTER):
            _close(row, now)
            return True
        if not tell_receivers(row, Letter.REMINDER, now=now):
            return False
        row.reminders += 1
        row.save(update_fields=["reminders"])
        return True


def _is_due(row: Referral | Consultation, today: date) -> bool:
    return working_days_between(row.reminded_on, today) >= STEPS[row.reminders]


def _close(row: Referral | Consultation, now: datetime) -> None:
    """Nobody answered. `closed_at` of a referral stays empty until the sender has seen it."""
    revoke_links(row, now=now)
    row.version += 1
    if isinstance(row, Consultation):
        row.status = ConsultationStatus.CLOSED
        row.save(update_fields=["status", "version"])
    else:
        row.status, row.closing = ReferralStatus.CLOSED, ReferralClosing.UNANSWERED
        row.save(update_fields=["status", "closing", "version"])
