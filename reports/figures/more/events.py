"""Gatherings held with other Ohjaamos, recruiting events, and what employers need."""

from django.db.models import Count, Sum

from network.models import EmployerContact
from reports.figures.gatherings import gatherings_in
from reports.figures.more.scoped import spread, two_decimals
from reports.figures.scope import Scope
from services.codes import EventStatus, EventType
from services.models import Event


def joint(scope: Scope) -> dict:
    """Gatherings held with other Ohjaamos: events, heads, heads per event, and both by type of event.

    The heads are those of the whole event: nobody counted which of them came from this house.
    """
    rows = gatherings_in(scope).filter(joint=True).values_list("event_type")
    found = {kind: numbers for kind, *numbers in rows.annotate(events=Count("pk"), heads=Sum("headcount"))}
    events, heads = (sum(numbers[index] for numbers in found.values()) for index in (0, 1))
    by_type = {
        code: dict(zip(("events", "headcount"), found.get(code, (0, 0)), strict=True)) for code in EventType.values
    }
    mean = two_decimals(heads / events) if events else None
    return {"events": events, "headcount": heads, "mean": mean, "by_event_type": by_type}


def candidates(scope: Scope) -> dict:
    """Candidates per recruiting event of the programme: events where they were counted, mean, least and most."""
    rows = Event.objects.filter(event_type=EventType.RECRUITMENT, site__in=scope.sites)
    rows = rows.filter(date__range=(scope.start, scope.end), candidates__isnull=False)
    return spread(rows.exclude(status=EventStatus.CANCELLED).order_by().values_list("candidates", flat=True))


def heads(scope: Scope) -> dict:
    """Heads per recruiting event whose heads were counted: events, mean, least and most."""
    return spread(gatherings_in(scope).filter(event_type=EventType.RECRUITMENT).values_list("headcount", flat=True))


def employers_need(scope: Scope) -> dict:
    """People whom employers need, per contact in the scope where it was said: contacts, mean, least and most."""
    rows = EmployerContact.objects.filter(site__in=scope.sites, date__range=(scope.start, scope.end))
    return spread(rows.filter(need_count__isnull=False).order_by().values_list("need_count", flat=True))


def recruiting(scope: Scope) -> dict:
    """All figures of recruiting."""
    return {"candidates": candidates(scope), "heads": heads(scope), "employers_need": employers_need(scope)}
