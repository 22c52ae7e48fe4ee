from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .recurrence import Recurrence


class Shift(models.Model):
    """An expert is present at a site on one day between two times (local time; within one day)."""

    site = models.ForeignKey("network.Site", models.CASCADE, related_name="shifts", verbose_name=_("Ohjaamo"))
    expert = models.ForeignKey("network.Expert", models.CASCADE, related_name="shifts", verbose_name=_("expert"))
    date = models.DateField(_("date"))
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("until"))

    class Meta:
        ordering = ["date", "starts", "pk"]
        verbose_name = _("shift")
        verbose_name_plural = _("shifts")
        indexes = [models.Index(fields=["site", "date"], name="services_shift_site_date")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")),
                name="services_shift_order",
                violation_error_message=_("The shift ends before it starts."),
            ),
            models.UniqueConstraint(
                fields=["expert", "site", "date", "starts"],
                name="services_shift_once",
                violation_error_message=_("The expert has this shift already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.expert} {self.date}"


class ShiftSeries(Recurrence):
    """An expert is present again and again: every Thursday 12–16, on the first Tuesday of the month.

    The occurrences are computed (services/rota.py), not stored: absences, holidays and exceptions cut them.
    """

    site = models.ForeignKey("network.Site", models.CASCADE, related_name="shift_series", verbose_name=_("Ohjaamo"))
    expert = models.ForeignKey("network.Expert", models.CASCADE, related_name="shift_series", verbose_name=_("expert"))
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("until"))
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta(Recurrence.Meta):
        ordering = ["first_day", "starts", "pk"]
        verbose_name = _("recurring shift")
        verbose_name_plural = _("recurring shifts")
        indexes = [models.Index(fields=["site", "first_day"], name="services_series_site")]
        constraints = [
            *Recurrence.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts")),
                name="services_shiftseries_order",
                violation_error_message=_("The shift ends before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.expert} {self.first_day}"


class ShiftException(models.Model):
    """One occurrence of a series that differs: other times that day, or (no times) not at all."""

    series = models.ForeignKey(ShiftSeries, models.CASCADE, related_name="exceptions")
    date = models.DateField(_("date"))
    starts = models.TimeField(_("from"), null=True, blank=True)
    ends = models.TimeField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["date", "pk"]
        verbose_name = _("changed shift")
        verbose_name_plural = _("changed shifts")
        constraints = [
            models.UniqueConstraint(fields=["series", "date"], name="services_shiftexception_once"),
            models.CheckConstraint(
                condition=Q(starts__isnull=True, ends__isnull=True) | Q(starts__isnull=False, ends__gt=F("starts")),
                name="services_shiftexception_order",
                violation_error_message=_("The shift ends before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.date}"
