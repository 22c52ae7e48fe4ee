import time

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from ohjaamo.housekeeping import run_all
from ohjaamo.supervisor import end_with_parent


class Command(BaseCommand):
    requires_system_checks = []
    help = "Does what has to be done from time to time: reminders, erasing what is kept for a while only."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--every", type=int, metavar="SECONDS", help="Go on for ever, with this pause between.")

    def handle(self, *, every: int | None, **options) -> None:
        end_with_parent()
        self._once()
        while every:
            time.sleep(every)
            close_old_connections()
            self._once()

    def _once(self) -> None:
        for name, count in run_all().items():
            if count:
                self.stdout.write(f"{name}: {count}")
        self.stdout.flush()
