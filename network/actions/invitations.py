"""Invitations: a link by mail with which somebody chooses a password, once and within two weeks."""

import secrets
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.mail import send_mail
from network.models import Invitation, User


class DeadInvitationError(Exception):
    """The link was used, is too old or was taken back, or the login is open or closed by other means."""


def fingerprint(secret: str) -> str:
    """What is stored of a link's secret."""
    return sha256(secret.encode()).hexdigest()


@transaction.atomic
def invite(*, user: User, address: str, by: User) -> Invitation:
    """Mail `user` a new link, in their language; earlier ones stop working. Raises MailError.

    `address` is the beginning of all addresses here, such as https://ohjaamo.example.fi.
    """
    revoke_all(user=user)
    secret = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(user=user, secret_hash=fingerprint(secret), sent_by=by)
    link = address + reverse("network:invitation_accept", args=[secret])
    # Sent before the transaction ends: a login whose owner never hears of it is worse than a link to nothing.
    send_mail(
        to=user.email,
        language=user.language,
        subject=_("Your login to Ohjaamo"),
        template="network/mail/invitation.txt",
        context={"person": user, "sender": by, "link": link, "last_day": timezone.localdate(invitation.expires_at)},
    )
    return invitation


@transaction.atomic
def revoke_all(*, user: User) -> int:
    """Take back all open invitations of `user`; how many there were."""
    return user.invitations.filter(accepted_at__isnull=True, revoked_at__isnull=True).update(revoked_at=timezone.now())


def open_invitation(secret: str, *, now: datetime, lock: bool = False) -> Invitation:
    """The invitation behind a link. Raises DeadInvitationError for one that cannot be accepted at `now`."""
    rows = Invitation.objects.open(now).filter(secret_hash=fingerprint(secret), user__is_active=True)
    found = rows.select_for_update(of=("self",)).select_related("user") if lock else rows.select_related("user")
    invitation = found.first()
    if invitation is None or invitation.user.has_usable_password():
        raise DeadInvitationError
    return invitation


@transaction.atomic
def accept(*, secret: str, password: str) -> User:
    """Give the invited user the password (already validated); the link is used up. Raises DeadInvitationError."""
    now = timezone.now()
    invitation = open_invitation(secret, now=now, lock=True)
    invitation.accepted_at = now
    invitation.save(update_fields=["accepted_at"])
    invitation.user.set_password(password)
    invitation.user.save(update_fields=["password"])
    return invitation.user
