"""Keeping what somebody is typing, for them alone."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from clients.models import Client, Draft

KEPT_DAYS = 30


def is_empty(fields: dict[str, list[str]]) -> bool:
    """Whether nothing at all was typed or chosen; what every form carries along does not count."""
    return not any(value.strip() for name, values in fields.items() if name != "version" for value in values)


@transaction.atomic
def keep_draft(*, by, key: str, fields: dict[str, list[str]], client_id: int | None = None) -> Draft | None:
    """Keep `fields` (values by name) as `by`'s draft of the form `key`, over an older one; None when all is empty.

    The person is noted when `by` may see them as the draft is begun. A consent that ends later leaves the draft alone:
    it is what its author wrote.
    """
    if is_empty(fields):
        return None
    seen = client_id and Client.objects.visible_to(by).filter(pk=client_id).exists()
    draft = Draft(user=by, key=key, content=fields, client_id=client_id if seen else None, updated_at=timezone.now())
    # One statement, so that two savings at once cannot trip over each other.
    Draft.objects.bulk_create(
        [draft], update_conflicts=True, unique_fields=["user", "key"], update_fields=["content", "updated_at"]
    )
    return draft


def forget_draft(user, key: str) -> None:
    """Throw away `user`'s draft of the form `key`, as after saving; nothing happens when there is none."""
    Draft.objects.filter(user=user, key=key).delete()


def forget_old(*, now: datetime) -> int:
    """Throw away drafts that nobody has touched for 30 days; how many."""
    return Draft.objects.filter(updated_at__lt=now - timedelta(days=KEPT_DAYS)).delete()[0]
