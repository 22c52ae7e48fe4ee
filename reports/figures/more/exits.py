"""Exits by single placement, finer than the five categories of the contract."""

from collections import Counter

from clients.codes import Placement
from network.shares import percent_of
from reports.figures.lists import by_code
from reports.figures.people import Person, participation_rows, people_in
from reports.figures.placements import exits_between
from reports.figures.scope import Scope

AT_WORK = (Placement.OPEN_JOB, Placement.ENTREPRENEUR, Placement.SUBSIDISED_JOB)
ON_TRIAL = (Placement.WORK_TRIAL, Placement.REHABILITATIVE_WORK)


def by_placement(exits: list[Person]) -> dict[str, int]:
    """Exits by placement; without a recorded one it is not known. The placements add up to the exits."""
    counts = Counter(person.final.placement or Placement.UNKNOWN.value for person in exits)
    return by_code(Placement.values, counts.items())


def group(counts: dict[str, int], placements: tuple[str, ...]) -> dict:
    """Exits to one of these placements, and their share of all exits."""
    number = sum(counts[placement] for placement in placements)
    return {"number": number, "share": percent_of(number, sum(counts.values()))}


def exits(scope: Scope) -> dict:
    """The exits that the contract counts as placements (ended), by single placement.

    to_work: to a job in the open labour market, as an entrepreneur or with wage subsidy; trials: to a work trial or
    rehabilitative work activity.
    """
    people = people_in(participation_rows(scope.projects), {project.pk for project in scope.projects})
    found = exits_between(people, scope.start, scope.end)
    counts = by_placement(found)
    return {
        "ended": len(found),
        "by_placement": counts,
        "to_work": group(counts, AT_WORK),
        "trials": group(counts, ON_TRIAL),
    }
