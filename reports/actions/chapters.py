"""Chapters of a report: make one ready to be written, write it, share them out, restore an earlier version.

Chapters are locked before their report, everywhere: a form locks its chapter while it is checked, and two who locked
in different orders would wait for each other.
"""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from network.models import User
from reports.models import Chapter, Report


class NotWritableError(PermissionDenied):
    """The report is being checked or has been issued."""


def lock_writable(report: Report) -> Report:
    """The report, locked until the transaction ends; NotWritableError once it was submitted or issued."""
    found = Report.objects.select_for_update(of=("self",), no_key=True).select_related("project").get(pk=report.pk)
    if not found.is_writable:
        raise NotWritableError(_("The report is not open for writing any more."))
    return found


@transaction.atomic
def open_chapter(*, report: Report, language: str, slug: str) -> Chapter:
    """The stored chapter, made empty if there is none, so that two first writers notice each other."""
    return Chapter.objects.get_or_create(report=report, language=language, slug=slug)[0]


@transaction.atomic
def write_chapter(*, chapter: Chapter, by: User) -> Chapter:
    """Store the chapter as a checked form has left it, as a new version written by `by`."""
    lock_writable(chapter.report)
    chapter.version += 1
    chapter.updated_by = by
    chapter.save(update_fields=["text", "is_ready", "version", "updated_by", "updated_at"])
    return chapter


@transaction.atomic
def restore_chapter(*, chapter: Chapter, text: str, by: User) -> Chapter:
    """Store an earlier text as the newest version; what stood there stays in the history."""
    found = Chapter.objects.select_for_update(of=("self",)).get(pk=chapter.pk)
    found.text, found.is_ready = text, False
    return write_chapter(chapter=found, by=by)


@transaction.atomic
def share_out(*, report: Report, language: str, authors: Mapping[str, User | None], by: User) -> int:
    """Say who writes which chapter (by slug); how many changed. The texts keep their versions."""
    rows = report.chapters.filter(language=language).select_for_update(of=("self",)).order_by("pk")
    stored, changed = {chapter.slug: chapter for chapter in rows}, 0
    lock_writable(report)
    for slug, author in authors.items():
        chapter = stored.get(slug)
        if (chapter.author_id if chapter else None) == (author.pk if author else None):
            continue
        chapter = chapter or open_chapter(report=report, language=language, slug=slug)
        chapter.author = author
        chapter.save(update_fields=["author"])
        changed += 1
    return changed
