"""A young person asks for their data, or to have them corrected or erased; somebody answers within a month."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from clients.models import Client, DataRequest


class HandledError(Exception):
    """Somebody has handled the request already."""


@transaction.atomic
def ask(*, client: Client, kind: str, text: str) -> DataRequest:
    """Record what the young person asks for on their own page; the same words twice in a row are one request."""
    twins = client.data_requests.open().filter(kind=kind, text=text, made_at__gt=timezone.now() - timedelta(hours=1))
    return twins.first() or DataRequest.objects.create(client=client, kind=kind, text=text)


@transaction.atomic
def handle(*, data_request: DataRequest, answer: str, by) -> DataRequest:
    """Mark a request as handled, with what was done (the young person reads it). Raises HandledError."""
    row = DataRequest.objects.visible_to(by).select_for_update(of=("self",)).get(pk=data_request.pk)
    if row.handled_at:
        raise HandledError
    row.answer, row.handled_at, row.handled_by = answer, timezone.now(), by
    row.save(update_fields=["answer", "handled_at", "handled_by"])
    return row
