"""The rota and the programme in other hands: an expert's shifts, recurring shifts and events from a day on."""

from datetime import date, datetime, time, timedelta

from django.db.models import Q

from network.models import Agency, Expert
from services.codes import EventStatus
from services.models import Event, Service, Shift, ShiftException, ShiftSeries

# What the rest of a recurring shift says like the part before it.
SAME = ["site_id", "starts", "ends", "frequency", "interval", "weekdays", "positions", "on_holidays"]


def _shifts(expert: Expert, day: date):
    return Shift.objects.filter(expert=expert, date__gte=day)


def count_shifts(expert: Expert, day: date) -> int:
    return _shifts(expert, day).count()


def move_shifts(expert: Expert, to: Expert, day: date) -> None:
    """Shifts from `day` on; one that the other has at the same place and time already is not doubled."""
    own = set(_shifts(to, day).values_list("site_id", "date", "starts"))
    for shift in _shifts(expert, day):
        if (shift.site_id, shift.date, shift.starts) in own:
            shift.delete()
        else:
            shift.expert = to
            shift.save(update_fields=["expert"])


def _series(expert: Expert, day: date):
    return ShiftSeries.objects.filter(Q(last_day__isnull=True) | Q(last_day__gte=day), expert=expert)


def count_series(expert: Expert, day: date) -> int:
    return _series(expert, day).count()


def move_series(expert: Expert, to: Expert, day: date) -> None:
    """A series that began before is cut in two: its past stays as it was, the rest goes on with the other."""
    for series in _series(expert, day):
        if series.first_day < day:
            _split(series, to, day)
            continue
        series.expert = to
        series.version += 1
        series.save(update_fields=["expert", "version"])


def _split(series: ShiftSeries, to: Expert, day: date) -> None:
    """The part of `series` from `day` on becomes a series of `to`, with the exceptions of its days, in the same step.

    It begins on its first occurrence: "every other week" and "every third month" go on being counted from there.
    """
    first = series.rule().after(datetime.combine(day, time()), inc=True)
    until, series.last_day = series.last_day, day - timedelta(days=1)
    series.version += 1
    series.save(update_fields=["last_day", "version"])
    if first is None:
        return
    same = {name: getattr(series, name) for name in SAME}
    rest = ShiftSeries.objects.create(expert=to, first_day=first.date(), last_day=until, **same)
    ShiftException.objects.filter(series=series, date__gte=day).update(series=rest)


def _events(expert: Expert, day: date):
    return Event.objects.filter(experts=expert, date__gte=day).exclude(status=EventStatus.CANCELLED)


def count_events(expert: Expert, day: date) -> int:
    return _events(expert, day).count()


def move_events(expert: Expert, to: Expert, day: date) -> None:
    """The other holds the events from `day` on; those before keep whom they had."""
    for event in _events(expert, day):
        event.experts.remove(expert)
        event.experts.add(to)


def take_services(agency: Agency, successor: Agency) -> int:
    """The services of an agency belong to the one that continues it; how many there were."""
    services = list(Service.objects.filter(agency=agency))
    for service in services:
        service.agency = successor
        service.version += 1
        service.save(update_fields=["agency", "version"])
    return len(services)
