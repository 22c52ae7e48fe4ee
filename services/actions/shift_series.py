"""A recurring shift changes: on one day, from a day on, or for good. What has been stays as it was."""

from datetime import date, datetime, time, timedelta

from django.db import transaction

from services.codes import Frequency
from services.models import ShiftException, ShiftSeries

DAY = timedelta(days=1)


class NoShiftError(Exception):
    """The series has no shift on the day (any more)."""


def _locked(series: ShiftSeries) -> ShiftSeries:
    return ShiftSeries.objects.select_for_update(of=("self",)).get(pk=series.pk)


def _on(series: ShiftSeries, day: date) -> ShiftSeries:
    stored = _locked(series)
    if not stored.occurs_on(day):
        raise NoShiftError
    return stored


@transaction.atomic
def change_day(*, series: ShiftSeries, day: date, starts: time, ends: time) -> None:
    """On `day` only, the shift is at other times; the series' own times undo an earlier change.

    Raises NoShiftError when the series has no shift that day.
    """
    stored = _on(series, day)
    if (starts, ends) == (stored.starts, stored.ends):
        stored.exceptions.filter(date=day).delete()
    else:
        times = {"starts": starts, "ends": ends}
        ShiftException.objects.update_or_create(series=stored, date=day, defaults=times)


@transaction.atomic
def cancel_day(*, series: ShiftSeries, day: date) -> None:
    """On `day` there is no shift. Raises NoShiftError when there was none."""
    nothing = {"starts": None, "ends": None}
    ShiftException.objects.update_or_create(series=_on(series, day), date=day, defaults=nothing)


@transaction.atomic
def restore_day(*, series: ShiftSeries, day: date) -> None:
    """`day` is as the series says again."""
    ShiftException.objects.filter(series=_locked(series), date=day).delete()


@transaction.atomic
def change_from(*, series: ShiftSeries, day: date, changes: dict) -> ShiftSeries:
    """From `day` on the series is as `changes` say (columns of the rule and the times); the series that runs on.

    Before `day` nothing changes. Days changed by themselves that the new rule still has move along, the others go.
    """
    old = _locked(series)
    first = _first_day(old, day, changes)
    old.version += 1
    if day <= old.first_day:
        for name, value in changes.items():
            setattr(old, name, value)
        old.save()
        _drop_misfits(old, old.first_day)
        return old
    new = ShiftSeries(site=old.site, expert=old.expert, first_day=first)
    for name, value in changes.items():
        setattr(new, name, value)
    new.full_clean()
    new.save()
    old.last_day = day - DAY
    old.save()
    old.exceptions.filter(date__gte=day).update(series=new)
    _drop_misfits(new, day)
    return new


def _first_day(old: ShiftSeries, day: date, changes: dict) -> date:
    """From where the new series counts its weeks or months: every other Thursday stays on the same Thursdays."""
    same_rhythm = (changes["frequency"], changes["interval"]) == (old.frequency, old.interval)
    if old.interval == 1 or not same_rhythm:
        return day
    coming = old.rule().after(datetime.combine(day, time()), inc=True)
    if coming is None:
        return day
    coming = coming.date()
    back = coming.day - 1 if old.frequency == Frequency.MONTHLY else coming.weekday()
    return max(day, coming - timedelta(days=back))


def _drop_misfits(series: ShiftSeries, first: date) -> None:
    """Forget changed days from `first` on that the rule no longer has."""
    for row in series.exceptions.filter(date__gte=first):
        if not series.occurs_on(row.date):
            row.delete()


@transaction.atomic
def end_from(*, series: ShiftSeries, day: date) -> None:
    """From `day` on there are no shifts; a series that would have none at all goes whole."""
    stored = _locked(series)
    if day <= stored.first_day:
        stored.delete()
        return
    stored.exceptions.filter(date__gte=day).delete()
    stored.last_day = min(stored.last_day or day, day - DAY)
    stored.version += 1
    stored.save()
