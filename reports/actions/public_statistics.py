"""Turning the public statistics of an Ohjaamo on and off."""

from django.db import transaction

from network.models import User
from reports.models import PublicStatistics
from services.models import Change


@transaction.atomic
def set_public_statistics(*, setting: PublicStatistics, by: User) -> PublicStatistics:
    """Saves whether and from which year on the numbers are shown; the public pages are made anew at once.

    The caller has locked a stored row (versioned form). IntegrityError when a first one was made meanwhile.
    """
    setting.version += 1  # the kept numbers go by it too (reports/public_statistics.py)
    setting.changed_by = by
    setting.save()
    Change.objects.create()
    return setting
