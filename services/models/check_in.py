import secrets

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def new_secret() -> str:
    """An address that cannot be guessed, for a tablet by the door."""
    return secrets.token_urlsafe(24)


class CheckInPoint(models.Model):
    """The tablet by the door of a site: whoever has its address may say that they wait."""

    site = models.OneToOneField("network.Site", models.CASCADE, related_name="check_in_point")
    secret = models.CharField(max_length=64, unique=True, default=new_secret)
    is_on = models.BooleanField(_("in use"), default=True)

    def __str__(self) -> str:
        return str(self.site)


class CheckInQuerySet(models.QuerySet):
    def waiting(self, site):
        """Those who came today and have not yet been met, the first comer first."""
        return self.filter(site=site, arrived_at__date=timezone.localdate(), met_at__isnull=True).order_by("arrived_at")


class CheckIn(models.Model):
    """Somebody waits. A nickname at most, erased with the row when the day is over; never tied to a client."""

    site = models.ForeignKey("network.Site", models.CASCADE, related_name="check_ins")
    nickname = models.CharField(_("first name or nickname"), max_length=40, blank=True)
    arrived_at = models.DateTimeField(default=timezone.now)
    met_at = models.DateTimeField(null=True)

    objects = CheckInQuerySet.as_manager()

    class Meta:
        ordering = ["arrived_at"]
        verbose_name = _("check-in")
        verbose_name_plural = _("check-ins")

    def __str__(self) -> str:
        return self.nickname or str(_("A young person"))
