from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from network.models import Site, Versioned


class PublicStatistics(Versioned):
    """Whether an Ohjaamo shows its (masked) statistics to everybody, from which year on, and who decided so."""

    site = models.OneToOneField(Site, models.CASCADE, related_name="public_statistics", verbose_name=_("Ohjaamo"))
    is_on = models.BooleanField(_("shown to everybody"), default=False)
    first_year = models.PositiveSmallIntegerField(_("first year shown"), null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("public statistics")
        verbose_name_plural = _("public statistics")

    def __str__(self) -> str:
        return str(self.site)
