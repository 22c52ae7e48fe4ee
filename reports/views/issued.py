"""Issued reports: which there are, one of them with its files and figures, what has changed since, telling a file."""

from datetime import datetime

import structlog
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models.functions import Length
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRefresh

from network.access import Permission
from network.pages import needs
from reports.actions import issuing
from reports.forms.issuing import VerifyForm
from reports.issuing.background import is_interrupted
from reports.issuing.comparing import changed_chapters, changed_logos, differences
from reports.issuing.reading import figures_of, shelves
from reports.issuing.seeing import get_file_or_404, get_issue_or_404, issues_for, may_write, verify
from reports.models import LANGUAGE_CODES, FileKind, IssuedReport, IssueState
from reports.report.files import TYPES
from reports.report.progress import LANGUAGE_NAMES

log = structlog.get_logger()
FIGURES_PER_PAGE = 100


@needs(Permission.SEE_FIGURES)
def issued_list(request: HttpRequest) -> HttpResponse:
    """The issued reports of the user's projects, the newest issue of each first."""
    return render(request, "reports/issued_list.html", {"shelves": shelves(issues_for(request.user))})


@needs(Permission.SEE_FIGURES)
def issued_verify(request: HttpRequest) -> HttpResponse:
    """Whether a file is one of ours, unchanged; it is read once and thrown away."""
    form = VerifyForm(request.POST, request.FILES) if request.method == "POST" else VerifyForm()
    verdict = verify(request.user, form.sha256) if form.is_bound and form.is_valid() else None
    return render(request, "reports/issued_verify.html", {"form": form, "verdict": verdict})


@needs(Permission.SEE_FIGURES)
def issued_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One issue: what it is, its files; or how far it is while it is being made."""
    issued = get_issue_or_404(request.user, pk)
    if issued.state != IssueState.READY:
        context = {"issued": issued, "interrupted": is_interrupted(issued)}
        part = "reports/_issued_progress.html" if request.htmx else "reports/issued_making.html"
        return render(request, part, context)
    if request.htmx:
        return HttpResponseClientRefresh()
    files = list(issued.files.defer("content").annotate(size=Length("content")))
    files.sort(key=lambda file: (LANGUAGE_CODES.index(file.language), FileKind.values.index(file.kind)))
    context = {
        "issued": issued,
        "submitted": _submitted(issued),
        "files": [(LANGUAGE_NAMES[file.language], file) for file in files],
        "newer": issued.report.issues.filter(number__gt=issued.number, state=IssueState.READY).first(),
        "writes": may_write(request.user, issued),
    }
    return render(request, "reports/issued_detail.html", context)


def _submitted(issued: IssuedReport) -> dict | None:
    """Who submitted the report before it was issued, and when."""
    found = issued.contents.get("submitted")
    return {"by": found["by"], "at": datetime.fromisoformat(found["at"])} if found else None


@needs(Permission.SEE_FIGURES)
def issued_figures(request: HttpRequest, pk: int) -> HttpResponse:
    """Every figure as it was issued, with its definition of then."""
    issued = get_issue_or_404(request.user, pk)
    words = request.GET.get("q", "").strip()[:100]
    page = Paginator(figures_of(issued, words), FIGURES_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "reports/issued_figures.html", {"issued": issued, "page": page, "words": words})


@needs(Permission.EDIT_REPORTS)
def issued_changes(request: HttpRequest, pk: int) -> HttpResponse:
    """What is other today than in the issue."""
    issued = get_issue_or_404(request.user, pk, write=True)
    if issued.state != IssueState.READY:
        return redirect("reports:issued_detail", pk)
    context = {
        "issued": issued,
        "differences": differences(issued),
        "chapters": [(LANGUAGE_NAMES[code], code, label) for code, label in changed_chapters(issued)],
        "logos": changed_logos(issued),
    }
    return render(request, "reports/issued_changes.html", context)


@needs(Permission.SEE_FIGURES)
def issued_file(request: HttpRequest, pk: int) -> HttpResponse:
    """A file as it was issued, byte for byte; none that is not what its fingerprint says."""
    file = get_file_or_404(request.user, pk)
    issued = file.issued
    if not file.is_whole:
        log.error("issued_file_damaged", file=file.pk)
        messages.error(
            request,
            _("The file that is kept does not match its fingerprint any more, so it is not given out. Tell the admin."),
        )
        return redirect("reports:issued_detail", issued.pk)
    code = slugify(issued.contents.get("code", "")) or issued.report.project_id
    name = f"{code}-{issued.report.layout}-{issued.number}-{file.language}.{file.kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "ETag": f'"{file.sha256}"'}
    return HttpResponse(bytes(file.content), content_type=TYPES[file.kind], headers=headers)


@require_POST
@needs(Permission.EDIT_REPORTS)
def issued_again(request: HttpRequest, pk: int) -> HttpResponse:
    issuing.make_again(issued=get_issue_or_404(request.user, pk, write=True), by=request.user)
    return redirect("reports:issued_detail", pk)


@require_POST
@needs(Permission.EDIT_REPORTS)
def issued_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Give up an issue that is not made yet."""
    issued = get_issue_or_404(request.user, pk, write=True)
    if not issuing.give_up(issued=issued):
        messages.warning(request, _("It was ready before it could be given up. It stays as it is."))
        return redirect("reports:issued_detail", pk)
    messages.success(request, _("Nothing was issued. The report still waits for the check."))
    return redirect("reports:report_detail", issued.report_id, issued.report.languages[0])
