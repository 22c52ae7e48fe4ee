"""The network on the scope's last day: experts and the agencies they come from, each once."""

from network.models import Agency, Expert
from reports.figures.scope import Scope


def _experts(scope: Scope):
    return Expert.objects.valid_on(scope.end).at_sites(scope.sites)


def experts(scope: Scope) -> int:
    """Experts valid on the scope's last day who belong to at least one site of the scope."""
    return _experts(scope).count()


def agencies(scope: Scope) -> int:
    """Agencies of those experts that are themselves valid on the scope's last day."""
    return Agency.objects.valid_on(scope.end).filter(pk__in=_experts(scope).order_by().values("agency")).count()


def network(scope: Scope) -> dict[str, int]:
    """All figures of the network."""
    return {"agencies": agencies(scope), "experts": experts(scope)}
