"""Views of a family of owners, masked as one system."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from reports.masking.headlines import Family, solve_topic
from reports.masking.topics import Topic, topics_of
from reports.masking.values import Cells
from reports.masking.views import View


def solve_together(
    views: Sequence[View],
    below: Mapping[int, Iterable[int]] = {},
    towns: Mapping[int, Mapping[str, str]] = {},
) -> Cells:
    """What stands for each number of the views. below: the sub-projects of each owner.

    towns: for each owner, the area of each municipality.
    """
    whole, cells = _whole(views, below), {}
    for topic in topics_of({name for view in views for name in view.figures}):
        own = [_only(view, topic) for view in views]
        top = next((view for view in own if whole and view.place == whole.place), None)
        cells |= solve_topic(topic, Family([view for view in own if view.figures], below, towns, top))
    return cells


def _whole(views: Sequence[View], below: Mapping[int, Iterable[int]]) -> View | None:
    """The view that holds all others; None without one."""
    children = {child for children in below.values() for child in children}
    tops = [view for view in views if view.owner not in children]
    one_owner = len({view.owner for view in tops}) == 1
    return next((view for view in tops if one_owner and all(view.holds(other) for other in views)), None)


def _only(view: View, topic: Topic) -> View:
    return replace(view, figures={name: found for name, found in view.figures.items() if topic.holds((name,))})
