"""Figures as a test asks for them: counted in the right context."""

from network.access import acting_as_system, counting
from reports.figures import build_scope, figures


def count(project, start=None, end=None, sites=None) -> dict:
    """figures() of the project's scope."""
    with counting():
        return figures(build_scope(project, start, end, sites))


def withdraw(row) -> None:
    """Takes a visit or a gathering back."""
    row.withdrawn_at = row.created_at
    with acting_as_system("test"):
        row.save(update_fields=["withdrawn_at"])


def nonzero(counts: dict) -> dict:
    return {code: n for code, n in counts.items() if n}
