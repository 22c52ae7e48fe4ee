"""A topic of a family of owners masked such that its headline stays in sight as long as it can.

What is left out everywhere needs no witness: of people of whom only headlines are shown, each might as well have
another gender, status or place (the longer reasoning: docs/decisions/0016).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reports.masking.further import ALL_OR_NOTHING
from reports.masking.hiding import solve
from reports.masking.system import System
from reports.masking.topics import Step, Topic, same, table_of
from reports.masking.values import Cells, Masked, is_small
from reports.masking.views import Path, Place, View, Where, leaves, put, relate_areas, relate_below, relate_over_time


@dataclass(frozen=True)
class Family:
    """Views of one topic. below: the sub-projects of each owner. towns: for each owner, the area of each municipality.

    whole: the view that holds all others, where there is one.
    """

    views: Sequence[View]
    below: Mapping
    towns: Mapping
    whole: View | None

    def leaves(self) -> Iterable[tuple[View, Path, int]]:
        """Every number of every view."""
        return ((view, path, number) for view in self.views for path, number in leaves(view.figures))


def solve_topic(topic: Topic, family: Family) -> Cells:
    """What stands for each number: the first step that hides no headline, or as few as if there were only headlines."""
    cells = _without(topic, family, topic.steps[0])
    if not (lost := _lost(topic, family, cells)):
        return cells
    last = _solved(family, lambda _view, path: same(path) not in topic.headlines)
    must = _lost(topic, family, last)
    for step in topic.steps[1:]:
        if lost <= must:
            return cells
        if step.whole_only and not _are_exchangeable(topic, family, step):
            continue
        cells = _without(topic, family, step)
        lost = _lost(topic, family, cells)
    return cells if lost <= must else last


def _lost(topic: Topic, family: Family, cells: Cells) -> set:
    """The headlines that are masked though they are not small."""
    keys = {view.key(path) for view, path, number in family.leaves() if same(path) in topic.headlines and number}
    return {key for key in keys if cells[key] is Masked.HIDDEN}


def _without(topic: Topic, family: Family, step: Step) -> Cells:
    gone = step.gone | {table_of(table) for table in _long_with_small(family)}
    parts = _parts(topic, family)

    def is_gone(view: View, path: Path) -> bool:
        apart = step.whole_only and view.place in parts and table_of(path) not in step.kept
        return (apart and same(path) not in topic.headlines) or table_of(path) in gone

    return _solved(family, is_gone, lambda view, path: view.place in parts and table_of(path) in step.parts)


def _long_with_small(family: Family) -> list[Path]:
    """The long tables that hold a small number anywhere: they are hidden as a whole, everywhere.

    What is left to see are sums over their rows, and of those the small ones are masked like any other number.
    """
    return [
        table
        for table in ALL_OR_NOTHING
        if any(path[: len(table)] == table and is_small(number) for _view, path, number in family.leaves())
    ]


def _totals(topic: Topic, family: Family) -> dict[Place, int]:
    return {view.place: dict(leaves(view.figures)).get(topic.headlines[0], 0) for view in family.views}


def _parts(topic: Topic, family: Family) -> set[Place]:
    """The views that do not tell of everybody of whom the whole does."""
    totals = _totals(topic, family) if family.whole and topic.headlines else {}
    return {place for place, number in totals.items() if number != totals[family.whole.place]}


def _are_exchangeable(topic: Topic, family: Family, step: Step) -> bool:
    """Whether each small number of a part could be another one, where of parts only headlines are in sight.

    It could if somebody of the part and somebody outside of it, who does not count there, changed places: nothing that
    is shown would change.
    """
    if family.whole is None:
        return False
    whole, parts, totals = dict(leaves(family.whole.figures)), _parts(topic, family), _totals(topic, family)
    everybody = totals[family.whole.place]
    for view, path, number in family.leaves():
        if view.place not in parts or not is_small(number) or same(path) in topic.headlines:
            continue
        outside = everybody - totals[view.place] - (whole.get(path, everybody) - number)
        if table_of(path) not in step.gone | step.kept | {"long"} and outside < 1:
            return False
    return True


def _solved(family: Family, is_gone: Where, is_unseen: Where = lambda _view, _path: False) -> Cells:
    system, by_owner = System(), {}
    # Where nobody is told of at all, a zero is no secret.
    telling = {view.place for view, _path, number in family.leaves() if number}
    hidden = {
        view.key(path): Masked.HIDDEN if view.place in telling else number for view, path, number in family.leaves()
    }
    for view in family.views:
        by_owner.setdefault(view.owner, []).append(view)
        put(system, view, is_gone, is_unseen)
        relate_areas(system, view, family.towns.get(view.owner, {}))
    for owner, own in by_owner.items():
        relate_over_time(system, own)
        children = [by_owner[child] for child in family.below.get(owner, ()) if child in by_owner]
        for whole in own if children else ():
            relate_below(system, whole, children)
    return hidden | solve(system)
