"""`manage.py export_ptv`: services and channels as PTV-shaped JSON (docs/interchange.md)."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from network.access import acting_as_system
from services.opendata.files import ptv_files, write_files


class Command(BaseCommand):
    help = "Writes services in use and their channels as PTV-shaped JSON: to a folder, or to a .zip if PATH ends so."

    def add_arguments(self, parser) -> None:
        parser.add_argument("path", type=Path, metavar="PATH")

    def handle(self, *, path: Path, **options) -> None:
        try:
            with acting_as_system("export"):
                write_files(ptv_files(timezone.localdate()), path)
        except OSError as error:
            raise CommandError(f"{path}: cannot be written ({error.strerror or error}).") from error
