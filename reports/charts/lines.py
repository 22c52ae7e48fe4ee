"""A line over time: values on their days, true to the calendar between them, on a scale that begins at 0.

One series, so that no colours have to be told apart. Numbers stand at the points when all of them fit, else at the
first, the last, the highest and the lowest.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.safestring import SafeString

from reports.charts.data import Category, Chart
from reports.charts.svg import FILLS, WIDE, Layout, empty, frame, line, mark, tag, words
from reports.charts.text import BOLD, text_width

RADIUS = 4


@dataclass(frozen=True)
class Point(Category):
    """A value on its day; a number of any kind, 0 or more."""

    day: date


@dataclass(frozen=True)
class Field:
    """The room for the line: x of its ends, y of its top and of 0."""

    chart: Chart
    layout: Layout
    left: float
    right: float
    top: float
    base: float

    def x(self, point: Point) -> float:
        first, last = self.chart.categories[0].day, self.chart.categories[-1].day
        whole = (last - first).days or 1
        return self.left + (self.right - self.left) * (point.day - first).days / whole

    def y(self, point: Point) -> float:
        return float(self.base - (self.base - self.top) * float(point.values[0]) / float(self.chart.largest or 1))


def line_chart(chart: Chart, layout: Layout = WIDE) -> SafeString:
    """A line through the chart's points, which are in order of their days; one series without masked values."""
    points = chart.categories
    if len(chart.series) != 1 or not all(isinstance(point, Point) for point in points):
        raise ValueError("A line chart shows one series of points.")
    if chart.is_empty:
        return empty(chart, layout)
    widest = max(text_width(chart.shown(point.values[0]), layout.small) for point in points) * BOLD
    dates = max(text_width(_day(point), layout.small) for point in points)
    margin = max(widest, dates) / 2 + 2
    height = 120 if layout.narrow else 170 * layout.width / WIDE.width
    top = layout.small * 2
    room = Field(chart, layout, margin, layout.width - margin, top, top + height)
    shapes = [line(0, room.base + 0.5, layout.width, room.base + 0.5), _line(room), *_points(room, widest)]
    return frame(chart, layout, room.base + layout.small * 2.2, [*shapes, *_days(room, dates)])


def _line(room: Field) -> str:
    points = " ".join(f"{room.x(point):.2f},{room.y(point):.2f}" for point in room.chart.categories)
    return tag(
        "polyline", points=points, fill="none", stroke=FILLS[0].ground, stroke_width=2.5, stroke_linejoin="round",
        class_="chart-line",
    )  # fmt: skip


def _points(room: Field, widest: float) -> list[str]:
    chart, small = room.chart, room.layout.small
    named = _spread(chart.categories, room, widest + 6)
    if len(named) < len(chart.categories):
        named = _telling(chart.categories)
    shapes = []
    for point in chart.categories:
        x, y, text = room.x(point), room.y(point), chart.shown(point.values[0])
        parts = [tag("circle", cx=x, cy=y, r=float(RADIUS), fill=FILLS[0].ground, class_="chart-bar chart-bar-1")]
        if point in named:
            parts.append(
                words(text, x, y - RADIUS - 5, size=small, anchor="middle", class_="chart-value", font_weight=600)
            )
        shapes.append(mark(*parts, hint=f"{point.label}: {text}"))
    return shapes


def _telling(points: Sequence[Point]) -> list[Point]:
    """The first, the last, the highest and the lowest."""
    ordered = sorted(points, key=lambda point: point.values[0])
    return [points[0], points[-1], ordered[-1], ordered[0]]


def _days(room: Field, widest: float) -> list[str]:
    """The days below the line, as many as fit, the last always."""
    shown = _spread(room.chart.categories, room, widest + 10)
    y = room.base + room.layout.small * 1.6
    return [
        words(_day(point), room.x(point), y, size=room.layout.small, anchor="middle", class_="chart-soft")
        for point in shown
    ]


def _spread(points: Sequence[Point], room: Field, apart: float) -> list[Point]:
    """Points at least so far from each other, from the last to the first."""
    found: list[Point] = []
    for point in reversed(points):
        if not found or room.x(found[-1]) - room.x(point) >= apart:
            found.append(point)
    return found[::-1]


def _day(point: Point) -> str:
    return date_format(point.day, "SHORT_DATE_FORMAT")
