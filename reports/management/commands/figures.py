"""`manage.py figures`: all figures of a project as JSON on standard output, and nothing else there."""

import json
import re
from datetime import date
from decimal import Decimal

from django.core.management.base import BaseCommand, CommandError

from network.access import counting
from network.models import Project
from reports.figures import ScopeError, build_scope, figures, more_figures


class Command(BaseCommand):
    help = "Writes the figures of a project as JSON (docs/figures.md)."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--project", required=True, metavar="CODE", help="code of the project or sub-project")
        parser.add_argument("--from", dest="start", metavar="DATE", help="first day, YYYY-MM-DD; else the project's")
        parser.add_argument("--to", dest="end", metavar="DATE", help="last day, YYYY-MM-DD; else the project's")
        parser.add_argument("--all", action="store_true", help='also the figures beyond the contract, under "more"')
        parser.add_argument(
            "--site", dest="sites", metavar="KEY", nargs="+", action="extend", help="only these sites; else all"
        )

    def handle(self, *, project: str, start: str | None, end: str | None, sites: list[str] | None, **options) -> None:
        found = Project.objects.filter(code=project).first()
        if found is None:
            raise CommandError(f"There is no project {project!r}.")
        try:
            scope = build_scope(found, _day(start, "--from"), _day(end, "--to"), sites)
        except ScopeError as error:
            raise CommandError(str(error)) from error
        with counting():
            result = figures(scope) | ({"more": more_figures(scope)} if options["all"] else {})
        self.stdout.write(json.dumps(result, indent=2, default=_decimal))


def _decimal(value: Decimal) -> float:
    """A decimal (money, days, a mean) as a number of the JSON."""
    return float(value)


def _day(text: str | None, option: str) -> date | None:
    """A day that exists, written YYYY-MM-DD; None when it is not given."""
    if text is None:
        return None
    wrong = CommandError(f"{option} {text!r} is no date: write YYYY-MM-DD, such as 2021-02-17.")
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        raise wrong
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise wrong from error
