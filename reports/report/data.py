"""What a report counts from: read once, in one go, then only computed on."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from network.access import counting
from network.models import Municipality, Project, Site, Target
from reports.catalogue import Entry, catalogue
from reports.figures import Scope, build_scope, figures, more_figures, participation_rows
from reports.figures.areas import AreaRow, load_areas
from reports.figures.people import Person, people_in
from reports.figures.scope import descendants
from reports.figures.targets import targets_of
from reports.models import Report


@dataclass(frozen=True)
class ReportData:
    """A project's figures, and the rows below them that tables by period need.

    catalogue: every figure by its path, to be quoted. municipalities: by code, all that the figures name.
    """

    scope: Scope
    figures: dict
    catalogue: dict[str, Entry]
    rows: Sequence
    areas: list[AreaRow]
    targets: list[Target]
    municipalities: dict[str, Municipality]

    @property
    def project(self) -> Project:
        return self.scope.project

    @property
    def sites(self) -> tuple[Site, ...]:
        return self.scope.sites

    @property
    def children(self) -> tuple[Project, ...]:
        return self.scope.projects[1:]

    @cached_property
    def _people(self) -> dict[int, list[Person]]:
        return {}

    def people_of(self, project: Project) -> list[Person]:
        """The persons of one of the projects with its sub-projects."""
        if project.pk not in self._people:
            self._people[project.pk] = people_in(self.rows, descendants(project.pk, self.scope.projects))
        return self._people[project.pk]


def gather(report: Report) -> ReportData:
    """All that `report` counts over its period; the caller has checked the right to the project's figures.

    Inside a transaction of its own that sees all rows, whoever asks.
    """
    with counting():
        scope = build_scope(report.project, report.period_start, report.period_end)
        counted = figures(scope)
        codes = [code for code in counted["placements"]["by_municipality"] if code]
        return ReportData(
            scope=scope,
            figures=counted,
            catalogue=catalogue(counted | more_figures(scope)),
            rows=participation_rows(scope.projects),
            areas=load_areas(scope.projects),
            targets=targets_of(scope),
            municipalities=Municipality.objects.in_bulk(codes),
        )
