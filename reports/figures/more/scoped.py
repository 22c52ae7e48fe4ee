"""Which rows a scope takes in where they belong to people, to sites or to projects."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Q, QuerySet

from clients.models import ClientSite
from reports.figures.scope import Scope


def known_here(scope: Scope) -> QuerySet:
    """The numbers of the clients known at a site of the scope: a standing visit there on any day, or a home there."""
    return ClientSite.objects.filter(site__in=scope.sites).order_by().values("client")


def here(scope: Scope) -> Q:
    """Rows at a site of the scope that are of its projects or of no project."""
    return Q(site__in=scope.sites) & (Q(project__in=scope.projects) | Q(project__isnull=True))


def two_decimals(value: float | Decimal | None) -> Decimal | None:
    """Rounded half up to two decimals."""
    return None if value is None else Decimal(value).quantize(Decimal("0.01"), ROUND_HALF_UP)


def spread(values: Iterable[int]) -> dict:
    """How many numbers there are, their mean (two decimals, half up), the least and the most; None without any."""
    values = list(values)
    if not values:
        return {"n": 0, "mean": None, "least": None, "most": None}
    mean = two_decimals(Decimal(sum(values)) / len(values))
    return {"n": len(values), "mean": mean, "least": min(values), "most": max(values)}
