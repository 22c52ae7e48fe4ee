"""Chapters and logos of a project's report: make a chapter ready to be written, write it, put up a logo."""

from django.db import transaction

from network.models import Project, User
from reports.models import Chapter, Logo, Report


@transaction.atomic
def open_chapter(*, report: Report, language: str, slug: str) -> Chapter:
    """The stored chapter, made empty if there is none, so that two first writers notice each other."""
    return Chapter.objects.get_or_create(report=report, language=language, slug=slug)[0]


@transaction.atomic
def write_chapter(*, chapter: Chapter, by: User) -> Chapter:
    """Store the chapter as a checked form has left it, as a new version written by `by`."""
    chapter.version += 1
    chapter.updated_by = by
    chapter.save()
    return chapter


@transaction.atomic
def put_logo(*, project: Project, slot: str, image: bytes, content_type: str, alt: str) -> Logo:
    """The picture of one place on the cover; a later one takes the earlier one's place."""
    new = {"image": image, "content_type": content_type, "alt": alt}
    return Logo.objects.update_or_create(project=project, slot=slot, defaults=new)[0]


@transaction.atomic
def remove_logo(*, project: Project, slot: str) -> None:
    """Leave a place on the cover empty."""
    Logo.objects.filter(project=project, slot=slot).delete()
