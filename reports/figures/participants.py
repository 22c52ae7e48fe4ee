"""Participants of a project in the sense of the ESF: started by an explicit decision, no visit ever makes one."""

from clients.codes import Gender
from clients.long_term import LONG_TERM
from network.codes import Programme
from reports.figures.indicators import Participant, by_indicator
from reports.figures.people import people_in
from reports.figures.scope import Scope


def participants_in(scope: Scope, rows: list) -> list[Participant]:
    """The persons whose first start in the project (with its sub-projects) lies in the scope.

    rows: participation_rows of the scope's projects. A participation belongs to no site, so sites narrow nothing.
    """
    people = people_in(rows, {project.pk for project in scope.projects})
    rule = LONG_TERM[Programme(scope.project.programme)]
    return [
        Participant(person, person.exit_by(scope.end), rule) for person in people if person.start.start_date in scope
    ]


def is_complete(one: Participant) -> bool:
    """Whether gender is known, and birth date, labour-market status and education at start are all given."""
    start = one.start
    given = (start.client__birth_date is not None, bool(start.labour_start), start.education_isced is not None)
    return all(given) and one.person.gender != Gender.UNKNOWN


def participants(scope: Scope, rows: list) -> dict:
    """Participants in all, those with complete data, and each indicator of the project's programme by gender."""
    found = participants_in(scope, rows)
    return {
        "total": len(found),
        "complete": sum(map(is_complete, found)),
        "indicators": by_indicator(scope.project.programme, found),
    }
