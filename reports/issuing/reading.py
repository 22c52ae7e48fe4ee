"""Issues as their readers see them: on shelves by report, and their figures in groups with definitions of then."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from reports.issuing.comparing import definition_of, figure_text, name_of
from reports.models import IssuedReport


@dataclass(frozen=True)
class Shelf:
    """The issues of one report, the newest first."""

    issues: Sequence[IssuedReport]

    @property
    def newest(self) -> IssuedReport:
        return self.issues[0]

    @property
    def earlier(self) -> Sequence[IssuedReport]:
        return self.issues[1:]


def shelves(issues: Iterable[IssuedReport]) -> list[Shelf]:
    """The issues by report: the report with the newest issue first."""
    ordered = sorted(issues, key=lambda one: (one.report_id, -one.number))
    found = [Shelf(list(group)) for _report, group in groupby(ordered, key=lambda one: one.report_id)]
    return sorted(found, key=lambda shelf: shelf.newest.issued_at, reverse=True)


@dataclass(frozen=True)
class Figure:
    path: str
    label: str
    text: str
    definition: str


def figure_groups(issued: IssuedReport) -> list[tuple[str, list[Figure]]]:
    """All figures by the first word of their path: (word, figures)."""
    figures = [
        Figure(path, name_of(issued, path), figure_text(issued, path, value), definition_of(issued, path))
        for path, value in issued.figures.items()
    ]
    return [(group, list(found)) for group, found in groupby(figures, key=lambda one: one.path.split(".")[0])]
