"""Events that come again: made as rows some months ahead, changed from a day on, ended."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, Max, OuterRef
from django.utils import timezone

from network.access import Permission, counting, require
from network.dates import months_after
from services.codes import EventStatus
from services.models import Event, EventSeries, EventText, SignUp
from services.models.event import LISTS

MONTHS_AHEAD = 3
DAY = timedelta(days=1)
# No rule has a longer pause: every twelfth month, and a fifth weekday that a month lacks.
LONGEST_PAUSE = 60
TEXT = tuple(field.name for field in EventText._meta.fields)


def text_of(source: EventText) -> dict:
    """What an event or a series tells of itself, as keyword arguments."""
    return {name: getattr(source, name) for name in TEXT}


def horizon(day: date) -> date:
    """Until when the occurrences of series are events by `day`."""
    return months_after(day, MONTHS_AHEAD)


def _latest(series: EventSeries) -> date | None:
    """The last day that has been made into an event and not been moved by itself."""
    return series.events.filter(is_detached=False).aggregate(day=Max("date"))["day"]


@transaction.atomic
def create(*, event: Event, rule: dict, lists: dict, by) -> EventSeries:
    """A series whose first day and text are those of the unsaved `event`, and its events for the coming months.

    `rule`: the columns of a Recurrence; `lists`: {name of a list of LISTS: its rows}, given to each event.
    """
    require(by, Permission.EDIT_PROGRAMME, event.site)
    series = EventSeries.objects.create(site=event.site, first_day=event.date, **rule, **text_of(event))
    extras = {"campaign": event.campaign, "posts": event.posts, "created_by": by}
    until = horizon(max(event.date, timezone.localdate()))
    _make(series, series.days_between(event.date, until), extras, lists)
    return series


def _make(series: EventSeries, days: list[date], extras: dict, lists: dict) -> list[Event]:
    rows = [Event(site_id=series.site_id, series=series, date=day, **text_of(series), **extras) for day in days]
    made = Event.objects.bulk_create(rows)
    for name in LISTS:
        through = Event._meta.get_field(name).remote_field.through
        column = Event._meta.get_field(name).m2m_reverse_field_name()
        through._base_manager.bulk_create(
            through(event=event, **{column: row}) for event in made for row in lists.get(name, ())
        )
    return made


def _like_the_last(series: EventSeries) -> tuple[dict, dict]:
    """The campaign and lists of the series' latest event, which the next ones take over."""
    last = series.events.filter(is_detached=False).order_by("-date").first() or series.events.order_by("-date").first()
    if last is None:
        return {}, {}
    return {"campaign": last.campaign}, {name: list(getattr(last, name).all()) for name in LISTS}


@transaction.atomic
def extend(series: EventSeries, until: date) -> int:
    """Make the occurrences of `series` up to `until` that are not events yet, as drafts; how many there were.

    Nothing is made before the latest one: what was removed or moved there stays so.
    """
    series = EventSeries.objects.select_for_update(of=("self",)).get(pk=series.pk)
    latest = _latest(series)
    first = series.first_day if latest is None else latest + DAY
    days = series.days_between(first, until) if first <= until else []
    extras, lists = _like_the_last(series) if days else ({}, {})
    return len(_make(series, days, extras, lists))


def extend_all(*, now: datetime) -> int:
    """Make the coming months' occurrences of all series; how many there were."""
    today = timezone.localdate(now)
    return sum(extend(series, horizon(today)) for series in EventSeries.objects.running_between(today, horizon(today)))


@transaction.atomic
def keep_beyond(event: Event) -> None:
    """See to it that `event` can be removed or moved by itself without its old day being made again."""
    series = EventSeries.objects.select_for_update(of=("self",)).get(pk=event.series_id)
    if _latest(series) != event.date:
        return
    coming = series.days_between(event.date + DAY, months_after(event.date, LONGEST_PAUSE))[:1]
    if coming:
        extend(series, coming[0])
    elif event.date > series.first_day:
        series.last_day = event.date - DAY
        series.save(update_fields=["last_day"])
    else:
        series.delete()


