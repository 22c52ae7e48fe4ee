from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .client import Client
from .shared import is_known

UNDO_DAYS = 30


class ClientMergeQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(is_known(user, "kept"))

    def dropped_into(self, client_id: int):
        """The numbers of those who were merged into this person, also by way of another."""
        done = self.filter(undone_at__isnull=True)
        direct = done.filter(kept=client_id).values("dropped")
        return done.filter(Q(kept=client_id) | Q(kept__in=direct)).values("dropped")

    def standing(self, now: datetime):
        """Merges that can still be undone at `now`."""
        return self.filter(undone_at__isnull=True, merged_at__gt=now - timedelta(days=UNDO_DAYS))


class ClientMerge(models.Model):
    """Two rows were one person: everything moved to `kept`, and goes back if that was wrong.

    `record` holds what moved and what was changed, as numbers of rows by table and the fields as they were; emptied
    when the merge can no longer be undone.
    """

    kept = models.ForeignKey(Client, models.CASCADE, related_name="merges")
    dropped = models.ForeignKey(Client, models.CASCADE, related_name="+")
    merged_at = models.DateTimeField(default=timezone.now)
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    record = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = ClientMergeQuerySet.as_manager()

    class Meta:
        ordering = ["-merged_at", "-pk"]
        verbose_name = _("merge")
        verbose_name_plural = _("merges")

    def __str__(self) -> str:
        return f"{self.merged_at:%Y-%m-%d %H:%M}"

    def can_be_undone(self, now: datetime) -> bool:
        """Whether it can still be undone at `now`."""
        return self.undone_at is None and now < self.merged_at + timedelta(days=UNDO_DAYS)


class NotSamePerson(models.Model):
    """Somebody looked at two likenesses and found two people; they are not listed again."""

    one = models.ForeignKey(Client, models.CASCADE, related_name="+")
    other = models.ForeignKey(Client, models.CASCADE, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="clients_notsameperson_once"),
            models.CheckConstraint(condition=Q(one__lt=models.F("other")), name="clients_notsameperson_order"),
        ]

    def __str__(self) -> str:
        return f"{self.one_id} {self.other_id}"
