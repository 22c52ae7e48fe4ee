from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.models import Named, Project, Versioned


class SeriesUnit(models.TextChoices):
    PEOPLE = "people", pgettext_lazy("unit", "People")
    PERCENT = "percent", _("Per cent")
    EUROS = "euros", _("Euros")
    VISITORS = "visitors", _("Visitors")
    OTHER = "other", _("Other unit")


class ExternalSeries(Named, Versioned):
    """Numbers that others publish, such as unemployment: by day, with their source as a reader can find it again."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="series", verbose_name=_("project"))
    unit = models.CharField(_("unit"), max_length=10, choices=SeriesUnit.choices, default=SeriesUnit.PEOPLE)
    area = models.CharField(_("area"), max_length=120, blank=True)
    ages = models.CharField(_("ages"), max_length=60, blank=True, help_text=_("Such as: 18–29 years."))
    source = models.CharField(
        _("source"), max_length=200, help_text=_("Who publishes it, such as: TEM, Työnvälitystilasto.")
    )
    table_number = models.CharField(_("table"), max_length=60, blank=True)
    address = models.URLField(_("web address"), blank=True, max_length=500)
    retrieved_on = models.DateField(_("retrieved on"), default=timezone.localdate)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        ordering = ["project", "name_fi", "area", "ages", "pk"]
        verbose_name = _("external series")
        verbose_name_plural = _("external series")
        constraints = [
            models.CheckConstraint(condition=Q(unit__in=SeriesUnit.values), name="reports_externalseries_codes"),
        ]


class SeriesValue(models.Model):
    """One number of a series on one day."""

    series = models.ForeignKey(ExternalSeries, models.CASCADE, related_name="values_by_day", verbose_name=_("series"))
    date = models.DateField(_("date"))
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=2)

    class Meta:
        ordering = ["series", "date"]
        verbose_name = _("value of a series")
        verbose_name_plural = _("values of a series")
        constraints = [
            models.UniqueConstraint(
                fields=["series", "date"],
                name="reports_seriesvalue_once",
                violation_error_message=_("The series has a value for this day already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.date}: {self.value}"