def _with_traces(events):
    """Events with the mark `has_traces`: somebody has signed up, or heads were counted."""
    sign_ups = SignUp.objects.filter(event=OuterRef("pk"))
    counts = Event._meta.get_field("gatherings").related_model._base_manager.filter(event=OuterRef("pk"))
    with counting():
        return list(events.annotate(has_traces=Exists(sign_ups) | Exists(counts)).order_by("date", "pk"))


@transaction.atomic
def change_following(*, event: Event, rule: dict, lists: dict, by) -> EventSeries:
    """Give `event` (changed, unsaved, of a series) and all after it a new text and rule; those before stay as they are.

    An event keeps its identity, state and sign-ups. One whose day is not in the new rule moves to a day that is
    missing, unless somebody has signed up or its heads were counted: then it stays, by itself.
    """
    require(by, Permission.EDIT_PROGRAMME, event.site)
    old = EventSeries.objects.select_for_update(of=("self",)).get(pk=event.series_id)
    first = Event.objects.get(pk=event.pk).date
    # Its own row comes from the form, the others from the database.
    rows = _with_traces(old.events.filter(date__gte=first, is_detached=False))
    Event.objects.filter(pk__in=[row.pk for row in rows]).update(series=None)
    new = EventSeries(site=event.site, first_day=event.date, **rule, **text_of(event))
    _cut(old, first)
    new.save()
    until = max([horizon(timezone.localdate()), *(row.date for row in rows)])
    days = new.days_between(event.date, until)
    extras = {"campaign": event.campaign, "posts": event.posts}
    left = _place(rows, days, new, extras, lists, event)
    _make(new, left, extras | {"created_by": by}, lists)
    return new


def _place(rows: list[Event], days: list[date], series: EventSeries, extras: dict, lists: dict, event: Event) -> list:
    """Put `rows` on `days`; the days that are left over. The edited `event` itself always takes the first day."""
    free = set(days)
    fitting, others = [], []
    for row in rows:
        day = event.date if row.pk == event.pk else row.date
        if day in free:
            free.discard(day)
            fitting.append((row, day))
        else:
            others.append(row)
    for row in others:
        day = min(free, default=None)
        if row.has_traces or row.is_cancelled:
            _write(row, row.date, series, extras, lists, is_detached=True)
        elif day is not None:
            free.discard(day)
            fitting.append((row, day))
        else:
            _take_away(row)
    for row, day in fitting:
        _write(row, day, series, extras, lists, is_detached=False)
    return sorted(free)


def _write(row: Event, day: date, series: EventSeries, extras: dict, lists: dict, *, is_detached: bool) -> None:
    values = text_of(series) | extras | {"series": series, "date": day, "is_detached": is_detached}
    if is_detached:
        values = {"series": series, "is_detached": True}
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    if not is_detached:
        for name in LISTS:
            getattr(row, name).set(lists.get(name, ()))


def _take_away(row: Event) -> None:
    """A draft goes; what everybody has seen stays as cancelled."""
    if row.is_draft and not row.has_traces:
        Event.objects.filter(pk=row.pk).delete()
    elif not row.is_cancelled:
        row.status, row.version = EventStatus.CANCELLED, row.version + 1
        row.save(update_fields=["status", "version", "updated_at"])


def _cut(series: EventSeries, day: date) -> None:
    """Let `series` end before `day`; one that would not have begun by then goes, its events stay."""
    if day <= series.first_day:
        series.delete()
    else:
        series.last_day, series.version = day - DAY, series.version + 1
        series.save()


@transaction.atomic
def end(*, series: EventSeries, day: date, by) -> list[Event]:
    """End `series` so that `day` is the first without it; the published events that had to be cancelled.

    Drafts after that go. The caller tells those who signed up (services/actions/events.py).
    """
    require(by, Permission.EDIT_PROGRAMME, series.site)
    series = EventSeries.objects.select_for_update(of=("self",)).get(pk=series.pk)
    rows = _with_traces(series.events.filter(date__gte=day, is_detached=False))
    _cut(series, day)
    for row in rows:
        if row.is_draft and not row.has_traces:
            Event.objects.filter(pk=row.pk).delete()
    return [row for row in rows if not row.is_cancelled and (row.has_traces or not row.is_draft)]
