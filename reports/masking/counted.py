"""Everything that one reader may see of a project's family: each project, each of its years, each target's period."""

from collections.abc import Sequence, Set
from copy import copy
from dataclasses import dataclass, field
from datetime import date

from network.codes import INTAKE
from network.models import Project, Target
from reports.figures import build_scope, figures, more_figures, participation_rows
from reports.figures.areas import AreaRow, area_by_municipality, areas_of, load_areas
from reports.figures.people import people_in
from reports.figures.placements import by_area, by_category, exits_between
from reports.figures.scope import descendants
from reports.figures.targets import actual, targets_of
from reports.masking.views import Path
from reports.models import Report, SmallNumbers
from reports.periods import told_until, years

Days = tuple[date, date]
Place = tuple[int, date, date]  # a project and two days


@dataclass
class Counted:
    """Exact numbers. views: figures by project and days. below: sub-projects of each project.

    towns: {project: {municipality: area}}. targets: where in the views the result of each target stands.
    """

    views: dict[Place, dict] = field(default_factory=dict)
    below: dict[int, list[int]] = field(default_factory=dict)
    towns: dict[int, dict[str, str]] = field(default_factory=dict)
    targets: dict[int, tuple[Place, Path]] = field(default_factory=dict)

    def as_plain(self) -> dict:
        """All that masks depend on, as JSON has it."""
        views = [[pk, str(start), str(end), found] for (pk, start, end), found in self.views.items()]
        return {"views": views, "below": list(self.below.items()), "towns": list(self.towns.items())}


def count_family(root: Project, today: date, places: Set[Place] = frozenset()) -> Counted:
    """Counts all that belongs to a project without a parent, and these places; inside network.access.counting()."""
    projects = root.family()
    rows, areas = participation_rows(projects), load_areas(projects)
    counted = Counted()
    for project in projects:
        counted.below[project.pk] = [child.pk for child in projects if child.parent_id == project.pk]
        own = [area for area in areas if area.project_id in descendants(project.pk, projects)]
        counted.towns[project.pk] = area_by_municipality(areas_of(project, own))
        asked = {(start, end) for pk, start, end in places if pk == project.pk}
        for start, end in sorted(_periods(project, today) | asked):
            scope = build_scope(project, start, end)
            found = figures(scope) | more_figures(scope)
            counted.views[project.pk, start, end] = {name: found[name] for name in found if name != "targets"}
    people = _People(projects, rows, areas)
    for target in targets_of(build_scope(root)):
        told = copy(target)
        told.period_end = told_until(target.period_start, target.period_end, today)
        counted.targets[target.pk] = _place_of(told, counted, people)
    return counted


def _periods(project: Project, today: date) -> set[Days]:
    """The whole project, its years that have begun, and the periods of its masked reports, as far as they are told."""
    reports = Report.objects.filter(project=project, small_numbers=SmallNumbers.MASKED)
    asked = {(project.start_date, project.end_date), *reports.values_list("period_start", "period_end")}
    found = {(start, told_until(start, end, today)) for start, end in asked}
    last = min(told_until(project.start_date, project.end_date, today), today)
    return found | {(year.start, year.end) for year in years(project.start_date, last) if last >= project.start_date}


@dataclass(frozen=True)
class _People:
    """What the results of targets are counted from."""

    projects: Sequence[Project]
    rows: Sequence
    areas: list[AreaRow]

    def count(self, project: Project, start: date, end: date) -> dict:
        """Who started and who left between two days: a small view, of what tables by period show."""
        people = self.people(project)
        own = [area for area in self.areas if area.project_id in descendants(project.pk, self.projects)]
        exits = exits_between(people, start, end)
        return {
            "participants": {"total": sum(start <= one.start.start_date <= end for one in people)},
            "placements": {
                "ended": len(exits),
                "by_category": by_category(exits),
                "by_area": by_area(exits, areas_of(project, own)),
            },
        }

    def people(self, project: Project) -> list:
        return people_in(self.rows, descendants(project.pk, self.projects))


def _place_of(target: Target, counted: Counted, people: _People) -> tuple[Place, Path]:
    """Where the result of a target stands; it is put there if it is not."""
    place = target.project_id, target.period_start, target.period_end
    if place not in counted.views:
        counted.views[place] = people.count(target.project, *place[1:])
    view = counted.views[place]
    if target.area is None:
        intake, category = ("participants", "total"), ("placements", "by_category", target.measure)
        return place, intake if target.measure == INTAKE else category
    number, name = actual(target, people.people(target.project)), target.area.name
    shown = view["placements"]["by_area"].get(name, {}).get(target.measure)
    if target.measure != INTAKE and shown == number:
        return place, ("placements", "by_area", name, target.measure)
    table = "intake_by_area" if target.measure == INTAKE else f"{target.measure}_by_area"
    view.setdefault(table, {})[name] = number
    return place, (table, name)
