"""Small numbers hidden from those who are not to recognise a person in them.

1 to 4 are shown as "<5". Where such a number could be computed from others that the same people see, further ones are
hidden, until each masked number could be at least two (docs/decisions/0016).
"""

from collections.abc import Hashable, Mapping
from datetime import date

from reports.masking.hiding import solve
from reports.masking.system import System
from reports.masking.together import solve_together
from reports.masking.values import Cells, Masked, Shown, add, less, mask_number
from reports.masking.views import View, shown

__all__ = ["Cells", "Masked", "Shown", "add", "less", "mask", "mask_breakdown", "mask_number"]


def mask_breakdown(cells: Mapping[Hashable, int]) -> Cells:
    """The cells of a breakdown whose sum may be known, masked."""
    system = System()
    for key, number in cells.items():
        system.add(key, number)
    system.sum_is_known(cells)
    return solve(system)


def mask(figures: dict) -> dict:
    """Figures masked by themselves, for who sees no other period or project; same shape."""
    view = View("", date.min, date.max, figures)
    masked = shown(view, solve_together([view]))
    if "targets" in masked:
        masked["targets"] = [{**row, "actual": mask_number(row["actual"])} for row in masked["targets"]]
    return masked
