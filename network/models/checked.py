"""Freshness: who last checked that an entry is right, and how often its owner wants to check it."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import DurationField, ExpressionWrapper, F, Q, Value
from django.utils.translation import gettext_lazy as _

from network.dates import months_after

NEVER = date(1900, 1, 1)


class CheckInterval(models.IntegerChoices):
    """How often an entry is checked; months."""

    MONTHLY = 1, _("Every month")
    QUARTERLY = 3, _("Every three months")
    HALF_YEARLY = 6, _("Every six months")
    YEARLY = 12, _("Once a year")


class _Months(models.Func):
    """So many months as an interval of the database."""

    template = "make_interval(months => %(expressions)s)"
    output_field = DurationField()


def stale_on(day: date) -> Q:
    """Condition on a `Checked` row: never checked, or its interval has passed by `day`."""
    due = ExpressionWrapper(F("checked_on") + _Months(F("check_every")), output_field=models.DateTimeField())
    return Q(checked_on__isnull=True) | Q(models.lookups.LessThanOrEqual(due, Value(day)))


class Checked(models.Model):
    """An entry of the directory that somebody confirms from time to time."""

    checked_on = models.DateField(_("checked on"), null=True, blank=True, editable=False)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("checked by"),
    )
    check_every = models.PositiveSmallIntegerField(
        _("how often it is checked"), choices=CheckInterval.choices, default=CheckInterval.HALF_YEARLY
    )
    reminded_on = models.DateField(null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def check_due_on(self) -> date:
        """The day from which the entry is stale; long ago for one that was never checked."""
        return months_after(self.checked_on, self.check_every) if self.checked_on else NEVER

    def is_stale_on(self, day: date) -> bool:
        return self.check_due_on <= day
