"""`manage.py import_data`: an Ohjaamo's tables in, all or nothing (docs/interchange.md)."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from network.access import acting_as_system
from reports.interchange.importing import Outcome, Step, run_import
from reports.interchange.problems import Problem, SourceError

STEP = 10_000


class Command(BaseCommand):
    help = "Imports a folder or .zip of CSV files, or an .xlsx with a sheet per table. All or nothing."

    def add_arguments(self, parser) -> None:
        parser.add_argument("path", type=Path, metavar="PATH")
        parser.add_argument("--dry-run", action="store_true", help="Say what would happen, write nothing.")

    def handle(self, *, path: Path, dry_run: bool, verbosity: int, **options) -> None:
        self.told = (False, "", 0)
        watch = self.show_step if verbosity else lambda step: None
        with translation.override("en"):
            try:
                with acting_as_system("import"):
                    outcome = run_import(path, dry_run=dry_run, hear=self.show_problem, watch=watch)
            except SourceError as error:
                raise CommandError(f"{path}: {error.reason}; nothing was written.") from error
        self.conclude(outcome, dry_run)

    def conclude(self, outcome: Outcome, dry_run: bool) -> None:
        if outcome.errors:
            self.stdout.flush()
            raise CommandError(f"{outcome.errors} error(s); nothing was written.")
        for name, counts in outcome.counts.items():
            self.stdout.write(
                f"{name}: {counts.created} created, {counts.updated} updated, {counts.unchanged} unchanged"
            )
        if dry_run:
            self.stdout.write("Dry run: nothing was written.")

    def show_problem(self, problem: Problem) -> None:
        """Errors are the answer, so they go to standard output; warnings stop nothing and go apart."""
        if problem.is_warning:
            self.stderr.write(f"warning: {problem}", style_func=str)
        else:
            self.stdout.write(str(problem))

    def show_step(self, step: Step) -> None:
        """A line for each table that is begun and for every ten thousand rows of it."""
        place = (step.writing, step.table, step.rows // STEP)
        if place != self.told:
            self.told = place
            verb = "Comparing and writing" if step.writing else "Checking"
            percent = 100 * step.done // max(step.total, 1)
            print(f"{verb} {step.table}: {step.rows} rows ({percent} %)", file=sys.stderr)  # noqa: T201
