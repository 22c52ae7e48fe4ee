"""Writes checked rows: new ones are created, changed ones updated, the others left alone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext_noop as _

from network.models import Target, TargetVersion

from .bulk import Bulk
from .checking import Progress, Report, read_row
from .keys import kept_keys, stored_numbers
from .problems import Problem
from .readers import Row, Source
from .stored import Stored, stored_by_key
from .tables import MUNICIPALITIES, REGIONS, Column, Table

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
    writer, people = _Writer(table, _Numbers()), _People(table)
    for batch in _batches(table, source):
        rows = [people.kept(read_row(table, row)) for row in batch]
        stored = stored_by_key(table, rows)
        new, changed = [], []
        for line, values in zip((row.line for row in batch), rows, strict=True):
            before = stored.get(table.key_of(values))
            if table.mergeable and values["key"] in people.of:
                report(_merged(table, line))
            elif before is None:
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


def _merged(table: Table, line: int) -> Problem:
    message = _("this person was merged into another here; the one kept stays as it is, and gets what belongs to them")
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


class _People:
    """People who were merged into others here: what names them in a file belongs to the person kept."""

    def __init__(self, table: Table):
        self.columns = [column.name for column in table.plain if column.refers_to == "clients"]
        self.of = kept_keys() if self.columns or table.mergeable else {}

    def kept(self, values: dict) -> dict:
        """The row with the person kept in place of the one merged."""
        if not self.of:
            return values
        return values | {name: self.of.get(values[name], values[name]) for name in self.columns}


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


def _keep_new_numbers(changed: list[tuple[Stored, dict]]) -> None:
    """A target whose number is another than before was set anew, as far as anybody knows today."""
    TargetVersion.objects.bulk_create(
        TargetVersion(goal_id=before.pk, number=values["target"])
        for before, values in changed
        if before.values["target"] != values["target"]
    )


class _Writer:
    def __init__(self, table: Table, numbers: _Numbers):
        self.table = table
        self.numbers = numbers
        self.bulk = Bulk(table.model, [column.attribute for column in table.plain])
        self.links = [
            (column, Bulk(column.links.model, [f"{column.links.owner}_id", f"{column.links.named}_id"]))
            for column in table.linked
        ]

    def create(self, rows: list[dict]) -> None:
        made = self.bulk.insert(self.plain(values) for values in rows)
        for column, links in self.links:
            self.link(column, links, zip(made, rows, strict=True))
        self.numbers.of.pop(self.table.name, None)  # sub-projects look up the projects anew

    def update(self, changed: list[tuple[Stored, dict]]) -> None:
        self.bulk.overwrite((before.pk, self.plain(values)) for before, values in changed)
        if self.table.model is Target:
            _keep_new_numbers(changed)
        for column, links in self.links:
            other = [
                (before.pk, values) for before, values in changed if before.values[column.name] != values[column.name]
            ]
            owners = [number for number, _values in other]
            if owners:
                column.links.model.objects.filter(**{f"{column.links.owner}__in": owners}).delete()
            self.link(column, links, other)

    def plain(self, values: dict) -> list:
        """The row's cells as its table in the database holds them: numbers for keys."""
        return [
            self.number(column, values, values[column.name]) if column.refers_to else values[column.name]
            for column in self.table.plain
        ]

    def number(self, column: Column, values: dict, key):
        if column.refers_to == "areas" and key is not None:
            key = (values["project"], key)
        return self.numbers(column.refers_to, key)

    def link(self, column: Column, links: Bulk, owners: Iterable[tuple[int, dict]]) -> None:
        """Link each (number, values) to what the column's list names, in the order of the list."""
        links.insert(
            (owner, self.number(column, values, key)) for owner, values in owners for key in values[column.name]
        )
