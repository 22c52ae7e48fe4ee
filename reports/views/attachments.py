"""The PDFs attached to a report: list and add, look at one, order them, take one off."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from network.access import Permission
from network.pages import needs, say_saved
from network.spreadsheets import download
from reports.access import get_report_or_404
from reports.actions.attachments import add_attachment, move_attachment, remove_attachment
from reports.actions.chapters import NotWritableError
from reports.forms.attachment import AttachmentForm
from reports.models import Attachment, Report
from reports.views.reports import names_of


def _page(request: HttpRequest, report: Report, form: AttachmentForm) -> HttpResponse:
    context = {"form": form, "attachments": list(report.attachments.defer("file"))}
    return render(request, "reports/attachment_list.html", context | names_of(report, report.languages[0]))


def _get_or_404(user, pk: int, attachment: int) -> Attachment:
    """An attached PDF without its bytes, of a report that `user` may write."""
    report = get_report_or_404(user, pk)
    return get_object_or_404(report.attachments.defer("file"), pk=attachment)


@needs(Permission.EDIT_REPORTS)
def attachment_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The attached PDFs in their order, and a form to add one."""
    return _page(request, get_report_or_404(request.user, pk), AttachmentForm())


@require_POST
@needs(Permission.EDIT_REPORTS)
def attachment_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Attach a PDF after the others."""
    report = get_report_or_404(request.user, pk)
    form = AttachmentForm(request.POST, request.FILES)
    if form.is_valid():
        (content, pages), title = form.cleaned_data["pdf"], form.cleaned_data["title"]
        try:
            add_attachment(report=report, title=title, content=content, pages=pages, by=request.user)
        except NotWritableError as error:
            form.add_error(None, str(error))
        else:
            say_saved(request)
            return redirect("reports:attachment_list", pk)
    return _page(request, report, form)


@needs(Permission.EDIT_REPORTS)
def attachment_file(request: HttpRequest, pk: int, attachment: int) -> HttpResponse:
    """The attached PDF as it is appended."""
    found = _get_or_404(request.user, pk, attachment)
    return download(bytes(found.file), f"{found.title}.pdf", "application/pdf")


@require_POST
@needs(Permission.EDIT_REPORTS)
def attachment_move(request: HttpRequest, pk: int, attachment: int) -> HttpResponse:
    """One place up (up=yes) or down."""
    found = _get_or_404(request.user, pk, attachment)
    try:
        move_attachment(attachment=found, up=request.POST.get("up") == "yes", by=request.user)
    except NotWritableError as error:
        messages.error(request, str(error))
    return redirect("reports:attachment_list", pk)


@needs(Permission.EDIT_REPORTS)
def attachment_delete(request: HttpRequest, pk: int, attachment: int) -> HttpResponse:
    """Asks first; a POST takes the PDF off the report."""
    found = _get_or_404(request.user, pk, attachment)
    if request.method == "POST":
        try:
            remove_attachment(attachment=found, by=request.user)
            messages.success(request, _("The PDF was taken off the report."))
        except NotWritableError as error:
            messages.error(request, str(error))
        return redirect("reports:attachment_list", pk)
    context = {"attachment": found} | names_of(found.report, found.report.languages[0])
    return render(request, "reports/attachment_delete.html", context)
