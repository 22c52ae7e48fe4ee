"""Targets that do not add up: pointed out in a sentence with the numbers and the likely reason, never forced."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import combinations, pairwise

from django.utils.translation import gettext as _

from network.codes import MEASURES
from network.models import Project, Target
from reports.charts import grouped

Span = tuple[str, date, date]


def span_of(target: Target) -> Span:
    """A period by its name and days."""
    return target.period, target.period_start, target.period_end


def _holds(one: Target, other: Target) -> bool:
    inside = one.period_start <= other.period_start and other.period_end <= one.period_end
    return inside and (one.period_start, one.period_end) != (other.period_start, other.period_end)


def overall_of(targets: Sequence[Target]) -> list[Target]:
    """Of one project's targets of one measure those that stand for the whole: without an area, with others inside."""
    return [one for one in targets if one.area_id is None and any(_holds(one, other) for other in targets)]


def parts_of(overall: Target, targets: Sequence[Target]) -> list[Target]:
    """The targets to be compared with an overall one: the widest inside it; for the widest overall all of the others.

    A period that lies outside its days is compared too: that is where an overall target and its periods part.
    """
    overall_ones = overall_of(targets)
    tops = [one for one in overall_ones if not any(_holds(other, one) for other in overall_ones)]
    if overall in tops:
        found = [one for one in targets if one not in tops]
    else:
        found = [one for one in targets if _holds(overall, one)]
    return [one for one in found if not any(other.area_id is None and _holds(other, one) for other in found)]


def by_span(targets: Iterable[Target]) -> dict[Span, list[Target]]:
    """Targets by their period, in order."""
    periods: dict[Span, list[Target]] = {}
    for one in targets:
        periods.setdefault(span_of(one), []).append(one)
    return periods


def number_of_period(targets: Sequence[Target]) -> int:
    """The target of a period as a whole: its own where there is one, else what its areas have together."""
    whole = next((one for one in targets if one.area_id is None), None)
    return whole.target if whole else sum(one.target for one in targets)


def overlaps(spans: Iterable[Span]) -> bool:
    """Whether two of the periods share a day; then their people must not be added up."""
    days = sorted((start, end) for _name, start, end in spans)
    return any(later[0] <= earlier[1] for earlier, later in pairwise(days))


def remarks(targets: Sequence[Target], project: Project) -> list[str]:
    """What does not add up among the targets of the project, and between it and its sub-projects."""
    found: list[str] = []
    for code, name in MEASURES:
        of_measure = [target for target in targets if target.measure == code]
        told = remarks_on([one for one in of_measure if one.project_id == project.pk])
        told += _remarks_on_sub_projects(of_measure, project)
        found += [text if code == MEASURES[0][0] else f"{name}: {text}" for text in told]
    return found


def remarks_on(targets: Sequence[Target]) -> list[str]:
    """Sentences about one project's targets of one measure: areas against periods, periods against the overall."""
    overall = overall_of(targets)
    told = []
    for (name, _start, _end), found in by_span(one for one in targets if one not in overall).items():
        areas, whole = sum(one.target for one in found if one.area_id), number_of_period(found)
        if areas and areas != whole:
            text = _("In %(period)s the areas have %(sum)s together, the period's own target is %(whole)s.")
            told.append(text % {"period": name, "sum": grouped(areas), "whole": grouped(whole)})
    for one in overall:
        periods = {span: number_of_period(found) for span, found in by_span(parts_of(one, targets)).items()}
        if periods and sum(periods.values()) != one.target:
            told.append(_periods_against(one, periods))
    return told


def _periods_against(overall: Target, periods: dict[Span, int]) -> str:
    together = sum(periods.values())
    reason = ""
    if together > overall.target:
        # Rather a period outside the overall target's days than another of the same number.
        order = sorted(periods, key=lambda span: overall.period_start <= span[1] and span[2] <= overall.period_end)
        reason = _as_much_as(together - overall.target, [(span[0], periods[span]) for span in order])
    numbers = {
        "sum": grouped(together),
        "overall": grouped(overall.target),
        "difference": grouped(abs(together - overall.target)),
        "what": reason,
    }
    if reason:
        return (
            _(
                "The periods add up to %(sum)s, the overall target is %(overall)s: the difference is %(difference)s,"
                " as much as %(what)s. The overall target is a number of its own and not a sum."
            )
            % numbers
        )
    return (
        _(
            "The periods add up to %(sum)s, the overall target is %(overall)s: the difference is %(difference)s."
            " The overall target is a number of its own and not a sum."
        )
        % numbers
    )


def _as_much_as(difference: int, periods: Sequence[tuple[str, int]]) -> str:
    """The period, or the two together, whose number is the difference; "" where none is."""
    for name, number in periods:
        if number == difference:
            return _("the period “%(name)s”") % {"name": name}
    for (one, first), (other, second) in combinations(periods, 2):
        if first + second == difference:
            return _("the periods “%(one)s” and “%(other)s” together") % {"one": one, "other": other}
    return ""


def _remarks_on_sub_projects(targets: Sequence[Target], project: Project) -> list[str]:
    """The whole project's target of a period beside what its sub-projects say is included in it."""
    told = []
    for own in (one for one in targets if one.project_id == project.pk and one.area_id is None):
        below = [
            one
            for one in targets
            if one.project.parent_id == project.pk
            and one.area_id is None
            and (one.period_start, one.period_end) == (own.period_start, own.period_end)
        ]
        counted = [one for one in below if one.included_in_parent is not False]
        together = sum(one.target for one in counted)
        if counted and together != own.target:
            told.append(_sub_projects_against(own, together, below))
    return told


def _sub_projects_against(own: Target, together: int, below: Sequence[Target]) -> str:
    difference = abs(together - own.target)
    numbers = {
        "period": own.period,
        "sum": grouped(together),
        "own": grouped(own.target),
        "difference": grouped(difference),
    }
    apart = next((one for one in below if one.included_in_parent is False and one.target == difference), None)
    unsaid = next((one for one in below if one.included_in_parent is None), None)
    text = _(
        "%(period)s: the sub-projects' targets add up to %(sum)s, the project's own target is %(own)s:"
        " the difference is %(difference)s."
    )
    if together < own.target and apart:
        text += " " + _("That is as much as the target of %(name)s, which is said not to be included.")
    elif together > own.target and unsaid:
        text += " " + _("It is not said whether the target of %(name)s is included.")
    elif together < own.target:
        text += " " + _("What is left is the project's own, beside its sub-projects.")
    named = apart if together < own.target and apart else unsaid
    return text % (numbers | {"name": named.project.name if named else ""})
