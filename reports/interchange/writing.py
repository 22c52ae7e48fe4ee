"""Writes checked rows: new ones are created, changed ones updated, the others left alone."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.db.models import Model
from django.utils.translation import gettext_noop as _

from .checking import Progress, Report, read_row
from .keys import stored_numbers
from .problems import Problem
from .readers import Row, Source
from .stored import Stored, stored_by_key
from .tables import BY_NAME, MUNICIPALITIES, REGIONS, Column, Table

BATCH = 2_000


@dataclass
class Counts:
    """What an import does to one table."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0


def write(source: Source, table: Table, *, dry_run: bool, report: Report, progress: Progress) -> Counts:
    """Bring the table's stored rows in line with the source (or only count what would change)."""
    counts, done = Counts(), 0
    writer = _Writer(table, None if dry_run else _Numbers())
    for batch in _batches(table, source):
        rows = [read_row(table, row) for row in batch]
        stored = stored_by_key(table, rows)
        new, changed = [], []
        for line, values in zip((row.line for row in batch), rows, strict=True):
            before = stored.get(table.key_of(values))
            if before is None:
                new.append(values)
            elif before.withdrawn:
                report(_withdrawn(table, line))
            elif before.values != values:
                changed.append((before, values))
        counts.created += len(new)
        counts.updated += len(changed)
        counts.unchanged += len(rows) - len(new) - len(changed)
        if not dry_run:
            writer.create(new)
            writer.update(changed)
        done += len(rows)
        progress(table.name, done)
    return counts


def _withdrawn(table: Table, line: int) -> Problem:
    message = _("this row was withdrawn here; it stays withdrawn and as it is")
    return Problem(table.name, line, table.key[0], message, is_warning=True)


def _batches(table: Table, source: Source) -> Iterator[list[Row]]:
    rows: Iterator[Row] = source.rows(table, _unexpected)
    if table.name == "projects":
        # A parent has to be there before its sub-projects.
        yield from _levels(list(rows))
        return
    while batch := list(islice(rows, BATCH)):
        yield batch


def _levels(rows: list[Row]) -> Iterator[list[Row]]:
    """Projects without a parent in the file, then those whose parent came before, and so on."""
    waiting = {row.cells["code"]: row for row in rows}
    while waiting:
        ready = [row for row in waiting.values() if row.cells.get("parent") not in waiting]
        for row in ready:
            del waiting[row.cells["code"]]
        yield ready


def _unexpected(problem: Problem) -> None:
    """The file was read without fault a moment ago."""
    raise ChangedMeanwhileError(str(problem))


class ChangedMeanwhileError(Exception):
    """The file or the data changed between the check and the writing; nothing was written."""


class _Numbers:
    """The database's numbers of referred rows, looked up once per table."""

    def __init__(self):
        self.of: dict[str, dict] = {}

    def __call__(self, name: str, key):
        if key is None or name in (MUNICIPALITIES, REGIONS):
            return key
        if name not in self.of:
            self.of[name] = stored_numbers(name)
        return self.of[name][key]


class _Writer:
    def __init__(self, table: Table, numbers: Callable | None):
        self.table = table
        self.numbers = numbers

    def create(self, rows: list[dict]) -> None:
        made = self.table.model.objects.bulk_create([self.row_of(values) for values in rows])
        for column in self.table.linked:
            self.link(column, zip(made, rows, strict=True))
        self.forget_numbers()

    def update(self, changed: list[tuple[Stored, dict]]) -> None:
        """One statement for all: an insert that finds each row there already and overwrites its columns."""
        model = self.table.model
        versions = self.lock([before.pk for before, _values in changed])
        rows = [self.row_of(values, pk=before.pk) for before, values in changed]
        for row in rows if self.table.versioned else []:
            row.version = versions[row.pk] + 1
        key = {column.attribute for column in self.table.columns if column.name in self.table.key}
        names = [column.attribute for column in self.table.plain if column.attribute not in key]
        names = [name.removesuffix("_id") for name in names] + (["version"] if self.table.versioned else [])
        if names and rows:
            model.objects.bulk_create(rows, update_conflicts=True, unique_fields=["pk"], update_fields=names)
        for column in self.table.linked:
            self.relink(column, [pair for pair in changed if pair[0].values[column.name] != pair[1][column.name]])

    def lock(self, numbers: list[int]) -> dict[int, int]:
        """Lock rows until the end, so that a form saved meanwhile waits; gives their versions now."""
        locked = self.table.model.objects.select_for_update(of=("self",)).filter(pk__in=numbers).order_by("pk")
        return dict(locked.values_list("pk", "version" if self.table.versioned else "pk"))

    def row_of(self, values: dict, **given) -> Model:
        for column in self.table.plain:
            value = values[column.name]
            given[column.attribute] = self.number(column, values, value) if column.refers_to else value
        return self.table.model(**given)

    def number(self, column: Column, values: dict, key):
        if column.refers_to == "areas" and key is not None:
            key = (values["project"], key)
        return self.numbers(column.refers_to, key)

    def link(self, column: Column, pairs) -> None:
        """Link each (row, values) to what the column's list names, in the order of the list."""
        owner, named = f"{column.links.owner}_id", f"{column.links.named}_id"
        column.links.model.objects.bulk_create(
            column.links.model(**{owner: row.pk, named: self.number(column, values, key)})
            for row, values in pairs
            for key in values[column.name]
        )

    def relink(self, column: Column, changed: list[tuple[Stored, dict]]) -> None:
        if changed:
            owners = [before.pk for before, _values in changed]
            column.links.model.objects.filter(**{f"{column.links.owner}__in": owners}).delete()
            self.link(column, changed)

    def forget_numbers(self) -> None:
        """After rows were added, those that refer to them (sub-projects) look them up anew."""
        if self.table.name in BY_NAME:
            self.numbers.of.pop(self.table.name, None)
