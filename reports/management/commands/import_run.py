"""`manage.py import_run`: the process behind an import in the browser, which starts it itself."""

from django.core.management.base import BaseCommand

from reports.interchange import background


class Command(BaseCommand):
    help = "Checks or writes one uploaded import. The browser's import page starts this; nobody else needs to."

    def add_arguments(self, parser) -> None:
        parser.add_argument("number", type=int)

    def handle(self, *, number: int, **options) -> None:
        background.work(number)
