"""Somebody says at the door that they wait."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from network.models import Site
from services.models import CheckIn, CheckInPoint
from services.models.check_in import new_secret

MOST_WAITING = 30
PAUSE = timedelta(seconds=4)


class TooManyError(Exception):
    """So many wait already that the list would help nobody."""


class TooSoonError(Exception):
    """Somebody else pressed the button a moment ago."""


@transaction.atomic
def check_in(*, point: CheckInPoint, nickname: str, now: datetime) -> CheckIn:
    """Put somebody on today's list of those who wait, and erase the rows of earlier days.

    The same name again within a few seconds is the same person pressing twice: the first row is the answer.
    Raises TooSoonError or TooManyError.
    """
    # One at a time per tablet, so that the limits hold.
    CheckInPoint.objects.select_for_update(of=("self",)).get(pk=point.pk)
    CheckIn.objects.filter(arrived_at__date__lt=timezone.localdate(now)).delete()
    latest = CheckIn.objects.filter(site=point.site_id, arrived_at__gt=now - PAUSE).order_by("-arrived_at").first()
    if latest is not None:
        if latest.nickname == nickname:
            return latest
        raise TooSoonError
    if CheckIn.objects.waiting(point.site_id).count() >= MOST_WAITING:
        raise TooManyError
    return CheckIn.objects.create(site_id=point.site_id, nickname=nickname, arrived_at=now)


@transaction.atomic
def turn_on(*, site: Site, by) -> CheckInPoint:
    """Take the tablet of `site` into use."""
    point, _made = CheckInPoint.objects.update_or_create(site=site, defaults={"is_on": True})
    return point


@transaction.atomic
def turn_off(*, site: Site, by) -> None:
    """The tablet says that it is not in use; its address stays."""
    CheckInPoint.objects.filter(site=site).update(is_on=False)


@transaction.atomic
def renew(*, site: Site, by) -> None:
    """A new address; whoever has the old one is out."""
    CheckInPoint.objects.filter(site=site).update(secret=new_secret())
