"""Events of the programme that are over and wait for their head count."""

from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from network.access import Permission, has, sites_for
from network.models import Site
from services.models import Event
from services.programme import uncounted_events


def events_without_count(user, site: Site, now: datetime) -> QuerySet[Event]:
    """The published events of `site` that are over by `now` without a head count, the oldest first.

    Nothing for whoever does not log visits there.
    """
    if not has(user, Permission.LOG_VISITS, site):
        return Event.objects.none()
    return uncounted_events([site], now)


def events_to_do(user, today: date) -> QuerySet[Event]:
    """The events without a head count at all Ohjaamos where `user` logs visits, the oldest first, with their site."""
    sites = sites_for(user, Permission.LOG_VISITS)
    return uncounted_events(sites, timezone.now()).select_related("site")
