"""What targets are looked at with: the project's targets, areas and people, read once."""

from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from network.access import counting
from network.models import Project, Target
from reports.figures import Scope, build_scope, participation_rows
from reports.figures.areas import AreaRow, areas_of, load_areas
from reports.figures.people import Person, people_in
from reports.figures.placements import by_area, by_category, exits_between
from reports.figures.scope import descendants
from reports.figures.targets import actual, targets_of
from reports.masking import Shown


class Ground(Protocol):
    """A project with its sub-projects and what was reached in them: the page's own reading, or a report's data.

    A report that hides small numbers answers with masked ones.
    """

    scope: Scope
    targets: list[Target]

    @property
    def project(self) -> Project: ...

    def areas_of(self, project: Project) -> list[AreaRow]: ...

    def actual(self, target: Target) -> Shown: ...

    def started(self, project: Project, start: date, end: date) -> Shown: ...

    def ended(self, project: Project, start: date, end: date) -> dict[str, dict[str, Shown]]: ...

    def ended_in_all(self, project: Project, start: date, end: date) -> dict[str, Shown]: ...


@dataclass(frozen=True)
class Reading:
    """A ground with exact numbers: the page's own, made by `read`, or below a report's data."""

    scope: Scope
    areas: list[AreaRow]
    targets: list[Target]
    rows: list
    _people: dict[int, list[Person]] = field(default_factory=dict)

    @property
    def project(self) -> Project:
        return self.scope.project

    def people_of(self, project: Project) -> list[Person]:
        """The persons of one of the projects with its sub-projects."""
        if project.pk not in self._people:
            self._people[project.pk] = people_in(self.rows, descendants(project.pk, self.scope.projects))
        return self._people[project.pk]

    def areas_of(self, project: Project) -> list[AreaRow]:
        """The areas by which one of the projects is told apart."""
        family = descendants(project.pk, self.scope.projects)
        return areas_of(project, [area for area in self.areas if area.project_id in family])

    def actual(self, target: Target) -> int:
        """What was reached of a target."""
        return actual(target, self.people_of(target.project))

    def started(self, project: Project, start: date, end: date) -> int:
        """Persons who started in one of the projects between two days, wherever they live."""
        return sum(start <= person.start.start_date <= end for person in self.people_of(project))

    def ended(self, project: Project, start: date, end: date) -> dict[str, dict[str, int]]:
        """Persons who left between two days, by area ("" = none) and placement category."""
        return by_area(exits_between(self.people_of(project), start, end), self.areas_of(project))

    def ended_in_all(self, project: Project, start: date, end: date) -> dict[str, int]:
        """Persons who left between two days by placement category."""
        return by_category(exits_between(self.people_of(project), start, end))


def read(project: Project) -> Reading:
    """The project over its whole time; the caller has checked the right to its exact figures."""
    with counting():
        scope = build_scope(project)
        rows = participation_rows(scope.projects)
        return Reading(scope, load_areas(scope.projects), targets_of(scope), rows)
