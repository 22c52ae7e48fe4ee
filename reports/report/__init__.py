"""The end-of-project report: context → HTML string → PDF bytes, in two layouts and three languages."""

from reports.report.context import report_context
from reports.report.html import report_html
from reports.report.pdf import report_pdf

__all__ = ["report_context", "report_html", "report_pdf"]
