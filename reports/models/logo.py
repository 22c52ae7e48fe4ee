from django.db import models
from django.utils.translation import gettext_lazy as _

from network.models import Project


class LogoSlot(models.TextChoices):
    FUNDER = "funder", _("Funder's logo")
    CITY = "city", _("City's logo")
    PROJECT = "project", _("Project's logo")


class Logo(models.Model):
    """A picture for the cover of a project's report; the EU emblem is drawn by the product itself."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="logos", verbose_name=_("project"))
    slot = models.CharField(_("place"), max_length=10, choices=LogoSlot.choices)
    image = models.BinaryField()
    content_type = models.CharField(max_length=20)
    alt = models.CharField(_("text for those who do not see the picture"), max_length=120)

    class Meta:
        ordering = ["project", "slot"]
        verbose_name = _("logo")
        verbose_name_plural = _("logos")
        constraints = [models.UniqueConstraint(fields=["project", "slot"], name="reports_logo_once")]

    def __str__(self) -> str:
        return self.alt
