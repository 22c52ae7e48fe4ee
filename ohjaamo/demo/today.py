"""The demo's day: people who wait, on the day on which it is loaded."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from network.models import OpeningException, Site
from services.models import CheckIn


def make_today(sites: dict[str, Site], now: datetime) -> None:
    """People who wait; today is open whatever the weekday."""
    today = timezone.localdate(now)
    for site in sites.values():
        if today.weekday() >= 5:
            OpeningException.objects.create(
                site=site, date=today, opens=time(9), closes=time(20), reason="Avoimet ovet viikonloppuna"
            )
        CheckIn.objects.create(site=site, nickname="Nella", arrived_at=now - timedelta(minutes=9))
        CheckIn.objects.create(site=site, nickname="", arrived_at=now - timedelta(minutes=3))
