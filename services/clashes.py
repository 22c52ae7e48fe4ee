"""Nobody is in two places at once: is the expert elsewhere, or here already, at the time of a new shift?"""

from collections.abc import Iterable
from datetime import date, time

from network.models import Expert
from services.models import Shift, ShiftSeries
from services.rota import Cut, Occurrence, planned_between


def first_clash(
    expert: Expert,
    days: Iterable[date],
    starts: time,
    ends: time,
    *,
    but: Shift | ShiftSeries | None = None,
) -> Occurrence | None:
    """The expert's first planned shift on any of `days` that shares time with `starts`–`ends`; None is all clear.

    `but`: the shift or series that is being changed. Cancelled shifts are no hindrance. Four queries.
    """
    days = set(days)
    if not days:
        return None
    for one in planned_between(min(days), max(days), experts=[expert]):
        own = but is not None and but.pk is not None and but in (one.shift, one.series)
        if one.date in days and not own and one.cut != Cut.CANCELLED and one.crosses(starts, ends):
            return one
    return None
