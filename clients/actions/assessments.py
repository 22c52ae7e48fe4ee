"""Writing assessments of service need: each professional their own, which changes no more once signed."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from clients.models import Assessment
from network.access import Permission, require


class SignedError(Exception):
    """The assessment has been signed: it changes no more, a new one may be made."""


@transaction.atomic
def save_assessment(*, assessment: Assessment, by, sign: bool = False) -> Assessment:
    """Save `by`'s own assessment, and sign it when `sign`. Raises SignedError when it has been signed already."""
    require(by, Permission.SEE_SHARED)
    if assessment.author_id != by.pk:
        raise PermissionDenied
    stored = Assessment.objects.select_for_update(of=("self",)).filter(pk=assessment.pk).first()
    if stored and stored.signed_at:
        raise SignedError
    if sign:
        assessment.signed_at = timezone.now()
    assessment.save()
    return assessment
