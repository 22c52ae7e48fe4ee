"""PDFs attached to a report: add at the end, move up or down, take off."""

from django.db import transaction

from network.models import User
from reports.actions.chapters import lock_writable
from reports.models import Attachment, Report


@transaction.atomic
def add_attachment(*, report: Report, title: str, content: bytes, pages: int, by: User) -> Attachment:
    """Store a cleaned PDF as the last one of the report. Raises NotWritableError."""
    lock_writable(report)
    last = report.attachments.order_by("-position").values_list("position", flat=True).first() or 0
    return Attachment.objects.create(
        report=report, title=title, file=content, pages=pages, position=last + 1, added_by=by
    )


@transaction.atomic
def move_attachment(*, attachment: Attachment, up: bool, by: User) -> None:
    """Change places with the one above or below; the first stays first, the last last. Raises NotWritableError."""
    lock_writable(attachment.report)
    order = list(attachment.report.attachments.values_list("pk", flat=True))
    here = order.index(attachment.pk)
    there = min(max(here + (-1 if up else 1), 0), len(order) - 1)
    order[here], order[there] = order[there], order[here]
    for position, pk in enumerate(order, start=1):
        Attachment.objects.filter(pk=pk).update(position=position)


@transaction.atomic
def remove_attachment(*, attachment: Attachment, by: User) -> None:
    """Take a PDF off the report for good. Raises NotWritableError."""
    lock_writable(attachment.report)
    attachment.delete()
