"""Targets beside results. A target is never summed from others: an overall target is a row of its own."""

from network.codes import INTAKE, MEASURES
from network.models import Target
from reports.figures.people import Person, people_in
from reports.figures.placements import category_of, exits_between
from reports.figures.scope import Scope, descendants

_MEASURE_ORDER = [code for code, _label in MEASURES]


def actual(target: Target, people: list[Person]) -> int:
    """What was reached of a target, whatever the scope: people are those of its own project with its sub-projects.

    Intake: persons whose first start in it lies in the target's period. A placement category: exits in the period
    with that category, where a participation counts as open by the period's last day. With an area: of those
    whose municipality at start is in it.
    """
    if target.area:
        inside = {municipality.pk for municipality in target.area.municipalities.all()}
        people = [person for person in people if person.start.municipality_id in inside]
    first, last = target.period_start, target.period_end
    if target.measure == INTAKE:
        return sum(first <= person.start.start_date <= last for person in people)
    return sum(category_of(person) == target.measure for person in exits_between(people, first, last))


def targets_of(scope: Scope) -> list[Target]:
    """The targets of the scope's projects: by project (itself first), period, area (whole project first), measure."""
    order = {project.pk: number for number, project in enumerate(scope.projects)}
    found = Target.objects.filter(project__in=scope.projects).select_related("area", "project")

    def place(target: Target) -> tuple:
        area = target.area.name if target.area else ""
        measure = _MEASURE_ORDER.index(target.measure)
        return order[target.project_id], target.period_start, target.period_end, target.period, area, measure

    return sorted(found.prefetch_related("area__municipalities").order_by(), key=place)


def targets(scope: Scope, rows: list) -> list[dict]:
    """Each target of the project and its sub-projects with its result; rows: participations of the projects."""
    found = targets_of(scope)
    people = {pk: people_in(rows, descendants(pk, scope.projects)) for pk in {one.project_id for one in found}}
    return [
        {
            "project": target.project.code,
            "period": target.period,
            "area": target.area.name if target.area else "",
            "measure": target.measure,
            "target": target.target,
            "actual": actual(target, people[target.project_id]),
        }
        for target in found
    ]
