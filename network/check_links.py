"""The link in a reminder: signed, so that nothing is stored; it dies when the entry is checked, and after 30 days."""

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.urls import reverse
from django.utils import timezone

from network.checking import Kind, Owner, kind_named
from network.models import Checked, User

LIFE = timedelta(days=30)
SALT = "network.check_links"


class DeadLinkError(Exception):
    """The link is too old, broken, or was used already; or the entry has been checked or has ended since."""


@dataclass(frozen=True)
class Link:
    """What a link leads to, and whom it was mailed to (None: somebody without a login)."""

    kind: Kind
    row: Checked
    user: User | None
    language: str


def path_of(kind: Kind, row: Checked, owner: Owner) -> str:
    """The path behind which `owner` confirms `row`."""
    content = [kind.label, row.pk, str(row.checked_on or ""), owner.user_id, owner.language]
    return reverse("network:check_entry", args=[signing.dumps(content, salt=SALT)])


def follow(token: str) -> Link:
    """What the link with this token leads to. Raises DeadLinkError."""
    try:
        label, pk, checked_on, user_id, language = signing.loads(token, salt=SALT, max_age=LIFE)
    except signing.BadSignature as error:
        raise DeadLinkError from error
    kind = kind_named(label)
    row = kind.current(timezone.localdate()).filter(pk=pk).first() if kind else None
    if row is None or str(row.checked_on or "") != checked_on:
        raise DeadLinkError
    return Link(kind, row, User.objects.filter(pk=user_id, is_active=True).first(), language)
