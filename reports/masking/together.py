"""Views of a family of owners, masked as one system."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from reports.masking.further import ALL_OR_NOTHING
from reports.masking.hiding import solve
from reports.masking.system import System
from reports.masking.values import Cells, Masked, is_small
from reports.masking.views import Path, View, leaves, put, relate_areas, relate_below, relate_over_time


def solve_together(
    views: Sequence[View],
    below: Mapping[int, Iterable[int]] = {},
    towns: Mapping[int, Mapping[str, str]] = {},
) -> Cells:
    """What stands for each number of the views. below: the sub-projects of each owner.

    towns: for each owner, the area of each municipality.
    """
    closed = _closed_tables(views)
    hidden = {
        view.key(path): Masked.HIDDEN for view in views for path, _number in leaves(view.figures) if _in(path, closed)
    }
    return hidden | solve(_system([_without(view, closed) for view in views], below, towns))


def _system(views: Sequence[View], below: Mapping, towns: Mapping) -> System:
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
    return system


def _closed_tables(views: Sequence[View]) -> list[Path]:
    """The long tables that hold a small number anywhere: they are hidden as a whole, everywhere.

    What is left to see are sums over their rows, and of those the small ones are masked like any other number.
    """
    return [
        table
        for table in ALL_OR_NOTHING
        if any(_in(path, [table]) and is_small(number) for view in views for path, number in leaves(view.figures))
    ]


def _in(path: Path, tables: Iterable[Path]) -> bool:
    return any(path[: len(table)] == table for table in tables)


def _without(view: View, tables: Iterable[Path]) -> View:
    figures = view.figures
    for section, name in tables:
        if section in figures:
            rest = {key: value for key, value in figures[section].items() if key != name}
            figures = figures | {section: rest}
    return replace(view, figures=figures)
