"""Reading messages: those on the page of a person, and those that wait for somebody to read them."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from clients.access import Sight
from clients.models import CaseWorker, Message, OwnPage
from clients.models.shared import is_known

SHOWN_ON_PERSON = 3


def messages_part(sight: Sight) -> dict:
    """The newest messages on the page of a person, whether any waits, whether they can still be answered."""
    rows = list(sight.client.messages.select_related("author")[: SHOWN_ON_PERSON + 1])
    page = OwnPage.objects.filter(client=sight.client, closed_at__isnull=True).first() if sight.known else None
    return {
        "client": sight.client,
        "messages": rows[:SHOWN_ON_PERSON],
        "more": len(rows) > SHOWN_ON_PERSON,
        "is_waiting": any(row.author_id is None and row.read_at is None for row in rows),
        "may_write": page is not None or bool(rows),
    }


def messages_to_do(user, today: date) -> QuerySet[Message]:
    """Unread messages of young people whom `user` works with, or knows when nobody with a login works with them.

    The oldest first, each with its `client`.
    """
    workers = CaseWorker.objects.current(today).filter(client=OuterRef("client"), expert__user__is_active=True)
    mine = Q(Exists(workers.filter(expert__user=user)))
    nobodys = ~Q(Exists(workers)) & is_known(user)
    unread = Message.objects.visible_to(user).filter(author__isnull=True, read_at__isnull=True)
    return unread.filter(mine | nobodys).select_related("client").order_by("sent_at", "pk")
