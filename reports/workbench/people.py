"""Participants and those who left: persons, not records. Who they are is said by reports.figures alone."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from clients.codes import AgeBand, Placement
from reports.figures import Scope, participation_rows
from reports.figures.areas import area_by_municipality, areas_of, load_areas
from reports.figures.participants import participants_in
from reports.figures.people import Person, people_in
from reports.figures.placements import category_of, exits_between


@dataclass(frozen=True)
class Member:
    """One person of a cell: the client's number, the day that counts, and their code under each dimension."""

    client_id: int
    day: date
    codes: dict[str, str]


@dataclass(frozen=True)
class People:
    """members: the persons of a scope, each once. line: what the list behind a number tells of one."""

    dimensions: tuple[str, ...]
    members: Callable[[Scope], list[Member]]
    line: tuple[str, ...]


def _times(day: date) -> dict[str, str]:
    quarter = (day.month - 1) // 3 + 1
    return {"month": f"{day:%Y-%m}", "quarter": f"{day:%Y}-q{quarter}", "year": f"{day:%Y}"}


def _start_codes(person: Person, codes: dict[int, str], areas: dict[str, str]) -> dict[str, str]:
    start = person.start
    return {
        "gender": person.gender,
        "age_band": AgeBand.of(person.age).value,
        "municipality": start.municipality_id or "",
        "area": areas.get(start.municipality_id, ""),
        "labour_start": start.labour_start,
        "project": codes[start.project_id],
    }


def _members(scope: Scope, persons: Iterable[Person], row_of: Callable[[Person], object], day: str) -> list[Member]:
    """row_of: the participation that counts, by whose `day` they stand in time."""
    codes = {project.pk: project.code for project in scope.projects}
    areas = area_by_municipality(areas_of(scope.project, load_areas(scope.projects)))
    found = []
    for person in persons:
        when = getattr(row_of(person), day)
        own = _times(when) | _start_codes(person, codes, areas)
        if person.final and day == "end_date":
            own |= _exit_codes(person)
        found.append(Member(person.start.client_id, when, own))
    return found


def _exit_codes(person: Person) -> dict[str, str]:
    return {
        "placement": person.final.placement or Placement.UNKNOWN.value,
        "category": category_of(person),
        "labour_end": person.final.labour_end,
    }


def _started(scope: Scope) -> list[Member]:
    persons = [one.person for one in participants_in(scope, participation_rows(scope.projects))]
    return _members(scope, persons, lambda person: person.start, "start_date")


def _left(scope: Scope) -> list[Member]:
    everybody = people_in(participation_rows(scope.projects), {project.pk for project in scope.projects})
    return _members(scope, exits_between(everybody, scope.start, scope.end), lambda person: person.final, "end_date")


_AT_START = ("month", "quarter", "year", "project", "area", "municipality", "gender", "age_band", "labour_start")
STARTED = People(_AT_START, _started, ("project", "labour_start"))
LEFT = People(
    ("category", "placement", "labour_end", *_AT_START), _left, ("project", "category", "placement", "labour_end")
)
