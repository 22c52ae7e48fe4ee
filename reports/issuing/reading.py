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
    """A figure as it was issued, in words of the active language where the issue has it."""

    path: str
    label: str
    text: str
    definition: str


def figures_of(issued: IssuedReport, words: str = "") -> list[Figure]:
    """The figures of an issue in their order; words: only those whose name has them all."""
    wanted, found = words.casefold().split(), []
    for path in issued.contents.get("order", issued.figures):
        label = name_of(issued, path)
        if all(word in label.casefold() for word in wanted):
            text = figure_text(issued, path, issued.figures[path])
            found.append(Figure(path, label, text, definition_of(issued, path)))
    return found
