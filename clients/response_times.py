"""How agencies answer referrals, in numbers only: how fast, how often, and what came of it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from clients.codes import FollowupResult, ReferralClosing, ReferralStatus
from clients.models import Referral
from network.holidays import working_days_between

# Of fewer referrals nothing is told by agency: they go together, and fewer than this even together are not told.
LEAST = 5


@dataclass(frozen=True)
class Answers:
    """How one agency (or, with no name, several small ones) answered. `days` = median working days to the answer."""

    agency: str
    sent: int
    answered: int
    days: float | None
    accepted: int
    declined: int
    arrived: int
    unanswered: int
    followed_up: int
    attached: int


@dataclass(frozen=True)
class ResponseTimes:
    """The agencies with enough referrals, by name; the others together, None when even they are too few."""

    agencies: list[Answers]
    others: Answers | None
    hidden: int


def response_times(referrals: QuerySet[Referral]) -> ResponseTimes:
    """Answers to the sent ones of `referrals`, which the caller has narrowed to the sites whose figures may be seen.

    accepted = received at any time, by whatever it ended later; attached = still in the service at the follow-up.
    """
    by_agency: dict[str, list[Referral]] = defaultdict(list)
    for row in referrals.filter(sent_at__isnull=False).select_related("to_agency"):
        by_agency[row.to_agency.name].append(row)
    large = [_answers(name, rows) for name, rows in sorted(by_agency.items()) if len(rows) >= LEAST]
    rest = [row for rows in by_agency.values() if len(rows) < LEAST for row in rows]
    others = _answers(_("Other agencies together"), rest) if len(rest) >= LEAST else None
    return ResponseTimes(large, others, 0 if others else len(rest))


def _answers(name: str, rows: list[Referral]) -> Answers:
    waited = [_working_days(row) for row in rows if row.answered_at]
    followed = [row.followup_result for row in rows if row.followup_result in _TOLD]
    return Answers(
        agency=name,
        sent=len(rows),
        answered=len(waited),
        days=median(waited) if waited else None,
        accepted=_count(_was_accepted(row) for row in rows),
        declined=_count(row.status == ReferralStatus.DECLINED for row in rows),
        arrived=_count(row.status == ReferralStatus.ARRIVED for row in rows),
        unanswered=_count(row.closing == ReferralClosing.UNANSWERED for row in rows),
        followed_up=len(followed),
        attached=followed.count(FollowupResult.ATTACHED),
    )


_TOLD = (FollowupResult.ATTACHED, FollowupResult.NOT_ATTACHED)


def _count(conditions: Iterable[bool]) -> int:
    return sum(conditions)


def _was_accepted(row: Referral) -> bool:
    """Accepted now, or answered and then ended in another way than declined or unanswered."""
    if row.status in (ReferralStatus.ACCEPTED, ReferralStatus.ARRIVED):
        return True
    return row.answered_at is not None and row.status == ReferralStatus.NOT_ARRIVED


def _working_days(row: Referral) -> int:
    """Working days from sending to the answer; 0 = on the same day."""
    first, last = _day(row.sent_at), _day(row.answered_at)
    return working_days_between(first, last)


def _day(moment) -> date:
    return timezone.localdate(moment)
