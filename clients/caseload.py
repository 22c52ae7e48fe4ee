"""Who works with whom: those who work with a person, and the people with whom somebody works."""

from datetime import date, timedelta

from django.db.models import F, Max, OuterRef, QuerySet, Subquery
from django.utils import timezone

from clients.access import Sight
from clients.models import CaseWorker, Client, Meeting, Plan, Visit
from network.access import Permission, experts_of, sites_for
from network.models import Expert

# So long without a meeting or a visit is worth asking how things are.
QUIET = timedelta(days=60)


def workers_part(sight: Sight) -> dict:
    """Those who work with the person today or from a day to come; one query."""
    rows = CaseWorker.objects.visible_to(sight.user).filter(client=sight.client).exclude(until__lt=sight.today)
    workers = list(rows.select_related("expert__agency", "handed_from__expert"))
    for worker in workers:
        worker.is_mendable = sight.known or worker.expert.user_id == sight.user.pk
    mine = any(worker.expert.user_id == sight.user.pk for worker in workers)
    return {"workers": workers, "is_mine": mine, "today": sight.today}


def caseload_of(user, day: date) -> QuerySet[CaseWorker]:
    """The people with whom `user` works on `day`, by name, as far as the user may see them.

    Each row has `last_visit`, `next_meeting` (a moment) and `review_on` (of the open plan), None where there is none or
    the user may not see it. One query.
    """
    rows = CaseWorker.objects.current(day).filter(
        expert__in=experts_of(user), client__in=Client.objects.visible_to(user).values("pk")
    )
    visits = Visit.objects.visible_to(user).standing().filter(client=OuterRef("client")).order_by().values("client")
    meetings = Meeting.objects.visible_to(user).standing().filter(client=OuterRef("client"), held_on=None)
    plans = Plan.objects.visible_to(user).filter(client=OuterRef("client"), closed_on=None)
    return (
        rows.select_related("client", "handed_from__expert")
        .annotate(
            last_visit=Subquery(visits.annotate(last=Max("date")).values("last")),
            next_meeting=Subquery(
                meetings.filter(starts_at__gte=timezone.now()).order_by("starts_at").values("starts_at")[:1]
            ),
            review_on=Subquery(plans.values("review_on")[:1]),
        )
        .order_by(F("client__sort_name"), "pk")
    )


def caseload_to_do(user, today: date) -> QuerySet[CaseWorker]:
    """Those of the user's own people who have neither been met for 60 days nor have a meeting agreed."""
    rows = caseload_of(user, today).filter(next_meeting=None)
    return rows.exclude(last_visit__gt=today - QUIET).exclude(since__gt=today - QUIET)


def colleagues(user, day: date) -> QuerySet[Expert]:
    """To whom `user` may hand their people over: experts of the Ohjaamos where the user counsels; else of the own
    agency, for the young people's consents are given to it."""
    sites = sites_for(user, Permission.SEE_CLIENTS)
    valid = Expert.objects.valid_on(day).exclude(user=user)
    if sites.exists():
        return valid.at_sites(sites)
    return valid.filter(agency__in=experts_of(user).values("agency"))
