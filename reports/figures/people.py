"""Participants as persons: one person per project however often they come back (rules of the structural funds).

Start data are those of the first entry, results those of the final exit (docs/figures.md).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from clients.models import Participation, complete_years
from network.models import Project

FIELDS = (
    "key", "project_id", "client_id", "start_date", "labour_start", "unemployed_since", "education_isced",
    "municipality_id", "end_date", "placement", "labour_end", "qualification", "status_6m",
    "client__gender", "client__birth_date", "client__foreign_background",
)  # fmt: skip


def participation_rows(projects: Iterable[Project]) -> list:
    """All participations in these projects as named tuples of FIELDS; one query."""
    return list(Participation.objects.filter(project__in=projects).order_by().values_list(*FIELDS, named=True))


@dataclass(frozen=True)
class Person:
    """Somebody in a project: `start` is the row of the first start, `final` that of the last end.

    final is None while one of the person's participations has no end date.
    """

    start: tuple
    final: tuple | None

    @property
    def gender(self) -> str:
        return self.start.client__gender

    @property
    def age(self) -> int | None:
        """Complete years on the first start date; None without a birth date."""
        born = self.start.client__birth_date
        return complete_years(born, self.start.start_date) if born else None

    def exit_by(self, day: date) -> tuple | None:
        """The row with the exit data, if none of the person's participations is open on `day`.

        Open = no end date, or one later than that day.
        """
        return self.final if self.final and self.final.end_date <= day else None


def people_in(rows: Iterable, projects: set[int]) -> list[Person]:
    """The persons of the projects with these ids, out of participation_rows.

    Start data come from the earliest start (ties: the smaller key), exit data from the latest end (ties: the
    larger key). Keys are compared letter by letter, not by a language's alphabet.
    """
    by_client = defaultdict(list)
    for row in rows:
        if row.project_id in projects:
            by_client[row.client_id].append(row)
    return [_person(own) for own in by_client.values()]


def _person(rows: list) -> Person:
    is_open = any(row.end_date is None for row in rows)
    final = None if is_open else max(rows, key=lambda row: (row.end_date, row.key))
    return Person(min(rows, key=lambda row: (row.start_date, row.key)), final)
