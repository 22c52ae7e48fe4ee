"""Setting up the client profiles and change measures that counsellors use."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from clients.models import ClientProfile, Measure, Measurement, ProfileSet
from network.access import Permission, acting_as_system, require


def in_use(tool: ProfileSet | Measure) -> bool:
    """Whether somebody has a profile of the set, or has been measured: then its words change no more."""
    if tool.pk is None:
        return False
    with acting_as_system("is a guidance tool in use"):
        if isinstance(tool, ProfileSet):
            return ClientProfile.objects.filter(profile__profile_set=tool).exists()
        return Measurement.objects.filter(measure=tool).exists()


@transaction.atomic
def end_earlier_sets(*, by, newest: ProfileSet) -> int:
    """Let the sets before `newest` end the day before it begins (at the earliest on their own first day)."""
    require(by, Permission.SET_UP_GUIDANCE)
    last = newest.valid_from - timedelta(days=1)
    older = ProfileSet.objects.exclude(pk=newest.pk).filter(Q(valid_to__isnull=True) | Q(valid_to__gt=last))
    ended = 0
    for row in older.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=newest.valid_from)):
        row.valid_to = max(last, row.valid_from or last)
        row.version += 1
        row.save(update_fields=["valid_to", "version"])
        ended += 1
    return ended


@transaction.atomic
def end_tool(*, by, tool: ProfileSet | Measure, day: date) -> None:
    """Take a set or a measure out of use after `day` (at the earliest after its own first day)."""
    require(by, Permission.SET_UP_GUIDANCE)
    tool.valid_to = max(day, tool.valid_from or day)
    tool.version += 1
    tool.save(update_fields=["valid_to", "version"])
