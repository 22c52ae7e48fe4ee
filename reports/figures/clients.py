"""Distinct clients: people with a name in the system, each once. Anonymous visits have no client and add none."""

from collections import Counter

from django.db.models import Count, Min

from clients.codes import AgeBand, Gender
from clients.models import complete_years
from reports.figures.lists import by_code
from reports.figures.scope import Scope
from reports.figures.visits import visits_in


def _named(scope: Scope):
    return visits_in(scope).filter(client__isnull=False)


def distinct(scope: Scope) -> int:
    """Clients with at least one visit in the scope."""
    return _named(scope).aggregate(n=Count("client", distinct=True))["n"]


def by_gender(scope: Scope) -> dict[str, int]:
    """The distinct clients by gender as it is known today; the genders add up to them."""
    rows = _named(scope).values("client__gender").annotate(n=Count("client", distinct=True))
    return by_code(Gender.values, rows.values_list("client__gender", "n"))


def by_age_band(scope: Scope) -> dict[str, int]:
    """The distinct clients by age in complete years on the day of their first visit in the scope.

    No birth date = unknown. The bands add up to the distinct clients.
    """
    rows = _named(scope).values("client").annotate(first=Min("date")).values_list("client__birth_date", "first")
    ages = (complete_years(born, first) if born else None for born, first in rows)
    return by_code(AgeBand.values, Counter(AgeBand.of(age).value for age in ages).items())


def clients(scope: Scope) -> dict:
    """All figures of distinct clients."""
    return {"distinct": distinct(scope), "by_gender": by_gender(scope), "by_age_band": by_age_band(scope)}
