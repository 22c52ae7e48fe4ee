"""Placements: where participants went when they left."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from clients.codes import Placement
from network.codes import PlacementCategory
from reports.figures.areas import AreaRow, area_by_municipality, areas_of
from reports.figures.lists import by_code
from reports.figures.people import Person, people_in
from reports.figures.scope import Scope


def exits_between(people: Iterable[Person], start: date, end: date) -> list[Person]:
    """Persons whose exit date lies between two days, and none of whose participations is open on the last one.

    They all started on or before that day, as an exit is never before its start.
    """
    return [person for person in people if (last := person.exit_by(end)) and last.end_date >= start]


def category_of(person: Person) -> str:
    """The placement category of an exit; an exit without a placement is one to an unknown place: other."""
    return Placement(person.final.placement or Placement.UNKNOWN).category.value


def by_category(exits: Iterable[Person]) -> dict[str, int]:
    """Exits by placement category; the categories add up to the exits."""
    return by_code(PlacementCategory.values, Counter(map(category_of, exits)).items())


def _grouped(exits: list[Person], key) -> dict[str, dict[str, int]]:
    groups: dict[str, list[Person]] = {}
    for person in exits:
        groups.setdefault(key(person), []).append(person)
    return {name: by_category(groups[name]) for name in sorted(groups)}


def by_area(exits: list[Person], areas: list[AreaRow]) -> dict[str, dict[str, int]]:
    """Exits by the area that holds the municipality at start ("" = none), and category."""
    names = area_by_municipality(areas)
    return _grouped(exits, lambda person: names.get(person.start.municipality_id, ""))


def by_municipality(exits: list[Person]) -> dict[str, dict[str, int]]:
    """Exits by code of the municipality at start ("" = not given), and category."""
    return _grouped(exits, lambda person: person.start.municipality_id or "")


def placements(scope: Scope, rows: list, areas: list[AreaRow]) -> dict:
    """All figures of placements; rows and areas are those of the scope's projects.

    ended: exits whose date lies in the scope, of whoever started on or before its last day.
    """
    people = people_in(rows, {project.pk for project in scope.projects})
    exits = exits_between(people, scope.start, scope.end)
    return {
        "ended": len(exits),
        "by_category": by_category(exits),
        "by_area": by_area(exits, areas_of(scope.project, areas)),
        "by_municipality": by_municipality(exits),
    }
