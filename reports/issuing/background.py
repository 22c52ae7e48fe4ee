"""The process that makes one issue, and how far it is."""

import pghistory
from django.core.exceptions import PermissionDenied

from network.access import acting_as_system
from reports import background
from reports.background import CancelledError
from reports.issuing.freezing import make
from reports.issuing.seeing import may_write
from reports.models import IssuedReport, IssueState

LOCK_CLASS = 1_846_203_118  # of the advisory locks; any number, but the same in every process
COMMAND = "report_issue"


def start(issued: IssuedReport) -> None:
    """Begin to make the issue in a process of its own."""
    background.start(COMMAND, issued.pk)


def is_interrupted(issued: IssuedReport) -> bool:
    """Whether the process that was to make the issue is gone."""
    if issued.state != IssueState.MAKING:
        return False
    return background.is_gone(LOCK_CLASS, issued.pk, issued.issued_at)


def work(pk: int) -> None:
    """Make the issue; what came of it is stored with it."""
    with _Watcher(LOCK_CLASS, pk) as watcher:
        issued = IssuedReport.objects.filter(pk=pk, state=IssueState.MAKING).first()
        if issued is None or not watcher.alone:
            return
        try:
            if not _may_still(issued):
                raise PermissionDenied("Who began the issue may not issue the report any more.")
            with pghistory.context(user=issued.issued_by_id):
                make(issued, watcher.tell)
        except CancelledError:
            return
        except Exception:
            IssuedReport.objects.filter(pk=pk, state=IssueState.MAKING).update(state=IssueState.FAILED)
            raise


def _may_still(issued: IssuedReport) -> bool:
    """Whether who began the issue may still issue it: rights end while a process waits for its turn."""
    with acting_as_system("issue"):
        return may_write(issued.issued_by, issued)


class _Watcher(background.Watcher):
    """Tells the progress of an issue."""

    def tell(self, done: int, steps: int) -> None:
        """Store how many steps are done. Raises CancelledError."""
        self.store(
            "UPDATE reports_issuedreport SET done_steps = %s, all_steps = %s WHERE id = %s AND state = %s",
            [done, steps, self.pk, str(IssueState.MAKING)],
        )
