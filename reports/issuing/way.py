"""Where a report is on its way and what may be done next: what templates/reports/_report_state.html shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.issuing.comparing import differences
from reports.models import IssuedReport, IssueState, Report, ReportAct, ReportEvent, ReportState


@dataclass(frozen=True)
class Way:
    """open_issue: the one that is being made or has failed. differing: how many figures differ from the newest."""

    report: Report
    events: Sequence[ReportEvent]
    newest: IssuedReport | None
    open_issue: IssuedReport | None
    differing: int

    @property
    def tone(self) -> str:
        """The colour of the state's badge."""
        tones = {ReportState.SUBMITTED: "action", ReportState.RETURNED: "warn", ReportState.ISSUED: "good"}
        return tones.get(self.report.state, "outline")

    @property
    def label(self) -> str:
        """Where it is, in words; opened for a correction is not the same as returned."""
        reopened = self.returned and self.returned.act == ReportAct.REOPENED
        return self.returned.get_act_display() if reopened else self.report.get_state_display()

    @property
    def correcting(self) -> bool:
        """Whether it was opened after an issue and not issued since."""
        return bool(self.newest) and self.report.state != ReportState.ISSUED

    @property
    def returned(self) -> ReportEvent | None:
        """The words with which it came back to the writers, while they have it."""
        last = self.events[0] if self.events and self.report.state == ReportState.RETURNED else None
        return last if last and last.act in (ReportAct.RETURNED, ReportAct.REOPENED) else None


def report_way(report: Report) -> Way:
    """The way of a report for its page. The caller has checked the right to the project's figures.

    Three queries, and those of the figures once there is an issue to compare with.
    """
    issues = list(report.issues.select_related("issued_by").defer("figures", "names", "definitions"))
    newest = next((one for one in issues if one.state == IssueState.READY), None)
    return Way(
        report=report,
        events=list(report.events.select_related("by")),
        newest=newest,
        open_issue=next((one for one in issues if one.state != IssueState.READY), None),
        differing=len(differences(newest)) if newest else 0,
    )
