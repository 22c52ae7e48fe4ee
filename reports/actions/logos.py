"""Logos on the cover of a project's reports: put one up, take it away."""

from django.db import transaction

from network.models import Project
from reports.models import Logo


@transaction.atomic
def put_logo(*, project: Project, slot: str, image: bytes, content_type: str, alt: str) -> Logo:
    """The picture of one place on the cover; a later one takes the earlier one's place."""
    new = {"image": image, "content_type": content_type, "alt": alt}
    return Logo.objects.update_or_create(project=project, slot=slot, defaults=new)[0]


@transaction.atomic
def remove_logo(*, project: Project, slot: str) -> None:
    """Leave a place on the cover empty."""
    Logo.objects.filter(project=project, slot=slot).delete()
