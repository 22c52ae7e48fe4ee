"""Mail to those who receive referrals and questions: that there is something to answer, never about whom."""

from datetime import datetime
from enum import StrEnum

import structlog
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clients.codes import Urgency
from clients.models import Consultation, Referral
from clients.receivers import Receiver, receivers_of
from network.mail import MailError, send_mail

from .reply_links import LIFE, new_link, revoke_links

log = structlog.get_logger()


class Letter(StrEnum):
    """What a mail about a referral or a question is for."""

    SENT = "sent"
    REMINDER = "reminder"
    TIME_SUITS = "time_suits"
    OTHER_TIME = "other_time"
    ARRIVAL = "arrival"


SUBJECTS = {
    Letter.SENT: _("A referral from Ohjaamo"),
    Letter.REMINDER: _("A referral from Ohjaamo waits for your answer"),
    Letter.TIME_SUITS: _("The time you proposed to Ohjaamo suits"),
    Letter.OTHER_TIME: _("Ohjaamo asks for another time"),
    Letter.ARRIVAL: _("Tell Ohjaamo whether the young person came"),
}
QUESTIONS = {
    Letter.SENT: _("A question from Ohjaamo"),
    Letter.REMINDER: _("A question from Ohjaamo waits for your answer"),
}


def tell_receivers(of: Referral | Consultation, letter: Letter, *, now: datetime) -> bool:
    """Mail those who receive `of`, and note the day; earlier links stop working.

    False when the mail server refused: then nothing is noted. Where `reminded_on` is empty housekeeping tries again.
    """
    receivers = receivers_of(of.to_agency, of.to_expert, timezone.localdate(now))
    try:
        with transaction.atomic():
            revoke_links(of, now=now)
            for receiver in receivers:
                _send(of, letter, receiver, now)
            of.reminded_on = timezone.localdate(now)
            of.save(update_fields=["reminded_on"])
    except MailError:
        log.warning("referral_mail_not_sent", kind=letter.value)
        return False
    return True


def _send(of: Referral | Consultation, letter: Letter, receiver: Receiver, now: datetime) -> None:
    is_question = isinstance(of, Consultation)
    if receiver.has_login:
        name = "clients:consultation_detail" if is_question else "clients:referral_answer"
        link = settings.ADDRESS + reverse(name, args=[of.pk])
    else:
        link = new_link(of, email=receiver.email, now=now)
    send_mail(
        to=receiver.email,
        language=receiver.language,
        subject=QUESTIONS[letter] if is_question else SUBJECTS[letter],
        template="clients/mail/referral.txt",
        context={
            "letter": letter.value,
            "is_question": is_question,
            "is_urgent": of.urgency == Urgency.URGENT,
            "site": of.site,
            "link": link,
            "has_login": receiver.has_login,
            "last_day": timezone.localdate(now + LIFE),
        },
    )
