"""The PDF of a long report that is still being written: asked for, waited for, fetched."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from network.access import Permission
from network.pages import needs
from network.spreadsheets import download
from reports.access import get_report_or_404
from reports.actions import printing as actions
from reports.models import FileKind
from reports.printing import DraftPdf
from reports.report.files import TYPES, file_name
from reports.report.layouts import LAYOUTS


@needs(Permission.EDIT_REPORTS)
def report_printing(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """How far the PDF is; a POST begins it."""
    report = get_report_or_404(request.user, pk, language)
    if request.method == "POST":
        actions.begin(report=report, language=language, by=request.user)
        return redirect("reports:report_printing", pk, language)
    context = {"report": report, "language": language, "layout": LAYOUTS[report.layout]}
    context["progress"] = DraftPdf(pk, language).progress
    part = "reports/_report_printing.html" if request.htmx else "reports/report_printing.html"
    return render(request, part, context)


@needs(Permission.EDIT_REPORTS)
def report_printed(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """The PDF that was made."""
    report = get_report_or_404(request.user, pk, language)
    try:
        content = DraftPdf(pk, language).path.read_bytes()
    except FileNotFoundError:
        raise Http404 from None
    return download(content, f"{file_name(report, language)}.pdf", TYPES[FileKind.PDF])
