"""A month of the programme: its weeks and days with their events, and how full those are."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Avg, Count, Max, Min, Q, QuerySet, Sum
from django.utils import timezone

from network.dates import months_after
from network.holidays import holiday_name
from network.models import Site
from services.codes import EventStatus, EventType
from services.models import Event
from services.places import Places, places_of


@dataclass(frozen=True)
class Entry:
    """An event as the programme shows it."""

    event: Event
    places: Places | None
    is_over: bool

    @property
    def lacks_count(self) -> bool:
        """Whether it has been and nobody has counted the heads."""
        return self.is_over and self.event.is_published and self.event.heads is None


@dataclass(frozen=True)
class Day:
    date: date
    in_month: bool
    holiday: str
    entries: list[Entry]


@dataclass(frozen=True)
class Week:
    days: list[Day]

    @property
    def number(self) -> int:
        """The week's number as calendars in Finland print it (ISO 8601)."""
        return self.days[0].date.isocalendar().week

    @property
    def busy_days(self) -> list[Day]:
        """The month's days of this week on which something is."""
        return [day for day in self.days if day.in_month and day.entries]


@dataclass(frozen=True)
class Month:
    first: date
    weeks: list[Week]

    @property
    def before(self) -> date:
        return months_after(self.first, -1)

    @property
    def after(self) -> date:
        return months_after(self.first, 1)

    @property
    def entries(self) -> list[Entry]:
        return [entry for week in self.weeks for day in week.days if day.in_month for entry in day.entries]

    @property
    def drafts(self) -> int:
        """How many of its events wait for being published."""
        return sum(entry.event.is_draft for entry in self.entries)


def parse_month(text: str, today: date) -> date:
    """The first day of a month given as 2026-11; anything else is the month of `today`."""
    try:
        first = datetime.strptime(text, "%Y-%m").date()
    except ValueError:
        first = today
    return (first if 1900 < first.year < 9000 else today).replace(day=1)


def events_of_month(site: Site, first: date) -> QuerySet[Event]:
    """The events of `site` in the month that begins on `first`, in order."""
    return Event.objects.filter(site=site, date__gte=first, date__lt=months_after(first, 1)).order_by(
        "date", "starts", "pk"
    )


def month_of(site: Site, first: date, now: datetime, *, drafts_only: bool = False) -> Month:
    """The month that begins on `first`; a constant number of queries."""
    events = events_of_month(site, first).with_heads().select_related("site")
    if drafts_only:
        events = events.filter(status=EventStatus.DRAFT)
    events = list(events)
    places, by_day = places_of(events), {}
    for event in events:
        by_day.setdefault(event.date, []).append(Entry(event, places.get(event.pk), event.is_over(now)))
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    return Month(first, [Week([_day(day, first, by_day) for day in week]) for week in weeks])


def _day(day: date, first: date, by_day: dict) -> Day:
    return Day(day, day.month == first.month, holiday_name(day), by_day.get(day, []))


def uncounted_events(sites, now: datetime) -> QuerySet[Event]:
    """Published events at `sites` that have been and of which nobody has counted the heads, the oldest first."""
    past = Event.objects.filter(site__in=sites, status=EventStatus.PUBLISHED).over(timezone.localtime(now))
    return past.uncounted().order_by("date", "starts", "pk")


@dataclass(frozen=True)
class Recruiting:
    """Recruiting events of a period with their sums; averages are over the events whose candidates were counted."""

    events: list[Event]
    held: int
    counted: int
    candidates: int
    hired: int
    posts: int
    average: float | None
    fewest: int | None
    most: int | None


def recruiting_between(sites, first: date, last: date) -> Recruiting:
    """The published recruiting events (event type "recruitment") at `sites` from `first` to `last`, both included."""
    events = Event.objects.filter(
        site__in=sites, event_type=EventType.RECRUITMENT, status=EventStatus.PUBLISHED, date__range=(first, last)
    )
    sums = events.aggregate(
        held=Count("pk"),
        counted=Count("pk", filter=Q(candidates__isnull=False)),
        average=Avg("candidates"),
        fewest=Min("candidates"),
        most=Max("candidates"),
        candidates=Sum("candidates", default=0),
        hired=Sum("hired", default=0),
        posts=Sum("posts", default=0),
    )
    rows = events.with_heads().select_related("site").prefetch_related("employers").order_by("-date", "-pk")
    return Recruiting(list(rows), **sums)
