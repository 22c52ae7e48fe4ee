"""Secret addresses of calendars."""

from datetime import datetime

from django.db import transaction

from network.models import Expert, Site
from services.models import CalendarFeed, FeedKind


@transaction.atomic
def make_feed(*, kind: FeedKind, site: Site | None, expert: Expert | None, by) -> CalendarFeed:
    """A new address for a calendar of `site`, or of `expert`'s own shifts."""
    own = kind == FeedKind.EXPERT
    return CalendarFeed.objects.create(
        kind=kind, site=None if own else site, expert=expert if own else None, created_by=by
    )


@transaction.atomic
def revoke_feed(*, feed: CalendarFeed, now: datetime) -> None:
    """From now on the address answers no more; a second time changes nothing."""
    CalendarFeed.objects.filter(pk=feed.pk, revoked_at__isnull=True).update(revoked_at=now)
