"""Writing referrals; history is kept by the database's triggers."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clients.codes import ReferralClosing, ReferralStatus
from clients.models import Referral
from clients.receivers import receivers_of
from network.access import Permission, require

from .consents import give_consents
from .referral_answers import lock, write
from .referral_mail import Letter, tell_receivers
from .reply_links import consents_to_receiver

NOBODY_THERE = _(
    "Nobody there would get it: the receiver has no login and no e-mail address. Choose an expert, have the admin add"
    " an address, or write the referral down only."
)


@transaction.atomic
def save_referral(*, referral: Referral, by) -> Referral:
    """Save a new or changed referral of a client whom `by` may see; the database refuses any other client's."""
    require(by, Permission.SEE_CLIENTS)
    referral.save()
    return referral


@transaction.atomic
def send_referral(*, by, referral: Referral, consent: dict | None, now: datetime) -> bool:
    """Send a new referral to its receiver: with a `consent` given for it (fields of give_consents), or by one that the
    receiver has already.

    False when the mail could not go out: it is tried again by housekeeping. Raises ValidationError, by field, for a
    consent that cannot be, or without any; without a consent no named data goes anywhere.
    """
    require(by, Permission.SEE_CLIENTS)
    if not receivers_of(referral.to_agency, referral.to_expert, timezone.localdate(now)):
        raise ValidationError({"to_agency": NOBODY_THERE})
    referral.status, referral.sent_at, referral.sent_by = ReferralStatus.SENT, now, by
    referral.save()
    if consent is not None:
        give_consents(by=by, client=referral.client, site=referral.site, referral=referral, **consent)
    if not consents_to_receiver(referral, now).exists():
        raise ValidationError({"consent": _("The agency has no consent in force. Ask for one for this referral.")})
    return tell_receivers(referral, Letter.SENT, now=now)


@transaction.atomic
def agree_on_time(*, by, referral: Referral, version: int, now: datetime) -> Referral:
    """The time that the receiver proposed suits: the referral is accepted. Raises AnsweredMeanwhileError."""
    require(by, Permission.SEE_CLIENTS)
    referral = lock(by, referral, version, statuses=(ReferralStatus.SENT,))
    referral.status, referral.reminded_on = ReferralStatus.ACCEPTED, None
    write(referral, "status", "reminded_on")
    tell_receivers(referral, Letter.TIME_SUITS, now=now)
    return referral


@transaction.atomic
def ask_other_time(*, by, referral: Referral, version: int, now: datetime) -> bool:
    """The proposed time does not suit: the receiver is asked anew, and reminded from today on.

    Whether the mail went out. Raises AnsweredMeanwhileError.
    """
    require(by, Permission.SEE_CLIENTS)
    referral = lock(by, referral, version, statuses=(ReferralStatus.SENT,))
    referral.proposed_at, referral.reminders, referral.reminded_on = None, 0, None
    write(referral, "proposed_at", "reminders", "reminded_on")
    return tell_receivers(referral, Letter.OTHER_TIME, now=now)


@transaction.atomic
def send_again(*, by, referral: Referral, version: int, now: datetime) -> bool:
    """Mail the receiver anew, with a new link: one that waits, was accepted, or was closed as unanswered.

    Whether the mail went out. Raises AnsweredMeanwhileError.
    """
    require(by, Permission.SEE_CLIENTS)
    statuses = (ReferralStatus.SENT, ReferralStatus.ACCEPTED, ReferralStatus.CLOSED)
    referral = lock(by, referral, version, statuses=statuses)
    if referral.status == ReferralStatus.ACCEPTED:
        return tell_receivers(referral, Letter.ARRIVAL, now=now)
    referral.status, referral.closing, referral.closed_at = ReferralStatus.SENT, "", None
    referral.reminders, referral.reminded_on = 0, None
    write(referral, "status", "closing", "closed_at", "reminders", "reminded_on")
    return tell_receivers(referral, Letter.SENT, now=now)


@transaction.atomic
def acknowledge(*, by, referral: Referral, now: datetime) -> Referral:
    """The sender has read that it was declined or that nobody answered; it leaves the list of things to do."""
    require(by, Permission.SEE_CLIENTS)
    row = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
    unheard = row.status == ReferralStatus.DECLINED or row.closing == ReferralClosing.UNANSWERED
    if unheard and row.closed_at is None:
        row.closed_at = now
        write(row, "closed_at")
    return row
