"""How many started against how many were promised: by period and area, with the overall target as its own row."""

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from network.codes import INTAKE
from network.models import Project, Target
from reports.charts import grouped
from reports.figures.targets import actual
from reports.report.blocks import Block, Cell, Table, head, number, row, share
from reports.report.data import ReportData

Span = tuple[str, object, object]


def intake_targets(data: ReportData) -> list[Block]:
    """The targets of the project by period, those of its sub-projects below; nothing where no target was set."""
    wanted = [target for target in data.targets if target.measure == INTAKE]
    own = [target for target in wanted if target.project_id == data.project.pk]
    below = [target for target in wanted if target.project_id != data.project.pk]
    return [*([_own(data, own)] if own else []), *([_below(data, below)] if below else [])]


def _span(target: Target) -> Span:
    return target.period, target.period_start, target.period_end


def overall_of(targets: Sequence[Target]) -> list[Target]:
    """Targets without an area whose period holds another target's period and more: they stand for the whole."""

    def holds(one: Target, other: Target) -> bool:
        inside = one.period_start <= other.period_start and other.period_end <= one.period_end
        return inside and (one.period_start, one.period_end) != (other.period_start, other.period_end)

    return [one for one in targets if one.area is None and any(holds(one, other) for other in targets)]


def _reached(data: ReportData, project: Project, span: Span) -> int:
    """Persons who started in the period, wherever they live."""
    target = Target(project=project, period_start=span[1], period_end=span[2], measure=INTAKE, target=0)
    return actual(target, data.people_of(project))


def _own(data: ReportData, targets: Sequence[Target]) -> Table:
    overall = overall_of(targets)
    parts = [target for target in targets if target not in overall]
    areas = list(dict.fromkeys(target.area.name for target in parts if target.area))
    spans = list(dict.fromkeys(_span(target) for target in parts))
    rows = [_period_row(data, span, [one for one in parts if _span(one) == span], areas) for span in spans]
    foot = [_overall_row(data, one, len(areas)) for one in overall]
    columns = [_("Target"), _("Reached")]
    tops = [Cell("", span=1)] + [Cell(name, "colgroup", span=2, first_of_group=True) for name in areas]
    tops.append(Cell(_("All"), "colgroup", span=3, first_of_group=True))
    subs = [*(columns * (len(areas) + 1)), _("% of target")]
    return Table(
        key="intake-targets",
        caption=_("New participants: targets and results"),
        definition=_("People whose first start in the project lies in the period; each counts once."),
        heads=[tops, [Cell(_("Period"), "col"), *_numbered_heads(subs)]],
        rows=rows or foot,
        foot=foot if rows else [],
        notes=_notes(overall, parts),
        dense=len(areas) > 2,
    )


def _numbered_heads(texts: Sequence[str]) -> list[Cell]:
    return [Cell(text, "col", numeric=True, first_of_group=text == _("Target")) for text in texts]


def _period_row(data: ReportData, span: Span, targets: Sequence[Target], areas: Sequence[str]) -> list[Cell]:
    cells, people = [Cell(span[0], "row")], data.people_of(data.project)
    for name in areas:
        found = next((one for one in targets if one.area and one.area.name == name), None)
        cells.append(number(found.target if found else "–", first=True))
        cells.append(number(actual(found, people) if found else "–"))
    return [*cells, *_result(target_of_period(targets), _reached(data, data.project, span))]


def target_of_period(targets: Sequence[Target]) -> int:
    """The target of a period as a whole: its own where there is one, else what its areas have together."""
    whole = next((one for one in targets if one.area is None), None)
    return whole.target if whole else sum(one.target for one in targets)


def _overall_row(data: ReportData, target: Target, areas: int) -> list[Cell]:
    label = _("Overall target (%(period)s)") % {"period": target.period}
    blank = [number("", first=not index % 2) for index in range(2 * areas)]
    return [Cell(label, "row"), *blank, *_result(target.target, _reached(data, target.project, _span(target)))]


def _result(target: int, reached: int) -> list[Cell]:
    return [number(target, first=True), number(reached), number(share(reached, target))]


def _period_label(span: Span) -> str:
    """The period's name with its days."""
    name, start, end = span
    dates = "–".join(date_format(day, "SHORT_DATE_FORMAT") for day in (start, end))
    return f"{name} ({dates})"


def _notes(overall: Sequence[Target], parts: Sequence[Target]) -> list[str]:
    """What does not add up is pointed out, never forced."""
    spans = dict.fromkeys(_span(one) for one in [*parts, *overall])
    days = _("Periods: %(periods)s.") % {"periods": ", ".join(_period_label(span) for span in spans)}
    notes = [_("% of target = reached, of the target on the same row."), days]
    spans = dict.fromkeys(_span(one) for one in parts)
    periods = {span: [one for one in parts if _span(one) == span] for span in spans}
    for span, found in periods.items():
        areas = sum(one.target for one in found if one.area)
        whole = target_of_period(found)
        if areas and areas != whole:
            text = _("In %(period)s the areas have %(sum)s together, the period's own target is %(whole)s.")
            notes.append(text % {"period": span[0], "sum": grouped(areas), "whole": grouped(whole)})
    together = sum(target_of_period(found) for found in periods.values())
    for one in overall:
        if periods and one.target != together:
            notes.append(_difference(one, together))
    return notes


def _difference(overall: Target, together: int) -> str:
    text = _(
        "The overall target (%(overall)s) differs from the sum of the periods' targets (%(sum)s) by %(difference)s."
        " It is a target of its own and not a sum."
    )
    difference = grouped(abs(overall.target - together))
    return text % {"overall": grouped(overall.target), "sum": grouped(together), "difference": difference}


def _below(data: ReportData, targets: Sequence[Target]) -> Table:
    rows = [_below_row(data, target) for target in targets]
    return Table(
        key="intake-targets-below",
        caption=_("New participants in the sub-projects: targets and results"),
        definition=_("People whose first start in the sub-project lies in the period; each counts once in it."),
        heads=[head(_("Sub-project and period"), _("Target"), _("Reached"), _("% of target"), _("In the parent's"))],
        rows=rows,
        notes=[_("A target that is included in the parent project's target is never added to it.")],
    )


def _below_row(data: ReportData, target: Target) -> list[Cell]:
    area = f", {target.area.name}" if target.area else ""
    reached = actual(target, data.people_of(target.project))
    included = {True: _("Yes"), False: _("No"), None: "–"}[target.included_in_parent]
    label = f"{target.project.name}{area}: {_period_label(_span(target))}"
    return row(label, target.target, reached, share(reached, target.target), included)
