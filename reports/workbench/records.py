"""What a number counts: the records behind it, without names, days of birth or free text (decision 15).

The list is found by the very query that counted the number. Call inside network.access.counting(), after the right
was checked; names of people somebody may see come from outside of it (`reports.views.workbench`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.db import connection
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reports.charts import grouped
from reports.workbench.counting import TOTAL, Query, members, opens
from reports.workbench.dimensions import DIMENSIONS, Frame
from reports.workbench.people import Member, People
from reports.workbench.question import Question
from reports.workbench.sources import Source


@dataclass(frozen=True)
class Cell:
    """One number of a table: the codes of its row and column (None = the total) and which aggregate it is."""

    row: str | None
    column: str | None
    number: int


@dataclass(frozen=True)
class Line:
    """One record of a list, as texts; client_id: whose it is, for those who may see the person."""

    texts: list[str]
    client_id: int | None


def lines_of(question: Question, cell: Cell):
    """The list behind a number, for a Paginator: has a count and gives slices of lines; `headings` name the texts."""
    if isinstance(question.measure.source, People):
        return _PeopleLines(question, cell)
    return _PersonLines(question, cell) if question.measure.by_person else _RecordLines(question, cell)


@dataclass(frozen=True)
class _Lines:
    question: Question
    cell: Cell

    @cached_property
    def _from(self) -> tuple[str, tuple]:
        conditions, params = [opens(self.question.measure, self.cell.number)], []
        for name, code in (("wb_row", self.cell.row), ("wb_column", self.cell.column)):
            if code is not TOTAL:
                conditions.append(f"{name} = %s")
                params.append(code)
        source, given = Query(self.question, self.question.scope).from_where(*conditions)
        return source, (*given, *params)

    def _fetch(self, select: str, rest: str = "", params: tuple = ()) -> list[tuple]:
        source, given = self._from
        if not source:
            return []
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {select} {source} {rest}", (*given, *params))
            return cursor.fetchall()


class _RecordLines(_Lines):
    """A line per record, the latest first."""

    @property
    def source(self) -> Source:
        return self.question.measure.source

    @property
    def headings(self) -> list[str]:
        return [_("Day"), *(str(HEADINGS[name]()) for name in self.source.line)]

    def count(self) -> int:
        rows = self._fetch("count(DISTINCT wb_id)")
        return rows[0][0] if rows else 0

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[Line]:
        limit = "ORDER BY wb_day DESC, wb_id DESC LIMIT %s OFFSET %s"
        numbers = [pk for pk, _day in self._fetch("DISTINCT wb_id, wb_day", limit, _limits(part))]
        model = self.source.records(self.question.scope).model
        joined = [name for name in self.source.line if name in RELATED]
        found = model.objects.select_related(*joined).in_bulk(numbers)
        return [self._line(found[pk]) for pk in numbers if pk in found]

    def _line(self, record) -> Line:
        day = date_format(getattr(record, self.source.day), "SHORT_DATE_FORMAT")
        texts = [day, *(_text(record, name) for name in self.source.line)]
        return Line(texts, getattr(record, self.source.person) if self.source.person else None)


class _PersonLines(_Lines):
    """A line per person: first and last day, how many records."""

    @property
    def headings(self) -> list[str]:
        return [_("First day"), _("Last day"), _("Times")]

    def count(self) -> int:
        rows = self._fetch("count(DISTINCT wb_person)")
        return rows[0][0] if rows else 0

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[Line]:
        select = "wb_person, min(wb_day), max(wb_day), count(DISTINCT wb_id)"
        rest = "GROUP BY wb_person ORDER BY 2 DESC, 1 DESC LIMIT %s OFFSET %s"
        rows = self._fetch(select, rest, _limits(part))
        return [Line([*(date_format(day, "SHORT_DATE_FORMAT") for day in ends), grouped(times)], person)
                for person, *ends, times in rows]  # fmt: skip


class _PeopleLines(_Lines):
    """A line per participant, the latest first."""

    @property
    def keys(self) -> list[str]:
        """What a line tells; not the project where there is one only."""
        several = len(self.question.scope.projects) > 1
        return [key for key in self.question.measure.source.line if several or key != "project"]

    @property
    def headings(self) -> list[str]:
        return [_("Day"), *(str(DIMENSIONS[key].label) for key in self.keys)]

    @cached_property
    def _members(self) -> list[Member]:
        wanted = [(self.question.rows, self.cell.row), (self.question.columns, self.cell.column)]
        wanted = [(one.key, code) for one, code in wanted if one and code is not TOTAL]
        found = members(self.question, self.question.scope)
        found = [one for one in found if all(one.codes[key] == code for key, code in wanted)]
        return sorted(found, key=lambda one: (one.day, one.client_id), reverse=True)

    def count(self) -> int:
        return len(self._members)

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[Line]:
        shown = self._members[part]
        keys = self.keys
        frame = {key: frozenset(one.codes[key] for one in shown) for key in keys}
        scope = self.question.scope
        names = {key: DIMENSIONS[key].names(Frame(scope, scope.end, frame[key])) for key in keys}
        return [
            Line([date_format(one.day, "SHORT_DATE_FORMAT"), *(names[key][one.codes[key]] for key in keys)],
                 one.client_id)
            for one in shown
        ]  # fmt: skip


def _limits(part: slice) -> tuple[int, int]:
    return part.stop - (part.start or 0), part.start or 0


RELATED = ("site", "to_agency", "agency")
# Each heading is made when it is shown, in the language of the page.
HEADINGS: dict[str, Callable[[], str]] = {
    "site": lambda: _("Ohjaamo"),
    "contact_type": lambda: _("Channel"),
    "themes": lambda: _("Themes"),
    "minutes": lambda: _("Minutes"),
    "named": lambda: _("Known by name"),
    "kind": lambda: _("Kind"),
    "event_type": lambda: _("Type of event"),
    "headcount": lambda: _("Encounters"),
    "target": lambda: _("Where to"),
    "status": lambda: _("Status"),
    "to_agency": lambda: _("Agency"),
    "agency": lambda: _("Agency"),
    "accompanied": lambda: _("Accompanied"),
    "followup_result": lambda: _("After three months"),
    "source": lambda: _("Guided here by"),
    "card": lambda: _("Card"),
    "channel": lambda: _("How given"),
    "grade": lambda: _("Grade"),
    "employer_type": lambda: _("Type of employer"),
    "money_eur": lambda: _("Euros"),
    "continued": lambda: _("The work went on after it"),
}


def _text(record, name: str) -> str:
    """A field of a record as text: the name of its code, yes or no, a number; "–" where nothing is given."""
    if name == "named":
        return _("Yes") if record.client_id else _("No")
    if name == "themes":
        return ", ".join(record.theme_labels)
    value = getattr(record, name)
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    display = getattr(record, f"get_{name}_display", None)
    if display:
        return str(display())
    return str(value) if name in RELATED else grouped(value)
