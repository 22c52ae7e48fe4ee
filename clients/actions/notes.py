"""Notes about a young person: written, mended and withdrawn by their author."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from clients.codes import NoteAudience
from clients.models import Note
from network.access import experts_of


@transaction.atomic
def save_note(*, by, note: Note) -> Note:
    """Save a new or mended note of `by`'s own.

    A note for the own agency belongs to the agency of the author's entry in the directory; without one only the author
    reads it. The history is kept by the database.
    """
    _refuse_others(by, note)
    expert = experts_of(by).first() if note.audience == NoteAudience.AGENCY else None
    note.agency_id = expert.agency_id if expert else None
    note.save()
    return note


@transaction.atomic
def withdraw_note(*, by, note: Note) -> None:
    """Take `by`'s own note back: nobody reads it any more, its history stays."""
    _refuse_others(by, note)
    note.withdrawn_at = timezone.now()
    note.version += 1
    note.save(update_fields=["withdrawn_at", "version"])


def _refuse_others(by, note: Note) -> None:
    if note.author_id != by.pk:
        raise PermissionDenied
