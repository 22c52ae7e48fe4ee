"""Visits by how many the client already had, and by language of service."""

from django.db.models import Count, Q

from clients.models import Visit
from network.codes import LANGUAGES
from reports.figures.lists import by_code
from reports.figures.scope import Scope
from reports.figures.visits import visits_in

NOT_GIVEN = "not_given"


def order(scope: Scope) -> dict[str, int]:
    """Visits of named clients in the scope: their first, their second and third, and later ones.

    Counted over the client's standing visits at the scope's sites on any day, so that somebody who came before the
    scope has no first visit in it. named: the three together, all visits with a name.
    """
    mine = Visit.objects.standing().filter(site__in=scope.sites, client__isnull=False, date__lte=scope.end)
    per_client = (
        mine.order_by()
        .values_list("client")
        .annotate(before=Count("pk", filter=Q(date__lt=scope.start)), now=Count("pk", filter=Q(date__gte=scope.start)))
    )
    first = early = later = 0
    for _client, before, now in per_client.filter(now__gt=0):
        last = before + now
        first += before == 0
        early += max(0, min(last, 3) - max(before, 1))
        later += max(0, last - max(before, 3))
    return {"named": first + early + later, "first": first, "second_third": early, "fourth_on": later}


def languages(scope: Scope) -> dict[str, int]:
    """Visits by language of service; the languages of our list, others that were used, and those without one."""
    counts = {code or NOT_GIVEN: n for code, n in visits_in(scope).values_list("language").annotate(n=Count("pk"))}
    listed = [code for code, _label in LANGUAGES]
    others = sorted(set(counts) - {*listed, NOT_GIVEN})
    return by_code([*listed, *others, NOT_GIVEN], counts.items())
