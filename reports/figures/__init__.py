"""Every published number: one definition, one function, one answer on screen, in JSON, in Excel and in the PDF.

Call inside network.access.counting(), after the right to the project's figures was checked.
"""

from reports.figures import clients, gatherings, network, participants, placements, referrals, targets, visits
from reports.figures.areas import load_areas
from reports.figures.more import more_figures
from reports.figures.people import participation_rows
from reports.figures.scope import Scope, ScopeError, asked_scope, build_scope

__all__ = ["Scope", "ScopeError", "asked_scope", "build_scope", "figures", "more_figures", "participation_rows"]


def figures(scope: Scope) -> dict:
    """All figures of the scope, as the interchange contract writes them (docs/figures.md)."""
    rows, areas = participation_rows(scope.projects), load_areas(scope.projects)
    return {
        "scope": scope.as_dict(),
        "visits": visits.visits(scope),
        "clients": clients.clients(scope),
        "gatherings": gatherings.gatherings(scope),
        "network": network.network(scope),
        "referrals": referrals.referrals(scope),
        "participants": participants.participants(scope, rows),
        "placements": placements.placements(scope, rows, areas),
        "targets": targets.targets(scope, rows),
    }
