"""Housing: who was guided, and who got a home."""

from dataclasses import asdict

from clients.models import HousingGuidance
from clients.outcome_figures import housing as housing_guidance
from network.codes import Theme
from reports.figures.scope import Scope
from reports.figures.visits import visits_in


def clients_asking(scope: Scope) -> int:
    """Different clients with a visit in the scope that has housing among its themes."""
    asking = visits_in(scope).filter(client__isnull=False, themes__contains=[Theme.HOUSING])
    return asking.values("client").distinct().count()


def guidance(scope: Scope) -> dict[str, int]:
    """Guidance at the sites begun in the scope, homes got in the scope, as times and as people; and what is open now.

    The homes are of any guidance, also of one begun earlier, so they are no share of the guided.
    """
    found = housing_guidance(HousingGuidance.objects.all(), first=scope.start, last=scope.end, sites=scope.sites)
    return {name: number for name, number in asdict(found).items() if name != "open"}


def housing(scope: Scope) -> dict[str, int]:
    """All figures of housing."""
    return {"clients_asking": clients_asking(scope), **guidance(scope)}
