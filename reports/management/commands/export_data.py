"""`manage.py export_data`: all tables out, as import_data takes them (docs/interchange.md)."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from network.access import acting_as_system
from reports.interchange.exporting import export_folder, export_xlsx, export_zip, new_file


class Command(BaseCommand):
    help = "Exports all tables to a folder of CSV files, or to a .zip or .xlsx if the path ends so."

    def add_arguments(self, parser) -> None:
        parser.add_argument("path", type=Path, metavar="PATH")

    def handle(self, *, path: Path, verbosity: int, **options) -> None:
        progress = self.show if verbosity else None
        try:
            with acting_as_system("export"):
                self.export(path, progress)
        except OSError as error:
            raise CommandError(f"{path}: cannot be written ({error.strerror or error}).") from error

    def export(self, path: Path, progress) -> None:
        writers = {".zip": export_zip, ".xlsx": export_xlsx}
        writer = writers.get(path.suffix.lower())
        if writer is None:
            export_folder(path, progress=progress)
            return
        with new_file(path) as file:
            writer(file, progress=progress)

    def show(self, table: str, rows: int) -> None:
        self.stderr.write(f"{table}: {rows} rows", style_func=str)
