"""Writing head counts: log, mend, withdraw. History is kept by the database's triggers."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from clients.models import Gathering
from network.access import Permission, require


@transaction.atomic
def log_gathering(*, gathering: Gathering, by) -> Gathering:
    """Save a new head count as `by`'s entry; 403 without the right to log at its site."""
    require(by, Permission.LOG_VISITS, gathering.site)
    gathering.created_by = by
    gathering.save()
    return gathering


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
