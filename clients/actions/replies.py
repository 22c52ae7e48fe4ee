"""Answering by a link, without a login: the link is checked first, then the answer is written for its receiver."""

from datetime import date, datetime

from django.db import transaction

from clients.codes import ReferralClosing, ReferralStatus
from clients.models import AccessReason, AccessRecord, Consultation, Referral, ReplyLink
from network.access import acting_as_system

from .consultations import answer_consultation
from .referral_answers import Answer, answer_referral, close_referral
from .referral_mail import Letter, tell_receivers
from .reply_links import open_link

WHY = "reply link"


def read_link(secret: str, *, what: str, now: datetime) -> ReplyLink:
    """The link, its opening recorded in the name of the agency. Raises DeadLinkError."""
    with acting_as_system(WHY):
        link = open_link(secret, now=now)
        if link.opened_at is None:
            link.opened_at = now
            link.save(update_fields=["opened_at"])
        if link.referral_id:
            _record(link.referral, what)
        return _with_all(link)


def _record(referral: Referral, what: str) -> None:
    AccessRecord.objects.create(
        client_id=referral.client_id, what=what, reason=AccessReason.LINK, via=referral.to_agency.name_fi
    )


def _with_all(link: ReplyLink) -> ReplyLink:
    """Everything that a page about it shows, read now: later nobody's rights would show it."""
    rows = ReplyLink.objects.select_related(
        "referral__client__municipality",
        "referral__to_agency",
        "referral__to_expert",
        "referral__site",
        "consultation__to_agency",
        "consultation__site",
    )
    return rows.get(pk=link.pk)


@transaction.atomic
def answer_by_link(*, secret: str, version: int, answer: Answer, now: datetime) -> tuple[Referral, bool]:
    """Answer the referral behind the link, which is used up; the referral, and whether a link for the arrival is on its
    way by mail.

    Raises DeadLinkError, AnsweredMeanwhileError; nothing is written then, and the link stays as it is.
    """
    with acting_as_system(WHY):
        link = _use(secret, now)
        referral = answer_referral(by=None, referral=link.referral, version=version, answer=answer, now=now)
        if answer.status != ReferralStatus.ACCEPTED:
            return referral, False
        return referral, tell_receivers(referral, Letter.ARRIVAL, now=now)


@transaction.atomic
def close_by_link(
    *, secret: str, version: int, closing: ReferralClosing, arrived_on: date | None, now: datetime
) -> Referral:
    """Tell by the link how the referral ended. Raises DeadLinkError, AnsweredMeanwhileError."""
    with acting_as_system(WHY):
        referral = _use(secret, now).referral
        return close_referral(
            by=None, referral=referral, version=version, closing=closing, arrived_on=arrived_on, now=now
        )


@transaction.atomic
def answer_question_by_link(*, secret: str, text: str, now: datetime) -> Consultation:
    """Answer the question behind the link. Raises DeadLinkError."""
    with acting_as_system(WHY):
        return answer_consultation(by=None, consultation=_use(secret, now).consultation, text=text, now=now)


def _use(secret: str, now: datetime) -> ReplyLink:
    link = open_link(secret, now=now, lock=True)
    link.used_at = now
    link.save(update_fields=["used_at"])
    return link
