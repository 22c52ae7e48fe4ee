"""A report as the bytes of a file: what downloads give out, and what is kept when a report is issued."""

from collections.abc import Callable

from django.utils.text import slugify

from network.spreadsheets import XLSX_TYPE
from reports.models import FileKind, Report
from reports.report.appending import append, page_numbers
from reports.report.context import Printout
from reports.report.docx import report_docx
from reports.report.html import report_html
from reports.report.pdf import report_pdf
from reports.report.workbook import report_workbook

TYPES: dict[FileKind, str] = {
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.XLSX: XLSX_TYPE,
}


def file_name(report: Report, language: str) -> str:
    """The name of a report's files, without ending."""
    return f"{slugify(report.project.code) or report.project_id}-{report.layout}-{language}"


def pdf_file(printout: Printout) -> bytes:
    """The report as PDF with its attached PDFs. Slow (seconds): call it outside of any transaction."""
    own = report_pdf(report_html(printout), page_numbers(printout.attached))
    return append(own, printout.attached)


FILES: dict[FileKind, Callable[[Printout], bytes]] = {
    FileKind.PDF: pdf_file,
    FileKind.DOCX: report_docx,
    FileKind.XLSX: report_workbook,
}
