"""Figures beyond the interchange contract: those that Ohjaamos publish in their reports (docs/figures.md).

A module per subject, a pure function per figure, with its definition in the docstring.
"""

from reports.figures.more import (
    background,
    change,
    developments,
    events,
    exits,
    feedback,
    housing,
    paths,
    profiles,
    screenings,
    services,
    subsidies,
    summer_jobs,
    visits,
)
from reports.figures.scope import Scope


def more_figures(scope: Scope) -> dict:
    """All of them; call inside network.access.counting(). Money, days and means are decimals, all others whole."""
    used = services.services(scope)
    return {
        "visit_order": visits.order(scope),
        "visit_languages": visits.languages(scope),
        "background": background.background(scope),
        "services": used,
        **paths.paths(scope),
        "summer_jobs": summer_jobs.summer_jobs(scope, used["by_kind"]),
        "housing": housing.housing(scope),
        "subsidies": subsidies.subsidies(scope),
        "exits": exits.exits(scope),
        "joint": events.joint(scope),
        "recruiting": events.recruiting(scope),
        "screening": screenings.screenings(scope),
        "profiles": profiles.profiles(scope),
        "change": change.change(scope),
        "feedback": feedback.feedback(scope),
        "developments": developments.developments(scope),
        "pilots": developments.pilots(scope),
        "staff": developments.staff(scope),
    }
