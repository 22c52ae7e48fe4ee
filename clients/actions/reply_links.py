"""Links by which somebody without a login answers: a secret in the mail, its fingerprint here, good for one answer."""

import secrets
from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from clients.codes import ConsultationStatus, ReferralStatus
from clients.models import Consent, Consultation, Referral, ReplyLink
from network.actions.invitations import fingerprint

LIFE = timedelta(days=14)
UNDER_WAY = (ReferralStatus.SENT, ReferralStatus.ACCEPTED)


class Dead(StrEnum):
    """Why a link leads nowhere any more."""

    UNKNOWN = "unknown"
    USED = "used"
    EXPIRED = "expired"
    REVOKED = "revoked"
    CLOSED = "closed"


class DeadLinkError(Exception):
    """The link cannot be used; `why`, and the `link` itself if there ever was one."""

    def __init__(self, why: Dead, link: ReplyLink | None = None):
        super().__init__(why)
        self.why = why
        self.link = link


def new_link(of: Referral | Consultation, *, email: str, now: datetime) -> str:
    """Make a link for answering `of`; the address to mail, whose secret is stored nowhere."""
    secret = secrets.token_urlsafe(32)
    ReplyLink.objects.create(
        **_owner(of), secret_hash=fingerprint(secret), email=email, sent_at=now, expires_at=now + LIFE
    )
    return settings.ADDRESS + reverse("clients:reply", args=[secret])


def revoke_links(of: Referral | Consultation, *, now: datetime) -> int:
    """Take back the links of `of` that are still open; how many."""
    rows = ReplyLink.objects.filter(**_owner(of), used_at__isnull=True, revoked_at__isnull=True)
    return rows.update(revoked_at=now)


def open_link(secret: str, *, now: datetime, lock: bool = False) -> ReplyLink:
    """The link with this secret, with what it is about. Raises DeadLinkError unless it can be used at `now`.

    To be called within `acting_as_system`: whoever has the secret needs no login. With `lock` a second use at the
    same time waits, and finds the link used.
    """
    # With the Ohjaamo at once: later, when telling why the link is dead, nobody's rights would show it.
    rows = ReplyLink.objects.filter(secret_hash=fingerprint(secret)).select_related(
        "referral__site", "referral__to_agency", "referral__client", "consultation__site"
    )
    link = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if link is None:
        raise DeadLinkError(Dead.UNKNOWN)
    if link.used_at or link.revoked_at or now >= link.expires_at:
        raise DeadLinkError(Dead.USED if link.used_at else Dead.REVOKED if link.revoked_at else Dead.EXPIRED, link)
    if not _is_under_way(link, now):
        raise DeadLinkError(Dead.CLOSED, link)
    return link


def consents_to_receiver(referral: Referral, now: datetime):
    """The consents in force by which the receiver of `referral` may see the young person."""
    mine = Q(referral=referral) | Q(agency=referral.to_agency_id)
    return Consent.objects.in_force(timezone.localdate(now)).filter(mine, client=referral.client_id)


def _is_under_way(link: ReplyLink, now: datetime) -> bool:
    if link.consultation_id:
        return link.consultation.status == ConsultationStatus.SENT
    referral = link.referral
    return referral.status in UNDER_WAY and consents_to_receiver(referral, now).exists()


def _owner(of: Referral | Consultation) -> dict:
    return {"referral": of} if isinstance(of, Referral) else {"consultation": of}
