"""Every published number: one definition, one function, one answer on screen, in JSON, in Excel and in the PDF.

Call inside network.access.counting(), after the right to the project's figures was checked.
"""

from reports.figures.areas import load_areas
from reports.figures.clients import clients
from reports.figures.gatherings import gatherings
from reports.figures.network import network
from reports.figures.participants import participants
from reports.figures.people import participation_rows
from reports.figures.placements import placements
from reports.figures.referrals import referrals
from reports.figures.scope import Scope, ScopeError, build_scope
from reports.figures.targets import targets
from reports.figures.visits import visits

__all__ = ["Scope", "ScopeError", "build_scope", "figures"]


def figures(scope: Scope) -> dict:
    """All figures of the scope, as the interchange contract writes them (docs/figures.md)."""
    rows, areas = participation_rows(scope.projects), load_areas(scope.projects)
    return {
        "scope": scope.as_dict(),
        "visits": visits(scope),
        "clients": clients(scope),
        "gatherings": gatherings(scope),
        "network": network(scope),
        "referrals": referrals(scope),
        "participants": participants(scope, rows),
        "placements": placements(scope, rows, areas),
        "targets": targets(scope, rows),
    }
