"""How many started against how many were promised: by period and area, with the overall target as its own row."""

from reports.report.blocks import Block
from reports.report.data import ReportData
from reports.report.live.grids import table
from reports.targets import intake_grids


def intake_targets(data: ReportData) -> list[Block]:
    """The targets of the project by period, those of its sub-projects below; nothing where no target was set."""
    return [table(grid) for grid in intake_grids(data)]
