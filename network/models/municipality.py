from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class LanguageStatus(models.TextChoices):
    """Language status of a municipality; the code is Statistics Finland's."""

    FINNISH = "0", _("Finnish-speaking")
    BILINGUAL_FINNISH = "1", _("Bilingual, Finnish majority")
    SWEDISH = "2", _("Swedish-speaking")
    BILINGUAL_SWEDISH = "3", _("Bilingual, Swedish majority")


class Municipality(models.Model):
    """A Finnish municipality by its three-digit code (Statistics Finland's classification 2026, CC BY 4.0)."""

    code = models.CharField(max_length=3, primary_key=True)
    name_fi = models.CharField(max_length=60)
    name_sv = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60)
    region_code = models.CharField(max_length=2)
    region_fi = models.CharField(max_length=60)
    region_sv = models.CharField(max_length=60)
    region_en = models.CharField(max_length=60)
    wellbeing_area_fi = models.CharField(max_length=80)
    wellbeing_area_sv = models.CharField(max_length=80)
    employment_area_fi = models.CharField(max_length=80)
    employment_area_sv = models.CharField(max_length=80)
    language_status = models.CharField(max_length=1, choices=LanguageStatus.choices)
    valid_to = models.DateField(null=True, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged_from")

    class Meta:
        ordering = ["name_fi"]
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the user's language."""
        return getattr(self, f"name_{get_language() or 'fi'}", self.name_fi)

    @property
    def region(self) -> str:
        """The region's name in the user's language."""
        return getattr(self, f"region_{get_language() or 'fi'}", self.region_fi)


def region_choices() -> list[tuple[str, str]]:
    """The regions as (two-digit code, name in the user's language), by code."""
    rows = Municipality.objects.order_by("region_code").distinct("region_code")
    return [(row.region_code, row.region) for row in rows]
