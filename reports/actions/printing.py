"""Asking for the PDF of a long report that is still being written."""

from functools import partial

from django.db import transaction
from django.utils import timezone

from network.models import User
from reports import printing
from reports.models import Report


@transaction.atomic
def begin(*, report: Report, language: str, by: User) -> None:
    """Begin to make the PDF anew, unless it is being made. The caller has checked the right to the report."""
    printing.forget_old()
    draft = printing.DraftPdf(report.pk, language)
    if draft.progress.state == "making":
        return
    draft.path.unlink(missing_ok=True)
    draft.tell(0, begun=timezone.now())
    transaction.on_commit(partial(printing.start, draft, by))
