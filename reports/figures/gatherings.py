"""Gatherings: groups, pop-ups, outreach and events, where heads are counted and nobody is named.

Nobody knows who came twice, so a headcount is never called people. A withdrawn gathering never counts.
"""

from collections.abc import Iterable

from django.db.models import Count, Sum

from clients.models import Gathering
from reports.figures.scope import Scope
from services.codes import EventType, GatheringKind


def gatherings_in(scope: Scope):
    """The gatherings that count: standing, at a site of the scope, on a day of the scope."""
    dates = (scope.start, scope.end)
    return Gathering.objects.standing().filter(site__in=scope.sites, date__range=dates).order_by()


def total(scope: Scope) -> dict[str, int]:
    """Gatherings and the heads counted at them."""
    return gatherings_in(scope).totals()


def by_kind(scope: Scope) -> dict[str, dict[str, int]]:
    """Events and heads by kind; the kinds add up to the total."""
    return _by(scope, "kind", GatheringKind.values)


def by_event_type(scope: Scope) -> dict[str, dict[str, int]]:
    """Events and heads by type of event; a gathering without a type is in the total only."""
    return _by(scope, "event_type", EventType.values)


def _by(scope: Scope, field: str, codes: Iterable[str]) -> dict[str, dict[str, int]]:
    rows = gatherings_in(scope).values(field).annotate(events=Count("pk"), heads=Sum("headcount"))
    found = {code: (events, heads) for code, events, heads in rows.values_list(field, "events", "heads")}
    return {code: dict(zip(("events", "headcount"), found.get(code, (0, 0)), strict=True)) for code in codes}


def gatherings(scope: Scope) -> dict:
    """All figures of gatherings."""
    return {**total(scope), "by_kind": by_kind(scope), "by_event_type": by_event_type(scope)}
