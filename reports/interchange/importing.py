"""An import from beginning to end: check everything, then write everything, in one transaction or not at all."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import structlog
from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils.translation import gettext_noop as _

from .checking import check
from .problems import Problem, SourceError
from .readers import Source
from .sources import open_source
from .tables import TABLES
from .writing import ChangedMeanwhileError, Counts, write

LOCK_KEY = 7_211_846_020  # of the advisory lock; any number, but the same in every process
log = structlog.get_logger()
Heard = Callable[[Problem], None]


@dataclass(frozen=True)
class Step:
    """How far an import is: checking or writing, in which table, rows done of all (each row is passed twice)."""

    writing: bool
    table: str
    rows: int
    done: int
    total: int


@dataclass
class Outcome:
    """What came of it; `counts` is empty when there were errors."""

    errors: int = 0
    warnings: int = 0
    counts: dict[str, Counts] = field(default_factory=dict)


def run_import(
    path: Path, *, dry_run: bool, hear: Heard = lambda problem: None, watch: Callable[[Step], None] = lambda step: None
) -> Outcome:
    """Import the tables at `path` in the caller's transaction, which must be one of the system (network/access.py).

    hear: gets each error and warning, in order. watch: told of progress now and then. Nothing is written when there
    is an error or with `dry_run`. Raises SourceError when the source cannot be read at all, or when the data changed
    under the import; the caller's transaction is then to be rolled back.
    """
    outcome = Outcome()

    def report(problem: Problem) -> None:
        if problem.is_warning:
            outcome.warnings += 1
        else:
            outcome.errors += 1
        hear(problem)

    with open_source(path) as source:
        _one_at_a_time(dry_run)
        progress = _Progress(source, watch)
        check(source, report, progress.checking)
        if not outcome.errors:
            try:
                with transaction.atomic():
                    outcome.counts = _write_all(source, dry_run, report, progress)
            except (ChangedMeanwhileError, IntegrityError, OperationalError) as error:
                log.error("import_refused_by_database", kind=type(error).__name__, constraint=_constraint(error))
                raise SourceError(
                    _("the data changed while it was being imported, nothing was written; try again")
                ) from error
    return outcome


def _write_all(source: Source, dry_run: bool, report: Heard, progress: "_Progress") -> dict[str, Counts]:
    counts = {table.name: Counts() for table in TABLES}
    for table in source.tables:
        counts[table.name] = write(source, table, dry_run=dry_run, report=report, progress=progress.writing)
    if not dry_run:
        # References are otherwise checked at the commit, when nobody could tell the sender any more.
        connection.check_constraints()
    return counts


def _constraint(error: Exception) -> str | None:
    """The name of the constraint that was broken, never the data that broke it."""
    return getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)


def _one_at_a_time(dry_run: bool) -> None:
    """Two imports at once would overwrite each other's rows; the second waits. Ends with the transaction."""
    if not dry_run:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK_KEY])


class _Progress:
    def __init__(self, source: Source, watch: Callable[[Step], None]):
        self.watch = watch
        self.total = 2 * source.count_rows()
        self.before = 0  # rows of the tables already passed
        self.table = ("", False)
        self.rows = 0

    def checking(self, table: str, rows: int) -> None:
        self._tell(table, rows, writing=False)

    def writing(self, table: str, rows: int) -> None:
        self._tell(table, rows, writing=True)

    def _tell(self, table: str, rows: int, *, writing: bool) -> None:
        if (table, writing) != self.table:
            self.before += self.rows
            self.table = (table, writing)
        self.rows = rows
        done = self.before + rows
        self.watch(Step(writing, table, rows, done, max(done, self.total)))
