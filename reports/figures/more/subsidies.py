"""Wage subsidies: periods, people, euros by type of employer, and whether the work went on."""

from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils import timezone

from clients.codes import EmployerType
from clients.models import WageSubsidy
from clients.outcome_figures import continued_after_subsidy, wage_subsidies
from network.shares import percent_of, rounded
from reports.figures.more.scoped import known_here
from reports.figures.scope import Scope


def subsidies_in(scope: Scope) -> QuerySet[WageSubsidy]:
    """Those that the scope's projects pay, and those of no project of clients known at its sites; of any day."""
    of_nobody = Q(project__isnull=True, client__in=known_here(scope))
    return WageSubsidy.objects.filter(Q(project__in=scope.projects) | of_nobody).order_by()


def by_employer_type(scope: Scope) -> dict[str, dict]:
    """Periods begun in the scope, their people and euros by type of employer.

    The whole sum of a period belongs to the day on which it began. share: whole percent of all euros, None without.
    """
    lines = {line.code: line for line in wage_subsidies(subsidies_in(scope), first=scope.start, last=scope.end)}
    total = sum((line.euros for line in lines.values()), Decimal(0))

    def row(code: str) -> dict:
        line = lines.get(code)
        if line is None:
            return {"times": 0, "people": 0, "euros": Decimal(0), "share": 0 if total else None}
        share = int(rounded(100 * line.euros, total)) if total else None
        return {"times": line.times, "people": line.people, "euros": line.euros, "share": share}

    return {code: row(code) for code in EmployerType.values}


def people(scope: Scope) -> int:
    """Different clients with a wage subsidy that began in the scope."""
    begun = subsidies_in(scope).filter(started_on__range=(scope.start, scope.end))
    return begun.values("client").distinct().count()


def continued(scope: Scope) -> dict:
    """After how many of the subsidies that ended in the scope, by today, the work went on; share of the known ones."""
    found = continued_after_subsidy(subsidies_in(scope), today=timezone.localdate(), first=scope.start, last=scope.end)
    share = percent_of(found.yes, found.known)
    return {"ended": found.ended, "known": found.known, "yes": found.yes, "share": share}


def subsidies(scope: Scope) -> dict:
    """All figures of wage subsidies."""
    rows = by_employer_type(scope)
    return {
        "times": sum(row["times"] for row in rows.values()),
        "people": people(scope),
        "euros": sum((row["euros"] for row in rows.values()), Decimal(0)),
        "by_employer_type": rows,
        "continued": continued(scope),
    }
