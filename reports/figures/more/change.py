"""The change that young people feel: their own values in a change measure, the first time against the last."""

from collections import defaultdict

from clients.models import MeasurementAnswer
from reports.figures.more.scoped import known_here
from reports.figures.scope import Scope


def change(scope: Scope) -> dict[str, int]:
    """Clients known at the scope's sites who gave values of their own in it, and what changed.

    measured: with values in the scope. repeated: of those, who also gave values for the same area of life earlier (on
    any day) or later in the scope; their last values in the scope against their first ones, added up over the areas
    that they valued both times: higher, same or lower.
    """
    rows = MeasurementAnswer.objects.filter(
        measurement__client__in=known_here(scope), measurement__date__lte=scope.end, client_value__isnull=False
    ).order_by("measurement__date", "measurement__pk")
    values = defaultdict(lambda: defaultdict(list))
    for client, area, day, value in rows.values_list(
        "measurement__client", "area", "measurement__date", "client_value"
    ):
        values[client][area].append((day, value))
    changes = [_change(areas, scope) for areas in values.values() if _is_measured(areas, scope)]
    known = [number for number in changes if number is not None]
    return {
        "measured": len(changes),
        "repeated": len(known),
        "higher": sum(number > 0 for number in known),
        "same": known.count(0),
        "lower": sum(number < 0 for number in known),
    }


def _is_measured(areas: dict, scope: Scope) -> bool:
    return any(rows[-1][0] >= scope.start for rows in areas.values())


def _change(areas: dict, scope: Scope) -> int | None:
    """The sum over the areas valued twice, the last time in the scope; None without any."""
    twice = [rows for rows in areas.values() if len(rows) > 1 and rows[-1][0] >= scope.start]
    return sum(rows[-1][1] - rows[0][1] for rows in twice) if twice else None
