"""Targets beside their results: pure functions that the page and the reports share.

Results come from reports.figures.targets; nothing here counts people in another way.
"""

from reports.targets.course import Course, State
from reports.targets.grid import Grid
from reports.targets.ground import Ground, read
from reports.targets.intake import intake_grids
from reports.targets.placed import placement_grids
from reports.targets.results import Result, results
from reports.targets.sums import remarks

__all__ = [
    "Course",
    "Grid",
    "Ground",
    "Result",
    "State",
    "intake_grids",
    "placement_grids",
    "read",
    "remarks",
    "results",
]
