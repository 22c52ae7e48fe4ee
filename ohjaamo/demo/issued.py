"""A report of the demo that was given out, so that its reader and its correction can be shown."""

from network.models import Project, User
from reports.actions.issuing import prepare_issue, reopen, submit
from reports.issuing.freezing import make
from reports.models import Report


def make_issued(project: Project, by: User) -> None:
    """The project's narrative report as issue 1 in Finnish, and open again: its Swedish version is still written.

    One language only, for drawing it takes seconds.
    """
    report = Report.whole(project, "narrative")
    submit(report=report, by=by, comment="Luvut on tarkistettu ohjausryhmän kanssa.")
    make(prepare_issue(report=report, by=by, languages=["fi"]))
    reopen(report=report, by=by, comment="Ruotsinkielinen versio viimeistellään ja annetaan seuraavaksi.")
