"""Setting up the client profiles and change measures that counsellors use."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from clients.models import ClientProfile, Measure, Measurement, ProfileSet
from network.access import Permission, acting_as_system, require


def tools_in_use() -> set[ProfileSet | Measure]:
    """The sets of which somebody has a profile and the measures that somebody has answered, anywhere."""
    with acting_as_system("which guidance tools are in use"):
        sets = ProfileSet.objects.filter(profiles__in=ClientProfile.objects.values("profile"))
        measures = Measure.objects.filter(pk__in=Measurement.objects.values("measure"))
        return {*sets, *measures}


def in_use(tool: ProfileSet | Measure) -> bool:
    """Whether somebody has a profile of the set, or has been measured: then its words change no more."""
    return tool.pk is not None and tool in tools_in_use()


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
