"""Change between two measurements, drawn as a small picture: one track per area, from the first value to the last.

Colours come from classes (static/css/measures.css), so that it is right in light, dark and on paper. The drawing is
made for a phone's width and grows with the page; the same numbers stand in a table beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH, LEFT, RIGHT = 340, 14, 326
NAME, TRACK, GAP = 18, 16, 16  # heights: the name of an area, a track, the space below an area
RADIUS = 5.5


@dataclass(frozen=True)
class Side:
    """One side's first and last value of an area; None = not given."""

    who: str  # "own" or "counsellor": names the class
    first: int | None
    last: int | None

    @property
    def change(self) -> int | None:
        """How much the value grew; None without both."""
        return self.last - self.first if self.first is not None and self.last is not None else None


@dataclass(frozen=True)
class Line:
    """An area of life with the values of both sides."""

    name: str
    own: Side
    counsellor: Side

    @property
    def sides(self) -> list[Side]:
        return [side for side in (self.own, self.counsellor) if side.first is not None or side.last is not None]

    @property
    def disagreement(self) -> int | None:
        """How far apart the two see it in the last measurement; None when only one has answered, or they agree."""
        if self.own.last is None or self.counsellor.last is None:
            return None
        return abs(self.own.last - self.counsellor.last) or None


def change_chart(lines: Sequence[Line], *, low: int, high: int, title: str, desc: str, name: str) -> SafeString:
    """The picture as SVG. `low` and `high` are the ends of the scale; `name` makes its ids unique on the page."""
    parts, top = [], 4
    for line in lines:
        part, top = _area(line, top, low, high)
        parts.append(part)
    return format_html(
        '<svg class="change-chart" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-title {}-desc">'
        '<title id="{}-title">{}</title><desc id="{}-desc">{}</desc>{}</svg>',
        WIDTH, top, name, name, name, title, name, desc, _join(parts),
    )  # fmt: skip


def _join(parts: Sequence[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def _area(line: Line, top: float, low: int, high: int) -> tuple[SafeString, float]:
    """The name of an area with its tracks below; and where the next one begins."""
    parts = [format_html('<text class="change-name" x="{}" y="{}">{}</text>', LEFT - 6, top + 13, line.name)]
    middle = top + NAME + TRACK / 2
    for side in line.sides:
        parts.append(_track(side, middle, low, high))
        middle += TRACK
    return _join(parts), middle - TRACK / 2 + GAP


def _track(side: Side, y: float, low: int, high: int) -> SafeString:
    def x(value: int) -> float:
        return round(LEFT + (RIGHT - LEFT) * (value - low) / (high - low), 1)

    parts = [format_html('<line class="change-track" x1="{}" y1="{}" x2="{}" y2="{}"/>', LEFT, y, RIGHT, y)]
    if side.change:
        parts.append(
            format_html('<line class="change-way" x1="{}" y1="{}" x2="{}" y2="{}"/>', x(side.first), y, x(side.last), y)
        )
    if side.first is not None and side.first != side.last:
        parts.append(_mark(side.who, x(side.first), y, "is-first"))
    if side.last is not None:
        parts.append(_mark(side.who, x(side.last), y, "is-last"))
    return format_html('<g class="change-{}">{}</g>', side.who, _join(parts))


def _mark(who: str, x: float, y: float, kind: str) -> SafeString:
    """A circle for the young person, a square for the counsellor; hollow first, filled last."""
    if who == "own":
        return format_html('<circle class="{}" cx="{}" cy="{}" r="{}"/>', kind, x, y, RADIUS)
    size = 2 * RADIUS - 1
    return format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>', kind, x - size / 2, y - size / 2, size, size
    )
