"""`manage.py export_data`: all tables out, as import_data takes them (docs/interchange.md)."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from network.access import acting_as_system
from reports.interchange.exporting import Export, new_file


class Command(BaseCommand):
    help = "Exports all tables to a folder of CSV files, or to a .zip or .xlsx if the path ends so."

    def add_arguments(self, parser) -> None:
        parser.add_argument("path", type=Path, metavar="PATH")

    def handle(self, *, path: Path, verbosity: int, **options) -> None:
        export = Export(progress=self.show if verbosity else None)
        try:
            with acting_as_system("export"):
                self.write(export, path)
        except OSError as error:
            raise CommandError(f"{path}: cannot be written ({error.strerror or error}).") from error

    def write(self, export: Export, path: Path) -> None:
        writer = {".zip": export.to_zip, ".xlsx": export.to_xlsx}.get(path.suffix.lower())
        if writer is None:
            export.to_folder(path)
            return
        with new_file(path) as file:
            writer(file)

    def show(self, table: str, rows: int) -> None:
        self.stderr.write(f"{table}: {rows} rows", style_func=str)
