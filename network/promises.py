"""The numbers that targets have had: read from their versions, and from the history for those of before."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from network.models import Target, TargetVersion


@dataclass(frozen=True)
class Past:
    """A target's numbers, the newest first. before: the number from before the first known day, None if none."""

    versions: Sequence[TargetVersion]
    before: int | None = None

    @property
    def set_on(self) -> date | None:
        """The day on which the number that holds was set; None = not known when."""
        return self.versions[0].set_on if self.versions else None

    @property
    def was(self) -> int | None:
        """The number before the one that holds, None where there was no other."""
        numbers = [version.number for version in self.versions] + [self.before]
        return next((number for number in numbers[1:] if number not in (None, numbers[0])), None)


def pasts_of(targets: Sequence[Target]) -> dict[int, Past]:
    """The past of each target by its id; two queries for all."""
    versions = defaultdict(list)
    for version in TargetVersion.objects.filter(goal__in=targets).select_related("recorded_by"):
        versions[version.goal_id].append(version)
    before = _numbers_before(versions)
    return {target.pk: Past(versions[target.pk], before.get(target.pk)) for target in targets}


def _numbers_before(versions: dict[int, list[TargetVersion]]) -> dict[int, int]:
    """What targets had when their first version was recorded, where the history knows another number than that.

    The history keeps old rows: the one of the change that brought the first version holds the number before it.
    """
    first = {pk: min(rows, key=lambda row: row.pk) for pk, rows in versions.items()}
    found = {}
    for event in Target.history.rel.related_model.objects.filter(pgh_obj__in=first).order_by("pgh_id"):
        version = first[event.pgh_obj_id]
        if event.pgh_created_at <= version.recorded_at:
            known = found.get(event.pgh_obj_id)
            # Of one transaction's changes the first is the one before the version.
            if known is None or event.pgh_created_at > known.pgh_created_at:
                found[event.pgh_obj_id] = event
    return {pk: event.target for pk, event in found.items() if event.target != first[pk].number}
