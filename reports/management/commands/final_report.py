"""`manage.py final_report`: a report of a whole project as a PDF, in any layout."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from network.access import acting_as_system
from network.models import Project
from reports.models import REPORT_LANGUAGES, Report, SmallNumbers
from reports.report import report_context, report_html, report_pdf
from reports.report.layouts import LAYOUTS


class Command(BaseCommand):
    help = "Writes the report of a project as PDF/UA (docs/report-layouts.md)."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--project", required=True, metavar="CODE", help="code of the project or sub-project")
        parser.add_argument("--layout", required=True, choices=list(LAYOUTS))
        parser.add_argument("--language", required=True, choices=[code for code, _name in REPORT_LANGUAGES])
        parser.add_argument(
            "--small-numbers", choices=SmallNumbers.values,
            help="masked (1–4 hidden) or exact; without it as the report says, exact for one that nobody has begun",
        )  # fmt: skip
        parser.add_argument("--output", required=True, type=Path, metavar="FILE.pdf", help="where to write it")

    def handle(self, *, project: str, layout: str, language: str, output: Path, **options) -> None:
        found = Project.objects.filter(code=project).first()
        if found is None:
            raise CommandError(f"There is no project {project!r}.")
        if not output.parent.is_dir():
            raise CommandError(f"The folder {str(output.parent)!r} does not exist.")
        with acting_as_system("final_report"):
            report = Report.whole(found, layout)
            if report.pk is None:  # it is printed for the house itself
                report.small_numbers = SmallNumbers.EXACT
            report.small_numbers = options["small_numbers"] or report.small_numbers
            html = report_html(report_context(report, language))
        pdf = report_pdf(html)
        try:
            output.write_bytes(pdf)
        except OSError as error:
            raise CommandError(f"{str(output)!r} cannot be written: {error.strerror}.") from error
        self.stderr.write(f"{output}: {len(pdf):,} bytes")
