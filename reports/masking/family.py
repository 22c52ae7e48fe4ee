"""The numbers of a project, its sub-projects and all their years, masked together: a reader can see them all.

One answer for everybody: in which page, report or file a number stands does not change whether it is masked.
"""

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from network.models import Project, Target
from reports.figures import Scope
from reports.figures.targets import targets_of
from reports.masking.counted import Counted, Place, count_family
from reports.masking.hiding import solve
from reports.masking.system import System
from reports.masking.values import Cells, Shown
from reports.masking.views import View, put, relate_areas, relate_below, relate_over_time, shown

KEPT = 8  # solved families per process


@dataclass(frozen=True)
class FamilyMasks:
    """What a reader sees of a family, made by family_masks."""

    counted: Counted
    cells: Cells

    def view(self, project: Project, start: date, end: date) -> dict:
        """The masked figures of a project between two days: of all of it, a year, a masked report, a target.

        Of any other days (nobody is offered them) a KeyError.
        """
        place = project.pk, start, end
        return shown(View(*place, self.counted.views[place]), self.cells)

    def figures(self, scope: Scope, targets: list[dict]) -> dict:
        """All masked figures of a scope; `targets` are its targets with their exact results."""
        found = self.view(scope.project, scope.start, scope.end)
        pairs = zip(targets_of(scope), targets, strict=True)
        return found | {"targets": [row | {"actual": self.actual(target)} for target, row in pairs]}

    def actual(self, target: Target) -> Shown:
        """The result of a target."""
        place, path = self.counted.targets[target.pk]
        return self.cells[View(*place, self.counted.views[place]).key(path)]


def family_masks(project: Project, today: date) -> FamilyMasks:
    """The masks for a project and all its relatives; inside network.access.counting()."""
    root = project
    while root.parent is not None:
        root = root.parent
    counted = count_family(root, today)
    return FamilyMasks(counted, _solved(json.dumps(counted.as_plain(), default=str)))


@lru_cache(maxsize=KEPT)
def _solved(plain: str) -> Cells:
    """The cells of counted views; kept by the very numbers, so that it is never out of date."""
    found, system = json.loads(plain), System()
    views: dict[Place, View] = {}
    for pk, start, end, figures in found["views"]:
        view = View(pk, date.fromisoformat(start), date.fromisoformat(end), figures)
        views[pk, view.start, view.end] = view
        put(system, view)
    for pk, towns in found["towns"]:
        for view in views.values():
            if view.owner == pk:
                relate_areas(system, view, towns)
    _relate_families(system, list(views.values()), dict(found["below"]))
    return solve(system)


def _relate_families(system: System, views: list[View], below: dict[int, list[int]]) -> None:
    by_owner: dict[int, list[View]] = {owner: [] for owner in below}
    for view in views:
        by_owner[view.owner].append(view)
    for owner, children in below.items():
        relate_over_time(system, by_owner[owner])
        for whole in by_owner[owner] if children else ():
            relate_below(system, whole, [by_owner[child] for child in children])
