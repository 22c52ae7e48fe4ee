"""Work in other hands when an expert leaves: referrals whose follow-up is not written yet, and their young people."""

from datetime import date

from clients.actions.case_workers import hand_over
from clients.codes import ReferralStatus
from clients.models import CaseWorker, Referral
from network.access import acting_as_system, counting
from network.models import Expert

OPEN = [ReferralStatus.SENT, ReferralStatus.ACCEPTED, ReferralStatus.ARRIVED]


def _open(expert: Expert):
    return Referral.objects.filter(from_expert=expert, followup_result="", status__in=OPEN)


def count_referrals(expert: Expert, day: date) -> int:
    """How many: a number only, as whoever closes a login need not see anybody's case."""
    with counting():
        return _open(expert).count()


def move_referrals(expert: Expert, to: Expert, day: date) -> None:
    """The other looks after the follow-up from now on; who referred first stays in the row's history."""
    with acting_as_system("handover"):
        for referral in _open(expert):
            referral.from_expert = to
            referral.version += 1
            referral.save(update_fields=["from_expert", "version"])


def _people(expert: Expert, day: date):
    return CaseWorker.objects.filter(expert=expert).exclude(until__lt=day)


def count_people(expert: Expert, day: date) -> int:
    """With how many young people the expert works; a number only."""
    with counting():
        return _people(expert, day).count()


def move_people(expert: Expert, to: Expert, day: date) -> None:
    """The other works with them from `day` on; since when the first did stays in the row before."""
    with acting_as_system("handover"):
        hand_over(_people(expert, day), to, day)
