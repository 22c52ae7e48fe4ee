"""Services used: as times ("krt") and as people, two figures that are never added or mixed."""

from collections.abc import Iterable

from clients.codes import Card, ServiceKind
from clients.models import ServiceUse
from clients.outcome_figures import Counted, at_sites, card_trainings, service_uses_by_kind, within
from reports.figures.scope import Scope

NONE = {"times": 0, "people": 0}


def _scoped(scope: Scope) -> dict:
    return {"first": scope.start, "last": scope.end, "sites": scope.sites}


def used(scope: Scope) -> dict[str, int]:
    """Uses dated in the scope at its sites, and the different people; withdrawn ones never count."""
    return at_sites(within(ServiceUse.objects.standing(), "date", scope.start, scope.end), scope.sites).totals()


def by_kind(scope: Scope) -> dict[str, dict[str, int]]:
    """Uses and people by kind; somebody who used two kinds is a person in both."""
    return _by_code(ServiceKind.values, service_uses_by_kind(ServiceUse.objects.all(), **_scoped(scope)))


def by_card(scope: Scope) -> dict[str, dict[str, int]]:
    """Card trainings, passed or not, and people by card; the times add up to those of card trainings."""
    return _by_code(Card.values, card_trainings(ServiceUse.objects.all(), **_scoped(scope)))


def _by_code(codes: Iterable[str], lines: Iterable[Counted]) -> dict[str, dict[str, int]]:
    found = {line.code: {"times": line.times, "people": line.people} for line in lines}
    return {str(code): found.get(code, NONE) for code in codes}


def services(scope: Scope) -> dict:
    """All figures of services used."""
    return {**used(scope), "by_kind": by_kind(scope), "by_card": by_card(scope)}
