"""Referrals in other hands: whose follow-up an expert has not written yet."""

from datetime import date

from clients.codes import ReferralStatus
from clients.models import Referral
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
