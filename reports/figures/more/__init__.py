"""Figures beyond the interchange contract: those that Ohjaamos publish in their reports (docs/figures.md)."""

from reports.figures.scope import Scope


def more_figures(scope: Scope) -> dict:
    """All of them; call inside network.access.counting()."""
    return {}
