"""Mail to those whose entries nobody has checked for long."""

from collections import defaultdict
from datetime import date, datetime, timedelta

import structlog
from django.conf import settings
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from network.check_links import path_of
from network.checking import Kind, Owner, kinds
from network.mail import MailError, send_mail
from network.models import Checked

log = structlog.get_logger()
PAUSE = timedelta(days=30)
Entries = list[tuple[Kind, Checked]]


def remind_of_stale(*, now: datetime) -> int:
    """Send each owner of stale entries one mail with a link per entry; how many mails went out.

    An entry is reminded of once in 30 days at most. What the mail server refuses is tried again the next time.
    """
    today = timezone.localdate(now)
    sent, reminded = 0, defaultdict(set)
    for owner, entries in _by_owner(today).items():
        try:
            _send(owner, entries)
        except MailError:
            log.warning("reminder_not_sent", entries=len(entries))
            continue
        sent += 1
        for kind, row in entries:
            reminded[kind.model].add(row.pk)
    for model, keys in reminded.items():
        model.objects.filter(pk__in=keys).update(reminded_on=today)
    return sent


def _by_owner(today: date) -> dict[Owner, Entries]:
    """The entries to remind of, by whom to ask; each address gets one mail, however it is written."""
    waiting = Q(reminded_on__isnull=True) | Q(reminded_on__lte=today - PAUSE)
    found: dict[str, tuple[Owner, Entries]] = {}
    for kind in kinds():
        rows = list(kind.stale(today).filter(waiting).order_by("pk"))
        owners = kind.owners(rows, today)
        for row in rows:
            for owner in owners.get(row.pk, []):
                _known, entries = found.setdefault(owner.email.lower(), (owner, []))
                entries.append((kind, row))
    return dict(found.values())


def _send(owner: Owner, entries: Entries) -> None:
    with translation.override(owner.language):
        rows = [{"name": str(row), "link": settings.ADDRESS + path_of(kind, row, owner)} for kind, row in entries]
    send_mail(
        to=owner.email,
        language=owner.language,
        subject=_("Are these still right?"),
        template="network/mail/reminder.txt",
        context={"entries": rows, "front": settings.ADDRESS},
    )
