"""Who is where and when. Every page, feed and list that tells of shifts asks here.

Shifts of one day and recurring ones become occurrences. Times of day are Finland's own; datetimes that know
their time zone are made only at the edge, so that a change of the clocks moves no shift.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from network.models import Absence, Expert, OpeningException, Site
from services.models import Shift, ShiftException, ShiftSeries

HELSINKI = ZoneInfo("Europe/Helsinki")
DAYS_LOOKED_AHEAD = 31


class Cut(StrEnum):
    """Why a planned shift does not come true."""

    CANCELLED = "cancelled"
    AWAY = "away"
    CLOSED = "closed"
    LEFT = "left"


@dataclass(frozen=True)
class Occurrence:
    """One expert at one site on one day between two times (local); `ends` itself is no longer part of it.

    Either `shift` or `series` says where it comes from. `changed`: this day differs from its series.
    `cut`: why it does not come true; None for those that do.
    """

    expert: Expert
    site: Site
    date: date
    starts: time
    ends: time
    series: ShiftSeries | None = None
    shift: Shift | None = None
    changed: bool = False
    cut: Cut | None = None

    @property
    def expert_id(self) -> int:
        return self.expert.pk

    @property
    def starts_at(self) -> datetime:
        """The beginning as an aware datetime."""
        return datetime.combine(self.date, self.starts, tzinfo=HELSINKI)

    @property
    def ends_at(self) -> datetime:
        """The end as an aware datetime."""
        return datetime.combine(self.date, self.ends, tzinfo=HELSINKI)

    @property
    def duration(self) -> timedelta:
        """How long it really lasts, also in the night when the clocks change."""
        return self.ends_at.astimezone(UTC) - self.starts_at.astimezone(UTC)

    def is_now(self, now: datetime) -> bool:
        """Whether the expert is here at `now` (aware)."""
        return self.starts_at.astimezone(UTC) <= now.astimezone(UTC) < self.ends_at.astimezone(UTC)

    def is_later(self, now: datetime) -> bool:
        """Whether it has yet to begin at `now` (aware)."""
        return now.astimezone(UTC) < self.starts_at.astimezone(UTC)

    def crosses(self, starts: time, ends: time) -> bool:
        """Whether it shares a moment with the times `starts`–`ends` of the same day."""
        return self.starts < ends and starts < self.ends


def occurrences_between(
    first: date,
    last: date,
    *,
    sites: Iterable[Site] | QuerySet[Site] | None = None,
    experts: Iterable[Expert] | QuerySet[Expert] | None = None,
) -> list[Occurrence]:
    """Who is here from `first` to `last`, both included: by day, then by time, then by name.

    `sites` and `experts` narrow it (None = all). Cancelled shifts, absences, public holidays, days on which the
    site is shut and experts or agencies outside their validity are left out. Five queries, whatever the period.
    """
    return [one for one in planned_between(first, last, sites=sites, experts=experts) if one.cut is None]


def planned_between(first: date, last: date, *, sites=None, experts=None) -> list[Occurrence]:
    """The same with those that do not come true; each says why in `cut`. A holiday leaves nothing of a series."""
    shifts = _narrowed(Shift.objects.filter(date__range=(first, last)), sites, experts)
    series = _narrowed(ShiftSeries.objects.running_between(first, last), sites, experts)
    exceptions = ShiftException.objects.filter(date__range=(first, last))
    series = series.prefetch_related(Prefetch("exceptions", exceptions, to_attr="exceptions_shown"))
    planned = [Occurrence(row.expert, row.site, row.date, row.starts, row.ends, shift=row) for row in shifts]
    for row in series:
        planned += _occurrences_of(row, first, last)
    rows = _cut(planned, first, last)
    return sorted(rows, key=lambda one: (one.date, one.starts, one.ends, one.expert.sort_name, one.expert.pk))


def _narrowed(rows: QuerySet, sites, experts) -> QuerySet:
    if sites is not None:
        rows = rows.filter(site__in=sites)
    if experts is not None:
        rows = rows.filter(expert__in=experts)
    return rows.select_related("expert__agency", "site")


def _occurrences_of(series: ShiftSeries, first: date, last: date) -> Iterator[Occurrence]:
    exceptions = {row.date: row for row in series.exceptions_shown}
    for day in series.days_between(first, last):
        exception = exceptions.get(day)
        changed = exception is not None
        cancelled = changed and exception.starts is None
        times = exception if changed and not cancelled else series
        cut = Cut.CANCELLED if cancelled else None
        yield Occurrence(series.expert, series.site, day, times.starts, times.ends, series, None, changed, cut)


def _cut(planned: list[Occurrence], first: date, last: date) -> Iterator[Occurrence]:
    """The planned shifts, each with the reason why it does not come true if there is one."""
    away = _days_away({one.expert.pk for one in planned}, first, last)
    shut = _shut_days({one.site.pk for one in planned}, first, last)
    for one in planned:
        cut = one.cut
        if not (one.expert.is_valid_on(one.date) and one.expert.agency.is_valid_on(one.date)):
            cut = Cut.LEFT
        elif (one.site.pk, one.date) in shut or not _stands(one.site, one.date):
            cut = cut or Cut.CLOSED
        elif any(starts <= one.date <= ends for starts, ends in away[one.expert.pk]):
            cut = cut or Cut.AWAY
        yield replace(one, cut=cut)


def _stands(site: Site, day: date) -> bool:
    return (site.opened or day) <= day <= (site.closed or day)


def _days_away(experts: set[int], first: date, last: date) -> dict[int, list[tuple[date, date]]]:
    away = defaultdict(list)
    rows = Absence.objects.between(first, last).filter(expert__in=experts)
    for expert, starts, ends in rows.values_list("expert_id", "starts", "ends"):
        away[expert].append((starts, ends))
    return away


def _shut_days(sites: set[int], first: date, last: date) -> set[tuple[int, date]]:
    """(site, day) pairs on which an exception closes the site for the whole day."""
    rows = OpeningException.objects.filter(site__in=sites, date__range=(first, last))
    rows = list(rows.values_list("site_id", "date", "opens"))
    shut = {(site, day) for site, day, opens in rows if opens is None}
    return shut - {(site, day) for site, day, opens in rows if opens is not None}


def here_now(site: Site, now: datetime) -> list[Occurrence]:
    """Who is at `site` at `now` (aware), in the order in which they came."""
    today = timezone.localdate(now, HELSINKI)
    return [one for one in occurrences_between(today, today, sites=[site]) if one.is_now(now)]


def next_here(site: Site, now: datetime) -> Occurrence | None:
    """Who comes to `site` next after `now` (aware), within a month; None when nobody does."""
    today = timezone.localdate(now, HELSINKI)
    coming = occurrences_between(today, today + timedelta(days=DAYS_LOOKED_AHEAD), sites=[site])
    return next((one for one in coming if one.is_later(now)), None)


def experts_here_on(day: date, sites: Iterable[Site] | QuerySet[Site] | None = None) -> set[int]:
    """The ids of the experts who have a shift that comes true on `day` at one of `sites` (None = anywhere)."""
    return {one.expert.pk for one in occurrences_between(day, day, sites=sites)}


def next_of(expert: Expert, first: date) -> list[Occurrence]:
    """The shifts of `expert` that come true from `first` on within two months, at all sites."""
    return occurrences_between(first, first + timedelta(days=2 * DAYS_LOOKED_AHEAD), experts=[expert])
