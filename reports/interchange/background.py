"""The process that checks or writes one upload: its progress, its place in the line, and how one sees that it lives.

The process holds a lock in the database as long as it lives, so a killed one is noticed at once; the lock and the
progress go over a connection of their own, for the import itself is one long transaction.
"""

import subprocess
import sys
import threading
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

import pghistory
from django.conf import settings
from django.db import connection, connections
from django.utils import timezone

from network.access import acting_as_system
from reports.models import WORKING, ImportRun, ImportState

from .importing import Outcome, Step, run_import
from .problems import Problem, SourceError

LOCK_CLASS = 1_846_203_117  # of the advisory locks; any number, but the same in every process
STARTING = timedelta(seconds=30)  # that a process may take before it holds its lock
MOST_SHOWN = 300  # errors, and as many warnings, kept for the page


class CancelledError(Exception):
    """The user has cancelled the run while it was being worked on."""


def start(run: ImportRun) -> None:
    """Begin the run's work in a process of its own, which outlives the request."""
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "import_run", str(run.pk)]
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)  # noqa: S603
    threading.Thread(target=child.wait, daemon=True).start()


def is_interrupted(run: ImportRun) -> bool:
    """Whether the process that was to work on the run is gone."""
    if not run.is_working or timezone.now() - run.started_at < STARTING:
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = %s AND objid = %s"
            " AND objsubid = 2 AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            [LOCK_CLASS, run.pk],
        )
        return cursor.fetchone()[0] == 0


def work(pk: int) -> None:
    """Check the run's file, or write it if that was confirmed; what came of it is stored with the run."""
    with _Watcher(pk) as watcher:
        run = ImportRun.objects.filter(pk=pk, state__in=WORKING).first()
        if run is None or not watcher.alone:
            return
        try:
            _work(run, watcher)
        except CancelledError:
            return
        except SourceError as error:
            problem = Problem("", 1, "", error.message, error.params)
            _conclude(run, ImportState.FAULTY, errors=[asdict(problem)], error_count=1)
        except Exception:
            ImportRun.objects.filter(pk=pk, state=run.state).update(state=ImportState.FAILED)
            raise
    run.refresh_from_db()
    if not run.is_open:
        Path(run.path).unlink(missing_ok=True)


def _work(run: ImportRun, watcher: "_Watcher") -> None:
    errors: list[Problem] = []
    warnings: list[Problem] = []

    def hear(problem: Problem) -> None:
        kept = warnings if problem.is_warning else errors
        if len(kept) < MOST_SHOWN:
            kept.append(problem)

    writing = run.state == ImportState.IMPORTING
    with pghistory.context(user=run.user_id, import_run=run.pk), acting_as_system("import"):
        outcome = run_import(Path(run.path), dry_run=not writing, hear=hear, watch=watcher.tell)
        # In one transaction with the data, so that they are written if and only if the run says so.
        _conclude(
            run,
            _state_after(outcome, writing),
            counts={name: asdict(counts) for name, counts in outcome.counts.items()},
            errors=[asdict(problem) for problem in errors],
            error_count=outcome.errors,
            warnings=[asdict(problem) for problem in warnings],
            warning_count=outcome.warnings,
        )


def _state_after(outcome: Outcome, writing: bool) -> ImportState:
    if outcome.errors:
        return ImportState.FAULTY
    return ImportState.DONE if writing else ImportState.CHECKED


def _conclude(run: ImportRun, state: ImportState, **fields) -> None:
    fields["finished_at"] = None if state == ImportState.CHECKED else timezone.now()
    if not ImportRun.objects.filter(pk=run.pk, state=run.state).update(state=state, **fields):
        raise CancelledError


class _Watcher:
    """Holds the run's lock and tells its progress, over a connection of its own."""

    def __init__(self, pk: int):
        self.pk = pk
        self.told = None
        self.alone = False

    def __enter__(self) -> "_Watcher":
        self.connection = connections.create_connection("default")
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK_CLASS, self.pk])
            self.alone = cursor.fetchone()[0]
        return self

    def __exit__(self, *error) -> None:
        self.connection.close()  # lets go of the lock

    def tell(self, step: Step) -> None:
        """Store how far it is, whenever a percent has been done. Raises CancelledError."""
        percent = 100 * step.done // max(step.total, 1)
        if percent == self.told:
            return
        self.told = percent
        with self.connection.cursor() as cursor:
            cursor.execute(
                "UPDATE reports_importrun SET done_rows = %s, all_rows = %s WHERE id = %s AND state = ANY(%s)",
                [step.done, step.total, self.pk, list(map(str, WORKING))],
            )
            if not cursor.rowcount:
                raise CancelledError
