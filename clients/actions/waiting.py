"""Meeting those who said at the door that they wait."""

from django.utils import timezone

from network.access import Permission, require
from services.models import CheckIn


def meet(*, by, check_in: CheckIn) -> bool:
    """Mark that somebody who waits is met; they wait no more. False when they were met already.

    Raises PermissionDenied unless `by` logs visits at the site where they wait.
    """
    require(by, Permission.LOG_VISITS, check_in.site)
    return bool(CheckIn.objects.filter(pk=check_in.pk, met_at__isnull=True).update(met_at=timezone.now()))
