"""The report as one HTML document: second of the three steps context → HTML → bytes."""

from django.template.loader import render_to_string
from django.utils.translation import override

from reports.report.context import Printout, not_written


def report_html(report: Printout, *, linked: bool = False) -> str:
    """The whole document in the report's language, whatever the active one is.

    linked: with its style sheet, for the browser; the PDF brings its own.
    """
    with override(report.language):
        context = {"report": report, "not_written": not_written(), "linked": linked}
        return render_to_string("reports/pdf/report.html", context)
