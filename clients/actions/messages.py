"""Messages between a young person and those who work with them; mail only tells that there is one."""

from datetime import timedelta

import structlog
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clients.codes import WorkRole
from clients.models import CaseWorker, Client, Message, OwnPage
from network.access import Permission, require
from network.mail import MailError, send_mail

log = structlog.get_logger()
# The same words within this time are one person pressing twice.
PRESSED_TWICE = timedelta(seconds=30)


@transaction.atomic
def write_message(*, client: Client, body: str, by, address: str) -> Message:
    """Write to the young person, or (`by` None) from their own page; the other side's messages are read thereby.

    `address` is the beginning of all addresses here, for the mail that tells of it.
    """
    if by is not None:
        require(by, Permission.SEE_SHARED)
    now = timezone.now()
    twin = client.messages.filter(author=by, body=body, sent_at__gt=now - PRESSED_TWICE).first()
    if twin:
        return twin
    mark_read(client=client, by=by)
    told = _unread(client, from_client=by is None).exists()
    message = Message.objects.create(client=client, author=by, body=body, sent_at=now)
    if not told:
        # One mail is enough until somebody has looked.
        _tell_counsellor(client, address) if by is None else _tell_young_person(client)
    return message


@transaction.atomic
def mark_read(*, client: Client, by) -> int:
    """Mark what the other side has written as read: by the young person (`by` None) or one of the staff. How many."""
    if by is not None:
        require(by, Permission.SEE_SHARED)
    return _unread(client, from_client=by is not None).update(read_at=timezone.now())


def _unread(client: Client, *, from_client: bool):
    return client.messages.filter(author__isnull=from_client, read_at__isnull=True)


def _tell_counsellor(client: Client, address: str) -> None:
    """Mail the own counsellor that there is a message: not from whom, not what."""
    workers = CaseWorker.objects.current(timezone.localdate()).filter(client=client, role=WorkRole.OWN)
    for worker in workers.select_related("expert__user"):
        user = worker.expert.user
        to, language = worker.expert.email or (user.email if user else ""), user.language if user else "fi"
        _mail(to, language, _("A message has come to you in Ohjaamo"), "message_to_counsellor", {"link": address})


def _tell_young_person(client: Client) -> None:
    """Mail the address given for codes that there is an answer."""
    page = OwnPage.objects.filter(client=client, closed_at__isnull=True).first()
    if page and page.is_open(timezone.now()):
        _mail(page.email, page.language, _("A message for you"), "message_to_young_person", {})


def _mail(to: str, language: str, subject, template: str, context: dict) -> None:
    if not to:
        return
    try:
        send_mail(to=to, language=language, subject=subject, template=f"clients/mail/{template}.txt", context=context)
    except MailError:
        # The message is there all the same, and the to-do page shows it.
        log.warning("message_mail_not_sent")
