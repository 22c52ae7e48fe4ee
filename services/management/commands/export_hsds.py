"""`manage.py export_hsds`: the network as HSDS 3.0 JSON (docs/interchange.md)."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from network.access import acting_as_system
from services.opendata.files import hsds_files, write_files


class Command(BaseCommand):
    help = "Writes what is public of the network as HSDS 3.0 JSON: to a folder, or to a .zip if the path ends so."

    def add_arguments(self, parser) -> None:
        parser.add_argument("path", type=Path, metavar="PATH")

    def handle(self, *, path: Path, **options) -> None:
        try:
            with acting_as_system("export"):
                write_files(hsds_files(timezone.localdate()), path)
        except OSError as error:
            raise CommandError(f"{path}: cannot be written ({error.strerror or error}).") from error
