"""Writing head counts: log, also of an event, mend, withdraw. History is kept by the database's triggers."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from clients.models import Gathering
from network.access import Permission, require
from services.models import Event


@transaction.atomic
def log_gathering(*, gathering: Gathering, by) -> Gathering:
    """Save a new head count as `by`'s entry; 403 without the right to log at its site."""
    require(by, Permission.LOG_VISITS, gathering.site)
    gathering.created_by = by
    gathering.save()
    return gathering


class CountedError(Exception):
    """The heads of the event were counted already."""


@transaction.atomic
def count_event(*, event: Event, gathering: Gathering, outcome: dict, by) -> Gathering:
    """Save `gathering` as the one head count of `event`, with all else that the event tells. Raises CountedError.

    `outcome`: candidates and hired, kept with a recruiting event.
    """
    require(by, Permission.LOG_VISITS, event.site)
    # One at a time per event, so that it is never counted twice.
    event = Event.objects.select_for_update(of=("self",)).get(pk=event.pk)
    if event.gatherings.filter(withdrawn_at__isnull=True).exists():
        raise CountedError
    gathering.event, gathering.site, gathering.date = event, event.site, event.date
    gathering.kind, gathering.event_type, gathering.title = event.kind, event.event_type, event.title_fi
    gathering.joint = event.joint_sites.exists()
    gathering.campaign = event.campaign.name if event.campaign else ""
    if outcome:
        event.candidates, event.hired = outcome["candidates"], outcome["hired"]
        event.version += 1
        event.save(update_fields=["candidates", "hired", "version", "updated_at"])
    return log_gathering(gathering=gathering, by=by)


@transaction.atomic
def mend_gathering(*, gathering: Gathering, by) -> Gathering:
    """Save one's own changed head count of the same day; 403 for others' entries, later days and other sites."""
    require(by, Permission.LOG_VISITS, gathering.site)
    _locked_own(gathering.pk, by)
    gathering.save()
    return gathering


@transaction.atomic
def withdraw_gathering(*, pk: int, by) -> Gathering:
    """Take one's own head count of the same day out of all figures; the row and its history stay."""
    gathering = _locked_own(pk, by)
    gathering.withdrawn_at, gathering.withdrawn_by = timezone.now(), by
    gathering.version += 1
    gathering.save(update_fields=["withdrawn_at", "withdrawn_by", "version"])
    return gathering


def _locked_own(pk: int, by) -> Gathering:
    """The stored row, locked; 403 unless `by` may mend it now."""
    stored = Gathering.objects.select_for_update(of=("self",)).get(pk=pk)
    if not stored.is_mendable_by(by, timezone.localdate()):
        raise PermissionDenied
    return stored
