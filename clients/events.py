"""Events of the programme that are over and wait for their head count."""

from datetime import datetime

from django.db.models import QuerySet

from network.access import Permission, has
from network.models import Site
from services.models import Event
from services.programme import uncounted_events


def events_without_count(user, site: Site, now: datetime) -> QuerySet[Event]:
    """The published events of `site` that are over by `now` without a head count, the oldest first.

    Nothing for whoever does not log visits there.
    """
    if not has(user, Permission.LOG_VISITS, site):
        return Event.objects.none()
    return uncounted_events(site, now)
