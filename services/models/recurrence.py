"""What comes again: every so many weeks on some weekdays, or on the first, third … such weekday of each month."""

from datetime import date, datetime, time

from dateutil.rrule import MONTHLY, WEEKLY, rrule, rruleset, weekday
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.holidays import is_holiday
from network.models import Weekday
from services.codes import Frequency


class Position(models.IntegerChoices):
    """Which of a month's such weekdays."""

    FIRST = 1, _("First of the month")
    SECOND = 2, _("Second of the month")
    THIRD = 3, _("Third of the month")
    FOURTH = 4, _("Fourth of the month")
    LAST = -1, _("Last of the month")


# Which of a month's such weekdays, inside a sentence.
ORDINALS = {
    Position.FIRST: pgettext_lazy("weekday of the month", "first"),
    Position.SECOND: pgettext_lazy("weekday of the month", "second"),
    Position.THIRD: pgettext_lazy("weekday of the month", "third"),
    Position.FOURTH: pgettext_lazy("weekday of the month", "fourth"),
    Position.LAST: pgettext_lazy("weekday of the month", "last"),
}


class RecurrenceQuerySet(models.QuerySet):
    def running_between(self, first: date, last: date):
        """Series that may have an occurrence from `first` to `last`, both included."""
        return self.filter(Q(last_day__isnull=True) | Q(last_day__gte=first), first_day__lte=last)


class Recurrence(models.Model):
    """A rule of days. Weeks are counted from the week of the first day; times of day belong to the heirs."""

    frequency = models.CharField(_("repeats"), max_length=10, choices=Frequency.choices, default=Frequency.WEEKLY)
    interval = models.PositiveSmallIntegerField(
        _("every how many weeks or months"), default=1, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    weekdays = ArrayField(
        models.PositiveSmallIntegerField(choices=Weekday.choices), verbose_name=_("on which days"), size=7
    )
    positions = ArrayField(
        models.SmallIntegerField(choices=Position.choices),
        verbose_name=_("which of the month"),
        default=list,
        blank=True,
        size=5,
    )
    first_day = models.DateField(_("from"))
    last_day = models.DateField(_("until"), null=True, blank=True, help_text=_("Empty = until further notice."))
    on_holidays = models.BooleanField(_("also on public holidays"), default=False)

    objects = RecurrenceQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")),
                name="%(app_label)s_%(class)s_period",
                violation_error_message=_("The last day is before the first."),
            ),
            models.CheckConstraint(
                condition=Q(frequency=Frequency.WEEKLY, positions=[])
                | (Q(frequency=Frequency.MONTHLY) & ~Q(positions=[])),
                name="%(app_label)s_%(class)s_rule",
                violation_error_message=_("Say which of the month’s such weekdays."),
            ),
            models.CheckConstraint(
                condition=~Q(weekdays=[]) & Q(interval__range=(1, 12)),
                name="%(app_label)s_%(class)s_days",
                violation_error_message=_("Choose at least one weekday."),
            ),
        ]

    def rule(self) -> rrule:
        """The rule as the calendar world writes it (RFC 5545), without the holidays."""
        start = datetime.combine(self.first_day, time())
        until = datetime.combine(self.last_day, time()) if self.last_day else None
        if self.frequency == Frequency.MONTHLY:
            days = [weekday(day, position) for day in self.weekdays for position in self.positions]
            return rrule(MONTHLY, dtstart=start, interval=self.interval, byweekday=days, until=until)
        return rrule(WEEKLY, dtstart=start, interval=self.interval, byweekday=self.weekdays, until=until, wkst=0)

    def days_between(self, first: date, last: date) -> list[date]:
        """The days on which it occurs from `first` to `last`, both included, in order; holidays as the rule says."""
        rules = rruleset(cache=False)
        rules.rrule(self.rule())
        found = rules.between(datetime.combine(first, time()), datetime.combine(last, time()), inc=True)
        return [moment.date() for moment in found if self.on_holidays or not is_holiday(moment.date())]

    def occurs_on(self, day: date) -> bool:
        return bool(self.days_between(day, day))

    @property
    def in_words(self) -> str:
        """The rule as people say it, in the user's language: “every 2. week: tuesday, thursday”."""
        days = ", ".join(str(Weekday(day).label).lower() for day in sorted(self.weekdays))
        if self.frequency == Frequency.MONTHLY:
            ordered = [position for position in Position if position in self.positions]
            values = {"which": ", ".join(str(ORDINALS[one]) for one in ordered), "days": days, "number": self.interval}
            if self.interval == 1:
                return str(_("%(which)s %(days)s of the month") % values)
            return str(_("%(which)s %(days)s of every %(number)d. month") % values)
        values = {"days": days, "number": self.interval}
        if self.interval == 1:
            return str(_("every week: %(days)s") % values)
        return str(_("every %(number)d. week: %(days)s") % values)
