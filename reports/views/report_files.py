"""A report as files: the page to look at, PDF, Word, Excel. Made outside of any transaction, as they take seconds."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from network.access import acting_as
from network.spreadsheets import download
from reports.access import get_report_or_404
from reports.models import FileKind
from reports.printing import LONG, about_pages
from reports.report.context import Printout, report_context
from reports.report.files import FILES, TYPES, file_name
from reports.report.html import report_html


def _printout(request: HttpRequest, pk: int, language: str) -> tuple[Printout, str]:
    """The report and its file name without ending, read in a transaction of its own that is over by then."""
    with acting_as(request.user):
        report = get_report_or_404(request.user, pk, language)
        return report_context(report, language), file_name(report, language)


def report_html_view(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """The report as a page to look at before it is printed."""
    printout, name = _printout(request, pk, language)
    headers = {"Content-Disposition": f'inline; filename="{name}.html"'}
    return HttpResponse(report_html(printout, linked=True), headers=headers)


def _file(kind: FileKind) -> Callable[..., HttpResponse]:
    """The view that gives a report out as a file of this kind; a long PDF is made in the background instead."""

    def view(request: HttpRequest, pk: int, language: str) -> HttpResponse:
        printout, name = _printout(request, pk, language)
        if kind == FileKind.PDF and about_pages(printout) >= LONG:
            return redirect("reports:report_printing", pk, language)
        return download(FILES[kind](printout), f"{name}.{kind}", TYPES[kind])

    # The middleware's transaction would stay open while the file is made; this opens its own.
    view.without_database = True
    return view


report_pdf_view, report_docx_view, report_xlsx_view = map(_file, (FileKind.PDF, FileKind.DOCX, FileKind.XLSX))
report_html_view.without_database = True
