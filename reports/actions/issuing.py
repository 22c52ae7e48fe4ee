"""A report on its way: submitted, returned, issued, opened again for a correction.

Each locks the report's row first, so that of two who act at once one wins and the other is told.
"""

from collections.abc import Collection
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network.models import User
from reports.issuing import background
from reports.models import IssuedReport, IssueState, Report, ReportAct, ReportEvent, ReportState


class WayError(Exception):
    """The report is not where the user thinks it is; the message says where it is."""


@transaction.atomic
def submit(*, report: Report, by: User, comment: str = "") -> None:
    """Hand the report over to be checked: nobody writes in it from now on. Raises WayError."""
    _move(report, {ReportState.DRAFT, ReportState.RETURNED}, ReportAct.SUBMITTED, by, comment)


@transaction.atomic
def give_back(*, report: Report, by: User, comment: str) -> None:
    """Return a submitted report to its writers with a comment. Raises WayError."""
    _move(report, {ReportState.SUBMITTED}, ReportAct.RETURNED, by, comment)


@transaction.atomic
def reopen(*, report: Report, by: User, comment: str) -> None:
    """Open an issued report for a correction; the issues so far stay as they are. Raises WayError."""
    _move(report, {ReportState.ISSUED}, ReportAct.REOPENED, by, comment)


@transaction.atomic
def begin_issue(
    *, report: Report, by: User, languages: Collection[str], changes: str = "", reason: str = ""
) -> IssuedReport:
    """Begin the next issue of a submitted report; a process of its own makes it.

    changes: what is other than in the issue before. reason: why it is issued although the check found errors.
    Raises WayError.
    """
    issued = prepare_issue(report=report, by=by, languages=languages, changes=changes, reason=reason)
    transaction.on_commit(partial(background.start, issued))
    return issued


@transaction.atomic
def prepare_issue(
    *, report: Report, by: User, languages: Collection[str], changes: str = "", reason: str = ""
) -> IssuedReport:
    """The next issue, not yet made (see begin_issue). Raises WayError."""
    locked = _locked(report, {ReportState.SUBMITTED})
    last = report.issues.order_by("-number").first()
    return IssuedReport.objects.create(
        report=locked,
        number=last.number + 1 if last else 1,
        issued_by=by,
        is_masked=locked.is_masked,
        changes=changes,
        contents={"languages": list(languages), "reason": reason},
        all_steps=1,
    )


@transaction.atomic
def make_again(*, issued: IssuedReport, by: User) -> bool:
    """Make an issue anew whose process stopped, as the one of `by`; says whether there was one."""
    stopped = IssueState.MAKING if background.is_interrupted(issued) else IssueState.FAILED
    again = {"state": IssueState.MAKING, "issued_at": timezone.now(), "issued_by": by, "done_steps": 0}
    begun = IssuedReport.objects.filter(pk=issued.pk, state=stopped).update(**again)
    if begun:
        transaction.on_commit(partial(background.start, issued))
    return bool(begun)


@transaction.atomic
def give_up(*, issued: IssuedReport) -> bool:
    """Forget an issue that is not made yet; its process keeps nothing. Says whether there was one."""
    Report.objects.select_for_update(of=("self",)).get(pk=issued.report_id)
    deleted, _rows = IssuedReport.objects.filter(pk=issued.pk).exclude(state=IssueState.READY).delete()
    return bool(deleted)


def _move(report: Report, states: set[ReportState], act: ReportAct, by: User, comment: str) -> None:
    locked = _locked(report, states)
    locked.state = {ReportAct.REOPENED: ReportState.RETURNED}.get(act) or ReportState(act.value)
    locked.save(update_fields=["state"])
    report.state = locked.state
    ReportEvent.objects.create(report=report, act=act, by=by, comment=comment)


def _locked(report: Report, states: set[ReportState]) -> Report:
    """The report's row for this transaction alone, in one of these states and with no issue under way."""
    locked = Report.objects.select_for_update(of=("self",)).select_related("project").get(pk=report.pk)
    if locked.issues.exclude(state=IssueState.READY).exists():
        raise WayError(_("Somebody is issuing this report at the moment. Nothing was changed."))
    if locked.state not in states:
        state = locked.get_state_display()
        raise WayError(_("Somebody was faster: the report is now “%(state)s”. Nothing was changed.") % {"state": state})
    return locked
