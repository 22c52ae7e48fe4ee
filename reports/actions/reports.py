"""Reports: begin one, change its settings, delete one in which nothing was written."""

from django.db import transaction

from network.models import User
from reports.actions.chapters import lock_writable
from reports.models import Report


@transaction.atomic
def begin_report(*, report: Report, by: User) -> Report:
    """Store the report as a checked form has left it. IntegrityError when the same one was begun meanwhile."""
    report.created_by = by
    report.save()
    return report


@transaction.atomic
def change_report(*, report: Report, by: User) -> Report:
    """Store changed settings as a new version. IntegrityError when another report has taken the period meanwhile."""
    lock_writable(report)
    report.version += 1
    report.save()
    return report


def may_be_deleted(report: Report) -> bool:
    """Whether nothing was written and nothing was ever issued, so that nobody loses anything."""
    written = report.chapters.exclude(text__regex=r"^\s*$").exists()
    return report.is_writable and not written and not report.issues.exists() and not report.events.exists()


@transaction.atomic
def delete_report(*, report: Report, by: User) -> bool:
    """Delete a report in which nothing was written, its pictures and attachments with it; False when it must stay."""
    list(report.chapters.select_for_update(of=("self",)).order_by("pk"))  # before the report: see actions.chapters
    found = lock_writable(report)
    if not may_be_deleted(found):
        return False
    found.delete()
    return True
