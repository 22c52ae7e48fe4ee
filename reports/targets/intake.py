"""How many started against how many were promised: by period and area, with the overall target as its own row."""

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from network.codes import INTAKE
from network.models import Target
from network.spreadsheets import Column
from reports.masking import Shown, add
from reports.overview.table import share
from reports.targets.grid import Grid, Group, Value
from reports.targets.ground import Ground
from reports.targets.sums import (
    Span,
    by_span,
    number_of_period,
    overall_of,
    overlaps,
    remarks_on,
    span_of,
)


def intake_grids(ground: Ground) -> list[Grid]:
    """The targets of the project by period, those of its sub-projects below; nothing where no target was set."""
    wanted = [target for target in ground.targets if target.measure == INTAKE]
    own = [target for target in wanted if target.project_id == ground.project.pk]
    below = [target for target in wanted if target.project_id != ground.project.pk]
    return [*([_own(ground, own)] if own else []), *([_below(ground, below)] if below else [])]


def period_label(span: Span) -> str:
    """The period's name with its days."""
    name, start, end = span
    dates = "–".join(date_format(day, "SHORT_DATE_FORMAT") for day in (start, end))
    return f"{name} ({dates})"


def _own(ground: Ground, targets: Sequence[Target]) -> Grid:
    overall = overall_of(targets)
    parts = [target for target in targets if target not in overall]
    areas = list(dict.fromkeys(target.area.name for target in parts if target.area))
    rows = [_period_row(ground, span, found, areas) for span, found in by_span(parts).items()]
    foot = [_together(rows)] if len(rows) > 1 and not overlaps(by_span(parts)) else []
    foot += [_overall_row(ground, one, len(areas)) for one in overall]
    pair = (Column(_("Target"), "integer"), Column(_("Reached"), "integer"))
    groups = [Group(name, pair) for name in areas]
    return Grid(
        key="intake-targets",
        title=_("New participants: targets and results"),
        definition=_("People whose first start in the project lies in the period; each counts once."),
        heading=_("Period"),
        groups=[*groups, Group(_("All") if areas else "", (*pair, Column(_("% of target"), "percent")))],
        rows=rows or foot,
        foot=foot if rows else [],
        notes=_notes(targets, [*parts, *overall]),
    )


def _period_row(ground: Ground, span: Span, targets: Sequence[Target], areas: Sequence[str]) -> list[Value]:
    cells: list[Value] = [span[0]]
    for name in areas:
        found = next((one for one in targets if one.area and one.area.name == name), None)
        cells += [found.target, ground.actual(found)] if found else [None, None]
    return cells + _result(number_of_period(targets), ground.started(ground.project, *span[1:]))


def _together(rows: Sequence[Sequence[Value]]) -> list[Value]:
    """The periods added up; they share no day, so nobody is counted twice."""
    sums = [add(row[index] or 0 for row in rows) for index in range(1, len(rows[0]) - 1)]
    return [_("Periods together"), *sums, share(sums[-1], sums[-2])]


def _overall_row(ground: Ground, target: Target, areas: int) -> list[Value]:
    label = _("Overall target (%(period)s)") % {"period": target.period}
    return [
        label,
        *[""] * (2 * areas),
        *_result(target.target, ground.started(target.project, target.period_start, target.period_end)),
    ]


def _result(target: int, reached: Shown) -> list[Value]:
    return [target, reached, share(reached, target)]


def _notes(targets: Sequence[Target], in_order: Sequence[Target]) -> list[str]:
    days = _("Periods: %(periods)s.") % {"periods": ", ".join(period_label(span) for span in by_span(in_order))}
    return [_("% of target = reached, of the target on the same row."), days, *remarks_on(targets)]


def _below(ground: Ground, targets: Sequence[Target]) -> Grid:
    numbers = (
        Column(_("Target"), "integer"),
        Column(_("Reached"), "integer"),
        Column(_("% of target"), "percent"),
        Column(_("In the parent's"), "integer"),
    )
    return Grid(
        key="intake-targets-below",
        title=_("New participants in the sub-projects: targets and results"),
        definition=_("People whose first start in the sub-project lies in the period; each counts once in it."),
        heading=_("Sub-project and period"),
        groups=[Group("", numbers)],
        rows=[_below_row(ground, target) for target in targets],
        notes=[_("A target that is included in the parent project's target is never added to it.")],
    )


def _below_row(ground: Ground, target: Target) -> list[Value]:
    area = f", {target.area.name}" if target.area else ""
    reached = ground.actual(target)
    included = {True: _("Yes"), False: _("No"), None: None}[target.included_in_parent]
    label = f"{target.project.name}{area}: {period_label(span_of(target))}"
    return [label, *_result(target.target, reached), included]
