"""Turning the public statistics of an Ohjaamo on and off."""

from django.db import transaction

from network.models import User
from reports.models import PublicStatistics
from services.models import Change


@transaction.atomic
def set_public_statistics(*, setting: PublicStatistics, by: User) -> PublicStatistics:
    """Saves whether and from which year on the numbers are shown; the public pages are made anew at once."""
    setting.changed_by = by
    setting.save()
    Change.objects.create()
    return setting
