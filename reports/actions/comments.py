"""What the writers of a chapter say to each other: say it, mark it as done, open it again."""

from django.db import transaction
from django.utils import timezone

from network.models import User
from reports.actions.chapters import open_chapter
from reports.models import ChapterComment, Report


@transaction.atomic
def add_comment(*, report: Report, language: str, slug: str, text: str, by: User) -> ChapterComment:
    """Say something about a chapter, written or not; allowed while it is being checked too."""
    chapter = open_chapter(report=report, language=language, slug=slug)
    return ChapterComment.objects.create(chapter=chapter, text=text, by=by)


@transaction.atomic
def settle_comment(*, comment: ChapterComment, is_done: bool, by: User) -> ChapterComment:
    """Mark a comment as done, or open it again."""
    comment.done_at, comment.done_by = (timezone.now(), by) if is_done else (None, None)
    comment.save(update_fields=["done_at", "done_by"])
    return comment
