"""A report's way out: check, submit, return, issue, correct."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from network.access import Permission
from network.pages import needs
from reports.access import get_report_or_404
from reports.actions import issuing
from reports.actions.issuing import WayError
from reports.forms.issuing import IssueForm, ReopenForm, ReturnForm, SubmitForm
from reports.issuing.comparing import differences, newest_issue, proposed_changes
from reports.models import FileKind, IssuedReport, Report, ReportState
from reports.report.check import check, check_languages
from reports.report.files import FILES
from reports.report.progress import LANGUAGE_NAMES
from reports.views.reports import names_of


@needs(Permission.EDIT_REPORTS)
def report_check(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """What is missing or does not agree in one language, and where it is mended."""
    report = get_report_or_404(request.user, pk, language)
    context = {
        "check": check(report, language),
        "languages": [(code, LANGUAGE_NAMES[code]) for code in report.languages],
    }
    return render(request, "reports/report_check.html", context | names_of(report, language))


@needs(Permission.EDIT_REPORTS)
def report_submit(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """Hand the report over to be checked; what the check finds stands beside it."""
    report = get_report_or_404(request.user, pk, language)
    if _is_late(request, report.is_writable):
        return _not_now(request, report, language)

    def found() -> dict:
        checks = check_languages(report, report.languages)
        return {"checks": [(one, LANGUAGE_NAMES[code]) for code, one in checks.items()]}

    done = _("The report waits for the check. Nobody writes in it until it is returned or issued.")
    return _step(request, report, language, SubmitForm, issuing.submit, "reports/issued_submit.html", done, found)


@needs(Permission.EDIT_REPORTS)
def report_return(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """Return a submitted report to its writers."""
    report = get_report_or_404(request.user, pk, language)
    if _is_late(request, report.state == ReportState.SUBMITTED):
        return _not_now(request, report, language)
    done = _("The report is with its writers again.")
    return _step(request, report, language, ReturnForm, issuing.give_back, "reports/issued_return.html", done)


@needs(Permission.EDIT_REPORTS)
def report_reopen(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """Open an issued report for a correction."""
    report = get_report_or_404(request.user, pk, language)
    if _is_late(request, report.state == ReportState.ISSUED):
        return _not_now(request, report, language)
    done = _("The report can be corrected. What was issued stays as it is.")
    return _step(request, report, language, ReopenForm, issuing.reopen, "reports/issued_reopen.html", done)


def _is_late(request: HttpRequest, is_there: bool) -> bool:
    """Whether a page cannot be opened any more; words that were written on it are sent, refused and kept in it."""
    return request.method != "POST" and not is_there


def _not_now(request: HttpRequest, report: Report, language: str) -> HttpResponse:
    """The page was opened, or its link kept, from when the report was somewhere else on its way."""
    state = report.get_state_display()
    messages.warning(request, _("This cannot be done now: the report is “%(state)s”.") % {"state": state})
    return redirect("reports:report_detail", report.pk, language)


def _step(
    request: HttpRequest,
    report: Report,
    language: str,
    form_class: type[Form],
    action: Callable[..., None],
    template: str,
    done: str,
    found: Callable[[], dict] = dict,
) -> HttpResponse:
    """A page with one text to write, and what is done with it; found: what else the page shows."""
    form = form_class(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            action(report=report, by=request.user, comment=form.cleaned_data["comment"])
        except WayError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, done)
            return redirect("reports:report_detail", report.pk, language)
    return render(request, template, {"form": form} | found() | names_of(report, language))


@needs(Permission.EDIT_REPORTS)
def report_issue(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """Freeze a submitted report and give it out."""
    report = get_report_or_404(request.user, pk, language)
    if _is_late(request, report.state == ReportState.SUBMITTED):
        return _not_now(request, report, language)
    checks, before = check_languages(report, report.languages), newest_issue(report)
    given = {"report": report, "checks": checks, "before": before}
    if request.method == "POST":
        form = IssueForm(request.POST, **given)
        if form.is_valid() and (issued := _begun(form, report, request)):
            return redirect("reports:issued_detail", issued.pk)
    else:
        form = IssueForm(**given, proposal=proposed_changes(before, differences(before)) if before else "")
    context = {
        "form": form,
        "checks": [(one, LANGUAGE_NAMES[code]) for code, one in checks.items()],
        "before": before,
        "kinds": [FileKind(kind).label for kind in FILES],
        "attachments": report.attachments.count(),
    }
    return render(request, "reports/issued_issue.html", context | names_of(report, language))


def _begun(form: IssueForm, report: Report, request: HttpRequest) -> IssuedReport | None:
    """The issue that is being made now; None when somebody was faster, and the form says so."""
    words = {name: form.cleaned_data.get(name, "") for name in ("changes", "reason")}
    try:
        return issuing.begin_issue(report=report, by=request.user, languages=form.cleaned_data["languages"], **words)
    except WayError as error:
        form.add_error(None, str(error))
        return None
