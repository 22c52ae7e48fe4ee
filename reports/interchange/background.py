"""The process that checks or writes one upload: what it does, and how far it is."""

from dataclasses import asdict
from pathlib import Path

import pghistory
from django.utils import timezone

from network.access import acting_as_system
from reports import background
from reports.background import CancelledError
from reports.models import WORKING, ImportRun, ImportState

from .importing import Outcome, Step, run_import
from .problems import Problem, SourceError

LOCK_CLASS = 1_846_203_117  # of the advisory locks; any number, but the same in every process
MOST_SHOWN = 300  # errors, and as many warnings, kept for the page


def start(run: ImportRun) -> None:
    """Begin the run's work in a process of its own, which outlives the request."""
    background.start("import_run", run.pk)


def is_interrupted(run: ImportRun) -> bool:
    """Whether the process that was to work on the run is gone."""
    return run.is_working and background.is_gone(LOCK_CLASS, run.pk, run.started_at)


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


class _Watcher(background.Watcher):
    """Tells the progress of a run."""

    def __init__(self, pk: int):
        super().__init__(LOCK_CLASS, pk)
        self.told = None

    def tell(self, step: Step) -> None:
        """Store how far it is, whenever a percent has been done. Raises CancelledError."""
        percent = 100 * step.done // max(step.total, 1)
        if percent == self.told:
            return
        self.told = percent
        self.store(
            "UPDATE reports_importrun SET done_rows = %s, all_rows = %s WHERE id = %s AND state = ANY(%s)",
            [step.done, step.total, self.pk, list(map(str, WORKING))],
        )
