import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def new_secret() -> str:
    """The part of a calendar's address that cannot be guessed."""
    return secrets.token_urlsafe(24)


class FeedKind(models.TextChoices):
    SITE = "site", _("Who is at the Ohjaamo")
    EXPERT = "expert", _("My own shifts")
    PROGRAMME = "programme", _("Programme")


class CalendarFeed(models.Model):
    """A calendar to subscribe to by a secret address; revoked, the address answers no more."""

    kind = models.CharField(_("calendar"), max_length=10, choices=FeedKind.choices)
    site = models.ForeignKey(
        "network.Site", models.CASCADE, null=True, blank=True, related_name="feeds", verbose_name=_("Ohjaamo")
    )
    expert = models.ForeignKey(
        "network.Expert", models.CASCADE, null=True, blank=True, related_name="feeds", verbose_name=_("expert")
    )
    secret = models.CharField(max_length=64, unique=True, default=new_secret, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, editable=False, related_name="feeds")
    revoked_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("calendar")
        verbose_name_plural = _("calendars")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=FeedKind.EXPERT, expert__isnull=False, site__isnull=True)
                | Q(kind__in=[FeedKind.SITE, FeedKind.PROGRAMME], site__isnull=False, expert__isnull=True),
                name="services_calendarfeed_subject",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.site or self.expert}"
