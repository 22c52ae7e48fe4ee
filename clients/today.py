"""The right side of the counter: what has happened at a site today, who is there, who waits, what comes next."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from clients.events import events_without_count
from clients.models import Gathering, Visit
from network.models import Site
from services.models import CheckIn, Event
from services.rota import Occurrence, occurrences_between

LISTED_VISITS = 8
LISTED_EVENTS = 3


@dataclass(frozen=True)
class VisitRow:
    """A visit as a line of the list."""

    visit: Visit
    mendable: bool

    @property
    def more_themes(self) -> int:
        return len(self.visit.themes) - 1


@dataclass(frozen=True)
class Today:
    """Everything the column shows; a constant number of queries, however many visits there are."""

    site: Site
    now: datetime
    counts: dict[str, int]
    heads: dict[str, int]
    visits: list[VisitRow]
    on_duty: list[Occurrence]
    later: list[Occurrence]
    waiting: list[CheckIn]
    events: list[Event]
    uncounted: int

    @property
    def day(self) -> date:
        return timezone.localdate(self.now)

    @property
    def unlisted(self) -> int:
        """How many visits of today do not fit in the column."""
        return self.counts["visits"] - len(self.visits)


def visits_of(user, site: Site, day: date) -> QuerySet[Visit]:
    """The standing visits of `day` at `site`, the last logged first."""
    visits = Visit.objects.at_sites_of(user).standing().filter(site=site, date=day)
    return visits.select_related("client", "created_by").order_by("-created_at", "-pk")


def logged_for_other_days(user, site: Site, day: date) -> QuerySet[Visit]:
    """The standing visits that `user` logged on `day` at `site` for an earlier day: still theirs to mend."""
    visits = Visit.objects.at_sites_of(user).standing().filter(site=site, created_by=user, created_at__date=day)
    return visits.exclude(date=day).select_related("client", "created_by").order_by("-created_at", "-pk")


def last_own_visit(user, site: Site, day: date) -> Visit | None:
    """The visit that `user` logged last on `day` at `site`, for "same again"; None when there is none."""
    visits = Visit.objects.at_sites_of(user).standing().filter(site=site, created_by=user, created_at__date=day)
    return visits.order_by("-created_at", "-pk").first()


def visit_rows(visits, user, day: date) -> list[VisitRow]:
    return [VisitRow(visit, visit.is_mendable_by(user, day)) for visit in visits]


def today_at(site: Site, user) -> Today:
    """Today at `site`, as `user` may see it; eleven queries."""
    now = timezone.localtime()
    day = now.date()
    visits = visits_of(user, site, day)
    shifts = occurrences_between(day, day, sites=[site])
    events = [one for one in Event.objects.coming(day, site)[: LISTED_EVENTS + 5] if not _is_past(one, now)]
    return Today(
        site=site,
        now=now,
        counts=Visit.objects.at_sites_of(user).standing().filter(site=site, date=day).totals(),
        heads=Gathering.objects.visible_to(user).standing().filter(site=site, date=day).totals(),
        visits=visit_rows(visits[:LISTED_VISITS], user, day),
        on_duty=[shift for shift in shifts if shift.is_now(now)],
        later=[shift for shift in shifts if shift.is_later(now)],
        waiting=list(CheckIn.objects.waiting(site)),
        events=events[:LISTED_EVENTS],
        uncounted=events_without_count(user, site, now).count(),
    )


def _is_past(event: Event, now: datetime) -> bool:
    return event.date == now.date() and (event.ends or event.starts) < now.time()
