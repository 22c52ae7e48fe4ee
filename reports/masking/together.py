"""Views of a family of owners, masked as one system."""

from collections.abc import Iterable, Mapping, Sequence

from reports.masking.hiding import solve
from reports.masking.system import System
from reports.masking.values import Cells
from reports.masking.views import View, put, relate_areas, relate_below, relate_over_time


def solve_together(
    views: Sequence[View],
    below: Mapping[int, Iterable[int]] = {},
    towns: Mapping[int, Mapping[str, str]] = {},
) -> Cells:
    """What stands for each number of the views. below: the sub-projects of each owner.

    towns: for each owner, the area of each municipality.
    """
    system, by_owner = System(), {}
    for view in views:
        by_owner.setdefault(view.owner, []).append(view)
        put(system, view)
        relate_areas(system, view, towns.get(view.owner, {}))
    for owner, own in by_owner.items():
        relate_over_time(system, own)
        children = [by_owner[child] for child in below.get(owner, ()) if child in by_owner]
        for whole in own if children else ():
            relate_below(system, whole, children)
    return solve(system)
