from datetime import datetime, timedelta

from services.models import Change

KEPT = timedelta(days=2)


def forget(*, now: datetime) -> int:
    """Erase old marks of change; the public pages are made anew once because of it. How many there were."""
    return Change.objects.filter(at__lt=now - KEPT).delete()[0]
