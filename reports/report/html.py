"""The report as one HTML document: second of the three steps context → HTML → bytes."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import override

from reports.models import Report
from reports.report.context import Printout, not_written
from reports.report.data import gather
from reports.report.live import blocks
from reports.report.outline import Section


def report_html(report: Printout, *, linked: bool = False) -> str:
    """The whole document in the report's language, whatever the active one is.

    linked: with its style sheet, for the browser; the PDF brings its own.
    """
    with override(report.language):
        context = {"report": report, "not_written": not_written(), "linked": linked}
        return render_to_string("reports/pdf/report.html", context)


def live_html(report: Report, section: Section, language: str) -> SafeString | str:
    """The figures that are printed in a section, for the page where it is written; "" where there are none.

    In the report's language. The caller has checked the right to the project's figures.
    """
    if not section.live:
        return ""
    with override(language):
        found = blocks(section.live, gather(report))
        if not found:
            return ""
        return render_to_string("reports/_report_live.html", {"blocks": found})
