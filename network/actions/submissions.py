"""A form sent twice makes one row: trust comes from the database, not from a disabled button."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from network.models import Submission


class DifferentContentError(Exception):
    """The same form was sent again with other content: ask, never drop and never write over."""


@dataclass(frozen=True)
class Answer:
    """Where to go after the form, and whether this call was the one that wrote."""

    address: str
    is_first: bool


def content_hash(content: dict) -> str:
    """A fingerprint of what was typed; nothing of it can be read back."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()


def submitted_content(data) -> dict:
    """What a posted form says, without the parts that differ between two sendings of the same thing."""
    return {name: data.getlist(name) for name in data if name not in {"csrfmiddlewaretoken"}}


@transaction.atomic
def once(*, user, key: str, content: dict, write: Callable[[], str]) -> Answer:
    """Run `write` once per (user, key); it returns the address of its answer, which a repetition gets as well.

    A parallel repetition waits for the first to finish. Raises DifferentContentError when the key was used with
    other content.
    """
    mark = content_hash(content)
    made = Submission.objects.bulk_create(
        [Submission(user=user, key=key[:64], content_hash=mark)], ignore_conflicts=True
    )
    receipt = Submission.objects.select_for_update(of=("self",)).get(user=user, key=made[0].key)
    if receipt.answer:
        if receipt.content_hash != mark:
            raise DifferentContentError
        return Answer(receipt.answer, is_first=False)
    receipt.answer = write()
    receipt.save(update_fields=["answer"])
    return Answer(receipt.answer, is_first=True)
