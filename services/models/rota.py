from datetime import date, datetime, time

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ShiftQuerySet(models.QuerySet):
    def on(self, day: date, site):
        """The shifts of `day` at `site`, in the order in which people come."""
        return self.filter(date=day, site=site).select_related("expert__agency").order_by("starts", "ends", "pk")


class Shift(models.Model):
    """An expert is present at a site on one day between two times (local time; within one day)."""

    site = models.ForeignKey("network.Site", models.CASCADE, related_name="shifts", verbose_name=_("Ohjaamo"))
    expert = models.ForeignKey("network.Expert", models.CASCADE, related_name="shifts", verbose_name=_("expert"))
    date = models.DateField(_("date"))
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("until"))

    objects = ShiftQuerySet.as_manager()

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

    def is_now(self, now: datetime) -> bool:
        """Whether the shift is going on at `now` (aware)."""
        local = timezone.localtime(now)
        return self.date == local.date() and self.starts <= local.time() < self.ends

    def is_over(self, at: time) -> bool:
        return self.ends <= at
