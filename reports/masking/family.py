"""The numbers of a project, its sub-projects and all their years, masked together: a reader can see them all.

One answer for everybody: in which page, report or file a number stands does not change whether it is masked.
"""

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db import connection

from network.models import Project, Target
from reports.figures import Scope
from reports.figures.targets import targets_of
from reports.masking.counted import Counted, Days, Place, count_family
from reports.masking.together import solve_together
from reports.masking.values import Cells, Shown
from reports.masking.views import View, shown
from reports.periods import told_until

KEPT = 8  # solved families per process


@dataclass(frozen=True)
class FamilyMasks:
    """What a reader sees of a family, made by family_masks."""

    counted: Counted
    cells: Cells
    today: date

    def view(self, project: Project, start: date, end: date) -> dict:
        """The masked figures of a project between two days, as far as they are told: of all of it, a year, a masked
        report, a target.

        Of any other days (nobody is offered them) a KeyError.
        """
        place = project.pk, start, told_until(start, end, self.today)
        return shown(View(*place, self.counted.views[place]), self.cells)

    def figures(self, scope: Scope, exact: dict) -> dict:
        """The figures of a scope as they are shown; `exact` has them with their targets. Same shape."""
        found = exact | self.view(scope.project, scope.start, scope.end)
        pairs = zip(targets_of(scope), exact.get("targets", []), strict=True)
        return found | {"targets": [row | {"actual": self.actual(target)} for target, row in pairs]}

    def actual(self, target: Target) -> Shown:
        """The result of a target, as far as its period is told."""
        place, path = self.counted.targets[target.pk]
        return self.cells[View(*place, self.counted.views[place]).key(path)]


def family_masks(project: Project, today: date, days: Days | None = None) -> FamilyMasks:
    """The masks for a project and all its relatives; inside network.access.counting().

    days: of `project`, when they may be others than its own, one of its years or a masked report's.
    """
    root = project
    while root.parent is not None:
        root = root.parent
    return _masks_at(_moment(), root, today, (project.pk, *days) if days else None)


def _masks_at(moment: str, root: Project, today: date, place: Place | None) -> FamilyMasks:
    """Counted once for each moment of the data; what a transaction counts of its own writing is not kept."""
    key = moment, root.pk, today, place
    if (found := _kept.get(key)) is None:
        counted = count_family(root, today, {place} if place else set())
        found = FamilyMasks(counted, _solved(json.dumps(counted.as_plain(), default=str)), today)
        if moment:
            while len(_kept) >= KEPT:
                _kept.pop(next(iter(_kept)), None)
            _kept[key] = found
    return found


def _moment() -> str:
    """What tells one state of the database from another: which writers are done. "" inside one that has written."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_snapshot()::text, pg_current_xact_id_if_assigned()::text")
        snapshot, writing = cursor.fetchone()
    return "" if writing else snapshot


_kept: dict[tuple, FamilyMasks] = {}


@lru_cache(maxsize=KEPT)
def _solved(plain: str) -> Cells:
    """The cells of counted views; kept by the very numbers, so that it is never out of date."""
    found = json.loads(plain)
    views = [
        View(owner, date.fromisoformat(start), date.fromisoformat(end), figures)
        for owner, start, end, figures in found["views"]
    ]
    return solve_together(views, dict(found["below"]), dict(found["towns"]))
