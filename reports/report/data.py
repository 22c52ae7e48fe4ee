"""What a report counts from: read once, in one go, then only computed on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils import timezone

from network.access import counting
from network.models import Municipality, Project, Site, Target
from reports.catalogue import Entry, Names, catalogue
from reports.figures import build_scope, figures, more_figures, participation_rows
from reports.figures.areas import load_areas
from reports.figures.targets import targets_of
from reports.masking import Masked, Shown
from reports.masking.family import FamilyMasks, family_masks
from reports.models import Report
from reports.periods import told_until
from reports.series.entries import series_entries
from reports.series.telling import ToldSeries, told_series
from reports.targets.ground import Reading


@dataclass(frozen=True, kw_only=True)
class ReportData(Reading):
    """A project's figures, and what tables of targets and of periods need besides.

    figures: those of the contract and those beyond. catalogue: every one by its path, to be quoted. municipalities: by
    code, all that the figures name.
    masks: None where small numbers are printed; else the figures are masked, and so is what the methods answer.
    series: what others have published, kept for the project and its sub-projects.
    """

    figures: dict
    catalogue: dict[str, Entry]
    municipalities: dict[str, Municipality]
    masks: FamilyMasks | None = None
    series: Sequence[ToldSeries] = ()

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

    def actual(self, target: Target) -> Shown:
        """What was reached of a target."""
        return self.masks.actual(target) if self.masks else super().actual(target)

    def started(self, project: Project, start: date, end: date) -> Shown:
        """Persons who started in one of the projects between two days: the report's own, or those of a target."""
        if self.masks:
            return self.masks.view(project, start, end)["participants"]["total"]
        return super().started(project, start, end)

    def ended(self, project: Project, start: date, end: date) -> dict[str, dict[str, Shown]]:
        """Persons who left between two such days, by area ("" = none) and placement category."""
        if self.masks:
            return self.masks.view(project, start, end)["placements"]["by_area"]
        return super().ended(project, start, end)

    def ended_in_all(self, project: Project, start: date, end: date) -> dict[str, Shown]:
        """Persons who left between two such days by placement category."""
        if self.masks:
            return self.masks.view(project, start, end)["placements"]["by_category"]
        return super().ended_in_all(project, start, end)


def gather(report: Report) -> ReportData:
    """All that `report` counts over its period; the caller has checked the right to the project's figures.

    A masked report counts as far as outsiders are told: in a running period up to the last closed month.

    Inside a transaction of its own that sees all rows, whoever asks.
    """
    with counting():
        today, end = timezone.localdate(), report.period_end
        if report.is_masked:
            end = told_until(report.period_start, end, today)
        scope = build_scope(report.project, report.period_start, end)
        counted = figures(scope) | more_figures(scope)
        masks = family_masks(report.project, today, (scope.start, scope.end)) if report.is_masked else None
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
