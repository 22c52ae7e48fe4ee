from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

DAYS_OPEN = 14


class InvitationQuerySet(models.QuerySet):
    def open(self, now: datetime):
        """Invitations that can still be accepted at `now`."""
        return self.filter(accepted_at__isnull=True, revoked_at__isnull=True, expires_at__gt=now)


class Invitation(models.Model):
    """A login offered to somebody by mail: the link works once, for two weeks, until it is taken back.

    Only a fingerprint of the link's secret is kept, so that who reads the database cannot use it.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="invitations")
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    sent_at = models.DateTimeField(default=timezone.now, editable=False)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+")
    expires_at = models.DateTimeField(editable=False)
    accepted_at = models.DateTimeField(null=True, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(revoked_at__isnull=True),
                name="network_invitation_one_end",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.sent_at:%Y-%m-%d}"

    def save(self, *args, **kwargs):
        if self.expires_at is None:
            self.expires_at = self.sent_at + timedelta(days=DAYS_OPEN)
        super().save(*args, **kwargs)

    def is_open(self, now: datetime) -> bool:
        """Whether the link still works at `now`."""
        return self.accepted_at is None and self.revoked_at is None and now < self.expires_at

    def state_at(self, now: datetime) -> str:
        """What became of it by `now`: accepted, revoked, expired, or still open."""
        if self.accepted_at:
            return "accepted"
        if self.revoked_at:
            return "revoked"
        return "open" if self.is_open(now) else "expired"
