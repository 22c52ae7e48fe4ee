"""Pictures for the texts of a report: add one, delete one that no text shows."""

from django.db import transaction

from network.models import User
from reports.actions.chapters import lock_writable
from reports.models import Chapter, Report, ReportImage


@transaction.atomic
def add_image(*, report: Report, name: str, image: bytes, content_type: str, size: tuple[int, int], by: User):
    """Store a picture that was drawn anew; size: its width and height in pixels."""
    lock_writable(report)
    width, height = size
    place = {"report": report, "name": name, "added_by": by, "width": width, "height": height}
    return ReportImage.objects.create(**place, image=image, content_type=content_type)


def chapters_with(image: ReportImage) -> list[Chapter]:
    """The chapters whose text shows the picture."""
    return list(image.report.chapters.filter(text__contains=f"(picture:{image.pk})"))


@transaction.atomic
def delete_image(*, image: ReportImage, by: User) -> bool:
    """Delete a picture; False when a text shows it."""
    lock_writable(image.report)
    if chapters_with(image):
        return False
    image.delete()
    return True
