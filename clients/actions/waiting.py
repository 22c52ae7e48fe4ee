"""Meeting those who said at the door that they wait."""

from django.utils import timezone

from network.access import Permission, require
from network.models import Site
from services.models import CheckIn


def meet(*, by, site: Site, check_in: int) -> bool:
    """Mark that somebody who waits at `site` is met; they wait no more. False when they were met already.

    Raises PermissionDenied unless `by` logs visits at `site`.
    """
    require(by, Permission.LOG_VISITS, site)
    return bool(CheckIn.objects.waiting(site).filter(pk=check_in).update(met_at=timezone.now()))
