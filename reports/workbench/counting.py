"""Counting in the database: one query for all cells of a table with their true totals.

The inner query is the ORM's: the records of the scope with the code of each dimension. The outer one groups them once
by rows and columns, by each alone, and as a whole (GROUPING SETS), so that totals are counted and never added up:
distinct people and themes do not add up. Call inside network.access.counting(), after the right was checked.
"""

from collections import Counter
from dataclasses import dataclass

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BooleanField, Case, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from reports.figures import Scope
from reports.workbench.columns import text
from reports.workbench.measures import Measure, Number
from reports.workbench.people import Member
from reports.workbench.question import Question
from reports.workbench.sources import Source

TOTAL = None  # as the code of a row or a column
Cells = dict[tuple[str | None, str | None], tuple]


def cells(question: Question, scope: Scope) -> Cells:
    """{(row, column): numbers} with None for the total over rows or columns; the measure's numbers in each.

    Cells with no record are left out. Without a column dimension all stand in the column "".
    """
    if isinstance(question.measure.source, Source):
        return _read(*Query(question, scope).grouped())
    return _counted(question, members(question, scope))


def members(question: Question, scope: Scope) -> list[Member]:
    """The persons that fit the filters, for measures of persons."""
    found = question.measure.source.members(scope)
    return [one for one in found if all(one.codes[key] in codes for key, codes in question.filters.items())]


def _counted(question: Question, found: list[Member]) -> Cells:
    counts: Counter = Counter()
    for one in found:
        row = one.codes[question.rows.key]
        column = one.codes[question.columns.key] if question.columns else ""
        counts.update([(row, column), (row, TOTAL), (TOTAL, column), (TOTAL, TOTAL)])
    return {key: (number,) for key, number in counts.items()}


def _read(sql: str, params: tuple) -> Cells:
    found: Cells = {}
    if not sql:
        return found
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        for row, column, is_row_total, is_column_total, *numbers in cursor.fetchall():
            key = (TOTAL if is_row_total else row, TOTAL if is_column_total else column)
            found[key] = tuple(numbers)
    return found


@dataclass(frozen=True)
class Query:
    """The SQL of a question in one scope. All texts in it are our own; what was asked for goes in as parameters."""

    question: Question
    scope: Scope

    @property
    def source(self) -> Source:
        return self.question.measure.source

    @property
    def array(self) -> str:
        """The field of the dimension under which a record may stand several times; "" without one."""
        return next(
            (self.source.arrays[one.key] for one in self.question.shown_by if one.key in self.source.arrays), ""
        )

    def inner(self) -> QuerySet:
        """A row per record, or per record and code of an array."""
        question, source = self.question, self.source
        records = source.records(self.scope)
        if question.measure.condition:
            records = records.filter(question.measure.condition(self.scope))
        columns = {"wb_id": F("pk"), "wb_day": F(source.day), "wb_row": self._code(question.rows)}
        columns["wb_column"] = self._code(question.columns) if question.columns else text(Value(""))
        if source.person:
            columns["wb_person"] = F(source.person)
        for index, number in enumerate(question.measure.numbers):
            columns |= _number_column(index, number)
        for index, key in enumerate(question.filters):
            columns[f"wb_f{index}"] = F(source.arrays[key]) if key in source.arrays else source.dimensions[key]
        if self.array:
            columns["wb_main"] = F(f"{self.array}__0")
        made = records.order_by().annotate(**columns).values(*columns)
        # A code that stands twice in one array counts once.
        return made.distinct() if self.array else made

    def _code(self, dimension):
        found = self.source.dimensions[dimension.key]
        return found if dimension.key in self.source.arrays else Coalesce(found, Value(""))

    def _filters(self) -> tuple[str, list]:
        """The WHERE of the outer query, so that what is counted over (a first visit) does not depend on filters."""
        parts, params = ["TRUE"], []
        for index, (key, codes) in enumerate(self.question.filters.items()):
            operator = "wb_f{0}::text[] && %s::text[]" if key in self.source.arrays else "wb_f{0} = ANY(%s)"
            parts.append(operator.format(index))
            params.append(list(codes))
        return " AND ".join(parts), params

    def from_where(self, *conditions: str) -> tuple[str, tuple]:
        """FROM and WHERE with their parameters; ("", ()) when nothing can be in it."""
        try:
            sql, params = self.inner().query.sql_with_params()
        except EmptyResultSet:
            return "", ()
        where, more = self._filters()
        return f"FROM ({sql}) AS records WHERE {' AND '.join([where, *conditions])}", (*params, *more)

    def grouped(self) -> tuple[str, tuple]:
        """The SQL of all cells."""
        source, params = self.from_where()
        if not source:
            return "", ()
        numbers = [self._aggregate(index, one) for index, one in enumerate(self.question.measure.numbers)]
        head = ", ".join(["wb_row", "wb_column", "GROUPING(wb_row)", "GROUPING(wb_column)", *numbers])
        sets = "(wb_row, wb_column), (wb_row), (wb_column), ()"
        return f"SELECT {head} {source} GROUP BY GROUPING SETS ({sets})", params

    def _aggregate(self, index: int, number: Number) -> str:
        value, array = f"wb_v{index}", self.array
        if number.how == "people":
            return "count(DISTINCT wb_person)"
        if number.how == "count":
            return f"count({'DISTINCT wb_id' if array else '*'}) FILTER (WHERE {value})"
        if number.how == "mean":
            return f"avg({value})"
        if not array:
            return f"coalesce(sum({value}), 0)"
        # Over all codes of the array each record adds its value once: in the row of its first code.
        by = "wb_row" if self.question.rows.key in self.source.arrays else "wb_column"
        once = f"sum({value}) FILTER (WHERE {by} = wb_main)"
        return f"coalesce(CASE WHEN GROUPING({by}) = 0 THEN sum({value}) ELSE {once} END, 0)"


def _number_column(index: int, number: Number) -> dict:
    """What an aggregate reads of each record."""
    if number.how == "people":
        return {}
    if isinstance(number.of, str):
        return {f"wb_v{index}": F(number.of)}
    condition = number.of or Q(pk__isnull=False)
    return {f"wb_v{index}": Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())}


def opens(measure: Measure, number: int) -> str:
    """The SQL condition for the records behind one number of a measure."""
    one = measure.numbers[number]
    if one.how == "people":
        return "TRUE"
    return f"wb_v{number}" if one.how == "count" else f"wb_v{number} IS NOT NULL"
