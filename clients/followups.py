"""Follow-ups three months after a referral: what is due, and what to ask when the person comes again."""

from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from clients.access import Sight
from clients.models import CaseWorker, Client, IncomingReferral, Referral, Visit
from network.models import Site

# How long after saving a visit the counter asks about the person's follow-up.
ASKED_FOR = timedelta(minutes=15)
MOST_ASKED = 3


def followups_due(user, today: date) -> QuerySet[Referral]:
    """Referrals of at least three calendar months ago without a result, of people known where `user` counsels."""
    known = Client.objects.known_to(user)
    rows = Referral.objects.filter(client__in=known.values("pk")).followup_due(today)
    return rows.select_related("client", "to_agency", "from_expert").order_by("date", "pk")


def followups_to_do(user, today: date) -> QuerySet[Referral]:
    """Those due that `user` sent or made, or whose young person `user` works with."""
    mine = CaseWorker.objects.current(today).filter(client=OuterRef("client"), expert__user=user)
    own = Q(sent_by=user) | Q(from_expert__user=user) | Exists(mine)
    return followups_due(user, today).filter(own)


def followups_to_ask(user, site: Site, *, now: datetime, today: date) -> list[Referral]:
    """Due follow-ups of those whose visit `user` has just saved at `site`: the next contact closes them too."""
    just_saved = Visit.objects.standing().filter(
        site=site, created_by=user, client__isnull=False, created_at__gt=now - ASKED_FOR
    )
    return list(followups_due(user, today).filter(client__in=just_saved.values("client"))[:MOST_ASKED])


def incoming_part(sight: Sight) -> dict:
    """Who guided the person here, newest first."""
    rows = IncomingReferral.objects.visible_to(sight.user).filter(client=sight.client)
    return {"incoming": list(rows.select_related("agency", "site")), "client": sight.client}
