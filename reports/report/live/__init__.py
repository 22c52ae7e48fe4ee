"""What a report counts by itself: a name for each group of figures, and what it prints.

Each function takes ReportData and returns blocks, with texts in the active language (which the report sets to its own).
"""

from collections.abc import Callable, Iterable

from reports.report.blocks import Block, unless_empty
from reports.report.data import ReportData
from reports.report.live import (
    clients,
    cooperation,
    facts,
    indicators,
    key_figures,
    placements,
    records,
    series,
    summary,
    targets,
    visits,
)
from reports.report.live.further import FURTHER

LIVE: dict[str, Callable[[ReportData], list[Block]]] = {
    "facts": facts.facts,
    "key_figures": key_figures.key_figures,
    "six_figures": summary.six_figures,
    "targets_at_a_glance": summary.targets_at_a_glance,
    "clients_by_age": clients.by_age,
    "clients_by_gender": clients.by_gender,
    "visits_by_month": visits.by_month,
    "visits_by_channel": visits.by_channel,
    "visits_by_theme": visits.by_theme,
    "visits_by_site": visits.by_site,
    "gatherings": cooperation.gatherings,
    "network": cooperation.network,
    "referrals": cooperation.referrals,
    "series": series.series,
    "intake_targets": targets.intake_targets,
    "placements": placements.placements,
    "indicators": indicators.indicators,
    "publicity": records.publicity,
    "problems": records.problems,
    "developments": records.developments,
    "pilots": records.pilots,
    "project_team": records.project_team,
    "steering": records.steering,
    "ended_by_municipality": placements.ended_by_municipality,
    **FURTHER,
}


# The funder's form and the project's own aims are told with their zeros.
WITH_ZEROS = frozenset({"indicators", "intake_targets", "placements", "targets_at_a_glance"})


def blocks(names: Iterable[str], data: ReportData) -> list[Block]:
    """The blocks of these groups of figures in order; a sentence where nothing was counted."""
    return [block if name in WITH_ZEROS else unless_empty(block) for name in names for block in LIVE[name](data)]
