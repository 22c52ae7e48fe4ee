"""`manage.py report_pdf`: the process that makes the PDF of a long draft; the browser's page starts it itself."""

from django.core.management.base import BaseCommand

from reports import printing


class Command(BaseCommand):
    help = "Makes the PDF of a report that somebody has asked for. The browser starts this; nobody else needs to."

    def add_arguments(self, parser) -> None:
        parser.add_argument("report", type=int)
        parser.add_argument("language")
        parser.add_argument("user", type=int)

    def handle(self, *, report: int, language: str, user: int, **options) -> None:
        printing.work(report, language, user)
