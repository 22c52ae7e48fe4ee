from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class EventQuerySet(models.QuerySet):
    def coming(self, day: date, site):
        """The events of `site` from `day` on, the nearest first."""
        return self.filter(site=site, date__gte=day).order_by("date", "starts", "pk")


class Event(models.Model):
    """Something on the programme of a site: a workshop, a language café, a visitor."""

    site = models.ForeignKey("network.Site", models.CASCADE, related_name="events", verbose_name=_("Ohjaamo"))
    title_fi = models.CharField(_("title in Finnish"), max_length=160)
    title_sv = models.CharField(_("title in Swedish"), max_length=160, blank=True)
    title_en = models.CharField(_("title in English"), max_length=160, blank=True)
    date = models.DateField(_("date"))
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("until"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["date", "starts", "pk"]
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [models.Index(fields=["site", "date"], name="services_event_site_date")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gt=F("starts")),
                name="services_event_order",
                violation_error_message=_("The event ends before it starts."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The title in the user's language, else in Finnish."""
        return getattr(self, f"title_{get_language() or 'fi'}", "") or self.title_fi
