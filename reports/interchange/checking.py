"""Checks a whole source and tells everything that is wrong with it, in the order of tables and rows."""

from collections.abc import Callable, Iterator

from django.utils import timezone
from django.utils.translation import gettext_noop as _

from .keys import Keys
from .kinds import Day, Many
from .problems import CellError, Problem, shown
from .readers import Row, Source
from .rules import RULES
from .tables import TABLES, Column, Table

Report = Callable[[Problem], None]
Progress = Callable[[str, int], None]  # (table, rows read of it so far)
STEP = 1_000


def check(source: Source, report: Report, progress: Progress) -> None:
    """Report each problem of the source; what refers to rows is checked against the file and the database."""
    keys = Keys()
    for table in source.tables:
        _TableCheck(table, keys, report).run(source, progress)
    tables = ", ".join(table.name for table in TABLES)
    for name in source.unknown:
        report(Problem(shown(name), 1, "", _("there is no such table; the tables are %(tables)s"), {"tables": tables}))


def read_row(table: Table, row: Row) -> dict:
    """The values of a row that has been checked."""
    cells = row.cells
    return {
        column.name: column.kind.read(cells[column.name]) if column.name in cells else column.kind.empty
        for column in table.columns
    }


class _TableCheck:
    def __init__(self, table: Table, keys: Keys, report: Report):
        self.table = table
        self.keys = keys
        self.report = report
        self.today = timezone.localdate()
        self.lines: dict = {}  # of each key, for finding doubles
        self.missing: set[str] = set()  # columns that the header lacks: said once, not again at each row
        self.found: list[Problem] = []

    def run(self, source: Source, progress: Progress) -> None:
        if self.table.name == "projects":
            self.keys.add_parents(_parents(self.table, source))
        number = 0
        for number, row in enumerate(source.rows(self.table, self.hear), start=1):
            self.check_row(row)
            if number % STEP == 0:
                progress(self.table.name, number)
        progress(self.table.name, number)

    def hear(self, problem: Problem) -> None:
        """A problem of the file itself."""
        if problem.row == 1:
            self.missing.add(problem.column)
        self.report(problem)

    def check_row(self, row: Row) -> None:
        self.found = []
        values = {column.name: self.value(column, row) for column in self.table.columns}
        for column in self.table.columns:
            if column.refers_to:
                self.check_reference(column, values, row.line)
        self.check_double(values, row)
        for rule in RULES[self.table.name]:
            for column, message, params, is_warning in rule(values, self.keys, self.today):
                self.add(row.line, column, message, params, is_warning)
        self.remember(values)
        places = self.table.names
        for problem in sorted(self.found, key=lambda one: places.index(one.column)):
            self.report(problem)

    def value(self, column: Column, row: Row):
        """The cell's value; a wrong one is noted and counts as empty."""
        text = row.cells.get(column.name)
        if text is None:
            if column.required and column.name not in self.missing:
                self.add(row.line, column.name, _("is required"))
            return column.kind.empty
        try:
            value = column.kind.read(text)
        except CellError as error:
            self.add(row.line, column.name, error.message, error.params)
            return column.kind.empty
        if isinstance(column.kind, Day) and column.kind.happened and value > self.today:
            self.add(row.line, column.name, _("%(value)s is in the future"), {"value": text})
        return value

    def check_reference(self, column: Column, values: dict, line: int) -> None:
        given = values[column.name]
        known = self.keys.of[column.refers_to]
        for key in (given if isinstance(column.kind, Many) else [given]) if given else []:
            sought = (values["project"], key) if column.refers_to == "areas" else key
            if sought not in known:
                params = {"value": shown(key), "table": column.refers_to}
                self.add(line, column.name, _("there is no “%(value)s” among %(table)s"), params)

    def check_double(self, values: dict, row: Row) -> None:
        required = [column.name for column in self.table.columns if column.required]
        if any(not values[name] for name in self.table.key if name in required):
            return
        first = self.lines.setdefault(self.table.key_of(values), row.line)
        if first != row.line:
            self.add(row.line, self.table.key[-1], _("the same row is on line %(line)s already"), {"line": first})

    def remember(self, values: dict) -> None:
        """Later tables may refer to this row, wrong or not: one error is told once."""
        key = self.table.key_of(values)
        if self.table.name in self.keys.of and key:
            self.keys.of[self.table.name].add(key)
        if self.table.name == "sites":
            self.keys.age_limits[key] = values["age_limit"]
        elif self.table.name == "clients":
            self.keys.birth_dates[key] = values["birth_date"]

    def add(self, line: int, column: str, message: str, params: dict | None = None, is_warning: bool = False) -> None:
        self.found.append(Problem(self.table.name, line, column, message, params or {}, is_warning))


def _parents(table: Table, source: Source) -> Iterator[tuple[str, str | None]]:
    """Code and parent of each project in the source, as far as they can be read."""
    for row in source.rows(table, lambda problem: None):
        if "code" in row.cells:
            yield row.cells["code"], row.cells.get("parent")
