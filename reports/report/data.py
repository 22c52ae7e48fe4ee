"""What a report counts from: read once, in one go, then only computed on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils import timezone

from network.access import counting
from network.codes import PlacementCategory
from network.models import Municipality, Project, Site, Target
from reports.catalogue import Entry, Names, catalogue
from reports.figures import Scope, build_scope, figures, more_figures, participation_rows
from reports.figures.areas import AreaRow, areas_of, load_areas
from reports.figures.people import Person, people_in
from reports.figures.placements import by_area, exits_between
from reports.figures.scope import descendants
from reports.figures.targets import actual, targets_of
from reports.masking import Masked, Shown, add
from reports.masking.family import FamilyMasks, family_masks
from reports.models import Report
from reports.series.entries import series_entries
from reports.series.telling import ToldSeries, told_series


@dataclass(frozen=True)
class ReportData:
    """A project's figures, and the rows below them that tables by period need.

    figures: those of the contract and those beyond. catalogue: every one by its path, to be quoted. municipalities: by
    code, all that the figures name.
    masks: None where small numbers are printed; else the figures are masked, and so is what the methods answer.
    series: what others have published, kept for the project and its sub-projects.
    """

    scope: Scope
    figures: dict
    catalogue: dict[str, Entry]
    rows: Sequence
    areas: list[AreaRow]
    targets: list[Target]
    municipalities: dict[str, Municipality]
    masks: FamilyMasks | None = None
    series: Sequence[ToldSeries] = ()

    @property
    def project(self) -> Project:
        return self.scope.project

    @cached_property
    def hidden(self) -> frozenset[str]:
        """The paths of the figures that a masked report does not tell, or that could be computed from such."""
        if not self.masks:
            return frozenset()
        told = self.catalogue.items()
        return frozenset(path for path, entry in told if entry.value is None or isinstance(entry.value, Masked))

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

    def areas_of(self, project: Project) -> list[AreaRow]:
        """The areas by which one of the projects is told apart."""
        family = descendants(project.pk, self.scope.projects)
        return areas_of(project, [area for area in self.areas if area.project_id in family])

    def actual(self, target: Target) -> Shown:
        """What was reached of a target."""
        return self.masks.actual(target) if self.masks else actual(target, self.people_of(target.project))

    def started(self, project: Project, start: date, end: date) -> Shown:
        """Persons who started in one of the projects between two days: the report's own, or those of a target."""
        if self.masks:
            return self.masks.view(project, start, end)["participants"]["total"]
        return sum(start <= person.start.start_date <= end for person in self.people_of(project))

    def ended(self, project: Project, start: date, end: date) -> dict[str, dict[str, Shown]]:
        """Persons who left between two such days, by area ("" = none) and placement category."""
        if self.masks:
            return self.masks.view(project, start, end)["placements"]["by_area"]
        return by_area(exits_between(self.people_of(project), start, end), self.areas_of(project))

    def ended_in_all(self, project: Project, start: date, end: date) -> dict[str, Shown]:
        """Persons who left between two such days by placement category."""
        if self.masks:
            return self.masks.view(project, start, end)["placements"]["by_category"]
        rows = self.ended(project, start, end).values()
        return {code: add(row[code] for row in rows) for code in PlacementCategory.values}


def gather(report: Report) -> ReportData:
    """All that `report` counts over its period; the caller has checked the right to the project's figures.

    Inside a transaction of its own that sees all rows, whoever asks.
    """
    with counting():
        scope = build_scope(report.project, report.period_start, report.period_end)
        counted = figures(scope) | more_figures(scope)
        masks = family_masks(report.project, timezone.localdate(), report.days) if report.is_masked else None
        if masks:
            counted = masks.figures(scope, counted)
        series = told_series(scope.projects)
        codes = [code for code in counted["placements"]["by_municipality"] if code]
        return ReportData(
            scope=scope,
            figures=counted,
            catalogue=catalogue(counted, Names.of(scope)) | series_entries(series),
            rows=participation_rows(scope.projects),
            areas=load_areas(scope.projects),
            targets=targets_of(scope),
            municipalities=Municipality.objects.in_bulk(codes),
            masks=masks,
            series=series,
        )
