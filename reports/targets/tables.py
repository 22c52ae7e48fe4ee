"""The targets of a page as tables: what stands on the screen, and the same in spreadsheets."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from network.models import Project
from network.spreadsheets import Column, Sheet
from reports.targets.bar import bar
from reports.targets.grid import Grid
from reports.targets.ground import Ground
from reports.targets.intake import intake_grids
from reports.targets.placed import placement_grids
from reports.targets.results import Result
from reports.targets.sums import remarks
from reports.targets.words import ICONS, difference_text, forecast_text, state_text


@dataclass(frozen=True)
class Line:
    """A result as a row: its name within its group, its words, its bar."""

    result: Result
    name: str
    more: str = ""

    @property
    def icon(self) -> str:
        return ICONS[self.result.course.state]

    @property
    def state(self) -> str:
        return state_text(self.result.course)

    @property
    def difference(self) -> str:
        return difference_text(self.result.course)

    @property
    def forecast(self) -> str:
        return forecast_text(self.result.course)

    @property
    def bar(self):
        return bar(self.result.course)


@dataclass(frozen=True)
class Block:
    """Rows under one heading. days: the period of all rows, where they share one; such a block can be folded."""

    key: str
    title: str
    lines: Sequence[Line]
    days: tuple = ()

    @property
    def is_open(self) -> bool:
        """Whether its period is running, so that it is what people look for."""
        course = self.lines[0].result.course
        return course.has_begun and not course.is_over

    @property
    def sum(self) -> str:
        """How many of its targets have been reached."""
        done = sum(line.result.course.result >= line.result.course.target for line in self.lines)
        return _("%(done)s of %(all)s reached") % {"done": done, "all": len(self.lines)}


@dataclass(frozen=True)
class Answer:
    """The page of one project: the main results, all of its targets, those of its sub-projects, what does not fit."""

    project: Project
    heads: Sequence[Line]
    blocks: Sequence[Block]
    below: Sequence[tuple[Project, Sequence[Line]]]
    remarks: Sequence[str]
    grids: Sequence[Grid] = field(default_factory=list)
    results: Sequence[Result] = field(default_factory=list)

    @property
    def has_forecasts(self) -> bool:
        """Whether one of the periods has run long enough to look forward."""
        return any(one.course.forecast is not None for one in self.results)

    @property
    def is_running(self) -> bool:
        """Whether one of the periods is running, so that bars have a mark for today."""
        return any(one.course.has_begun and not one.course.is_over for one in self.results)

    @property
    def is_empty(self) -> bool:
        return not self.results


def answer(ground: Ground, results: Sequence[Result]) -> Answer:
    """All that the page shows of a project."""
    own = [one for one in results if one.target.project_id == ground.project.pk]
    return Answer(
        ground.project,
        [Line(one, one.target.period) for one in _heads(own)],
        _blocks(own),
        _below(ground, results),
        remarks(ground.targets, ground.project),
        [*intake_grids(ground), *placement_grids(ground, [ground.project])] if results else [],
        results,
    )


def area_name(result: Result) -> str:
    """The area's name; the whole project where there is none."""
    return result.target.area.name if result.target.area else _("The whole project")


def _heads(own: Sequence[Result]) -> list[Result]:
    """What stands on top: the overall intake targets, else those of the periods for the whole project."""
    intake = [one for one in own if one.is_intake and one.target.area_id is None]
    return [one for one in intake if one.is_overall] or intake


def _blocks(own: Sequence[Result]) -> list[Block]:
    """Intake first, then the placements of each period."""
    intake = [
        Line(one, _period_and_area(one), _days(one))
        for one in sorted(own, key=lambda one: one.is_overall)
        if one.is_intake
    ]
    blocks = [Block("intake", _("New participants"), intake)] if intake else []
    periods: dict[tuple, list[Result]] = {}
    for one in own:
        if not one.is_intake:
            periods.setdefault((one.target.period, one.target.period_start, one.target.period_end), []).append(one)
    for number, ((period, start, end), found) in enumerate(periods.items(), start=1):
        lines = [Line(one, one.measure, area_name(one) if one.target.area else "") for one in found]
        title = _("Placements: %(period)s") % {"period": period}
        blocks.append(Block(f"placements-{number}", title, lines, (start, end)))
    return blocks


def _period_and_area(one: Result) -> str:
    return f"{one.target.period}, {one.target.area.name}" if one.target.area else one.target.period


def _days(one: Result) -> str:
    days = (one.target.period_start, one.target.period_end)
    return "–".join(date_format(day, "SHORT_DATE_FORMAT") for day in days)


def _below(ground: Ground, results: Sequence[Result]) -> list[tuple[Project, list[Line]]]:
    """The sub-projects with their intake; the rest stands on their own pages."""
    return [
        (project, [Line(one, _period_and_area(one), _days(one)) for one in results if _is_intake_of(one, project)])
        for project in ground.scope.projects
        if project.parent_id == ground.project.pk
    ]


def _is_intake_of(one: Result, project: Project) -> bool:
    return one.is_intake and one.target.project_id == project.pk


def sheets(told: Answer) -> list[tuple[str, Sheet]]:
    """The page's tables by their keys, in its order: all targets with their results first."""
    return [("results", _sheet(told)), *((grid.key, grid.sheet()) for grid in told.grids)]


def _sheet(told: Answer) -> Sheet:
    columns = [
        Column(_("Project")),
        Column(_("Period")),
        Column(_("First day"), "date"),
        Column(_("Last day"), "date"),
        Column(_("Area")),
        Column(_("Measure")),
        Column(_("Target, people"), "integer"),
        Column(_("Number set on"), "date"),
        Column(pgettext("an earlier number", "Was"), "integer"),
        Column(_("In the parent's target")),
        Column(_("Result"), "integer"),
        Column(_("% of target"), "percent"),
        Column(_("Expected by today"), "integer"),
        Column(_("State")),
        Column(_("In words")),
        Column(_("If it goes on as until now"), "integer"),
    ]
    return Sheet(_("Targets and results"), columns, [_row(one) for one in _in_order(told)], told.remarks)


def _in_order(told: Answer) -> list[Result]:
    """The results as the page shows them; those of sub-projects that it leaves to their own pages come last."""
    shown = [line.result for block in told.blocks for line in block.lines]
    shown += [line.result for _project, lines in told.below for line in lines]
    seen = {id(one) for one in shown}
    return shown + [one for one in told.results if id(one) not in seen]


def _row(one: Result) -> list:
    target, course = one.target, one.course
    included = {True: _("Yes"), False: _("No"), None: ""}[target.included_in_parent]
    return [
        target.project.name,
        target.period,
        target.period_start,
        target.period_end,
        area_name(one),
        one.measure,
        target.target,
        one.past.set_on,
        one.past.was,
        included,
        course.result,
        course.percent,
        course.expected,
        state_text(course),
        difference_text(course),
        course.forecast,
    ]
