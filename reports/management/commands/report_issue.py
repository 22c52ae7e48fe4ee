"""`manage.py report_issue`: the process that makes an issue of a report; the browser's page starts it itself."""

from django.core.management.base import BaseCommand

from reports.issuing import background


class Command(BaseCommand):
    help = "Makes one issue of a report that somebody has begun. The browser starts this; nobody else needs to."

    def add_arguments(self, parser) -> None:
        parser.add_argument("number", type=int)

    def handle(self, *, number: int, **options) -> None:
        background.work(number)
