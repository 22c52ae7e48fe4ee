"""Distinct clients: people with a name in the system, each once. Anonymous visits have no client and add none."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Min

from clients.codes import AgeBand, Gender
from clients.models import Client, complete_years
from reports.figures.lists import by_code
from reports.figures.scope import Scope
from reports.figures.visits import visits_in


@dataclass(frozen=True)
class Visitor:
    """A client with a visit in the scope; `first` is the day of the first one there."""

    gender: str
    birth_date: date | None
    first: date


def visitors(scope: Scope) -> list[Visitor]:
    """The clients with at least one visit in the scope, each once."""
    named = visits_in(scope).filter(client__isnull=False).values("client_id").annotate(first=Min("date"))
    firsts = dict(named.values_list("client_id", "first"))
    people = Client.objects.filter(pk__in=named.values("client_id")).order_by()
    return [Visitor(gender, born, firsts[pk]) for pk, gender, born in people.values_list("pk", "gender", "birth_date")]


def distinct(people: list[Visitor]) -> int:
    """Clients with at least one visit in the scope."""
    return len(people)


def by_gender(people: list[Visitor]) -> dict[str, int]:
    """The distinct clients by gender as it is known today; the genders add up to them."""
    return by_code(Gender.values, Counter(one.gender for one in people).items())


def by_age_band(people: list[Visitor]) -> dict[str, int]:
    """The distinct clients by age in complete years on the day of their first visit in the scope.

    No birth date = unknown. The bands add up to the distinct clients.
    """
    ages = (complete_years(one.birth_date, one.first) if one.birth_date else None for one in people)
    return by_code(AgeBand.values, Counter(AgeBand.of(age).value for age in ages).items())


def clients(scope: Scope) -> dict:
    """All figures of distinct clients."""
    people = visitors(scope)
    return {"distinct": distinct(people), "by_gender": by_gender(people), "by_age_band": by_age_band(people)}
