"""Referrals: young people guided onwards, and whether they were still there three months later."""

from django.db.models import Count, Exists, OuterRef, Q

from clients.codes import FollowupResult, ReferralTarget
from clients.models import Referral, Visit
from network.dates import latest_day_months_before
from reports.figures.lists import by_code
from reports.figures.scope import Scope

ATTACHMENT_MONTHS = 3
FOLLOWED_UP = (FollowupResult.ATTACHED, FollowupResult.NOT_ATTACHED)


def referrals_in(scope: Scope):
    """Dated in the scope, of clients with a visit at one of its sites on any date, or with a home site there."""
    visited = Visit.objects.standing().filter(client=OuterRef("client"), site__in=scope.sites)
    known_here = Q(client__home_site__in=scope.sites) | Exists(visited)
    return Referral.objects.filter(known_here, date__range=(scope.start, scope.end)).order_by()


def totals(scope: Scope) -> dict[str, int]:
    """Referrals, and those where the young person was accompanied (saattaen vaihto)."""
    return referrals_in(scope).aggregate(total=Count("pk"), accompanied=Count("pk", filter=Q(accompanied=True)))


def by_target(scope: Scope) -> dict[str, int]:
    """Referrals by what they aim at; the targets add up to the total."""
    rows = referrals_in(scope).values("target").annotate(n=Count("pk"))
    return by_code(ReferralTarget.values, rows.values_list("target", "n"))


def clients_by_target(scope: Scope) -> dict[str, int]:
    """Distinct clients by target; somebody with two targets counts once under each."""
    rows = referrals_in(scope).values("target").annotate(n=Count("client", distinct=True))
    return by_code(ReferralTarget.values, rows.values_list("target", "n"))


def attachment(scope: Scope) -> dict[str, int]:
    """What became of the referrals after three months.

    due: those whose date and three calendar months (the last day of the month where that day does not exist) are
    on or before the scope's last day. Of the due ones: followed_up (attached or not attached), attached, unreached.
    """
    due = referrals_in(scope).filter(date__lte=latest_day_months_before(scope.end, ATTACHMENT_MONTHS))
    return due.aggregate(
        due=Count("pk"),
        followed_up=Count("pk", filter=Q(followup_result__in=FOLLOWED_UP)),
        attached=Count("pk", filter=Q(followup_result=FollowupResult.ATTACHED)),
        unreached=Count("pk", filter=Q(followup_result=FollowupResult.UNREACHED)),
    )


def referrals(scope: Scope) -> dict:
    """All figures of referrals."""
    return {
        **totals(scope),
        "by_target": by_target(scope),
        "clients_by_target": clients_by_target(scope),
        "attachment": attachment(scope),
    }
