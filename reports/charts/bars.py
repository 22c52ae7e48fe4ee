"""Horizontal bars: one series (the workhorse), several beside each other, or stacked to a whole.

Wide and on paper the labels stand in a column to the left; narrow they stand above their bars. Values
are written at the bars' ends, so no grid is needed; all bars of a chart share one scale that begins at 0.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.safestring import SafeString

from reports.charts.data import Category, Chart
from reports.charts.svg import (
    FILLS,
    GROUND,
    WIDE,
    Layout,
    block,
    empty,
    frame,
    line,
    mark,
    prefix_of,
    tag,
    words,
)
from reports.charts.text import BOLD, grouped, text_width, wrap

GAP = 2  # between the bars of one category
PAD = 8  # between a bar's end and its number


@dataclass(frozen=True)
class Plan:
    """Where things go in one drawing: label column, start and full length of the bars, heights."""

    layout: Layout
    labels: float
    start: float
    length: float
    bars: float  # height of one category's bars together

    @property
    def leading(self) -> float:
        return round(self.layout.font * 1.28)

    @property
    def air(self) -> float:
        return self.layout.font * (1.15 if self.layout.narrow else 0.9)


def bar_chart(chart: Chart, layout: Layout = WIDE) -> SafeString:
    """One bar per category, with its number (and share, if the chart has a total) at its end."""
    if len(chart.series) != 1:
        raise ValueError("A bar chart has one series; several make a grouped or a stacked one.")
    return grouped_bar_chart(chart, layout)


def grouped_bar_chart(chart: Chart, layout: Layout = WIDE) -> SafeString:
    """Per category one bar for each series below each other: target and result, women and men."""
    thick = layout.font * (1.35 if len(chart.series) == 1 else 1.0)
    height = thick * len(chart.series) + GAP * (len(chart.series) - 1)
    ends = [chart.shown(value) for row in chart.categories for value in row.values]

    def bars(row: Category, plan: Plan, top: float) -> list[str]:
        return [_bar(chart, plan, row, index, top + index * (thick + GAP), thick) for index in range(len(row.values))]

    return _draw(chart, layout, height, ends, chart.largest, bars)


def stacked_bar_chart(chart: Chart, layout: Layout = WIDE) -> SafeString:
    """Per category one bar in parts, a part for each series, with the sum at its end."""
    sums = [sum(value or 0 for value in row.values) for row in chart.categories]
    ends = [_sum_text(row) for row in chart.categories]

    def bars(row: Category, plan: Plan, top: float) -> list[str]:
        return _parts(chart, plan, row, top, max(sums))

    return _draw(chart, layout, layout.font * 1.5, ends, max(sums, default=0), bars)


def _draw(chart: Chart, layout: Layout, height: float, ends: list[str], largest: int, bars: Callable):
    if chart.is_empty:
        return empty(chart, layout)
    plan = _plan(chart, layout, height, ends)
    shapes, top = _legend(chart, plan)
    first = top
    for row in chart.categories:
        drawn, top = _row(plan, row, top, bars)
        shapes += drawn
    shapes.append(line(plan.start - 0.5, first, plan.start - 0.5, top))
    return frame(chart, layout, top + 2, shapes)


def _plan(chart: Chart, layout: Layout, height: float, ends: list[str]) -> Plan:
    room = max(text_width(end, layout.font) for end in ends) * BOLD + PAD
    if layout.narrow:
        return Plan(layout, layout.width, 1, layout.width - room - 1, height)
    widest = max(text_width(row.label, layout.font) for row in chart.categories)
    labels = min(widest, layout.width * 0.36)
    return Plan(layout, labels, labels + 14, layout.width - labels - 14 - room, height)


def _row(plan: Plan, row: Category, top: float, bars: Callable) -> tuple[list[str], float]:
    """One category's label and bars, and where the next one begins."""
    font = plan.layout.font
    lines = wrap(row.label, plan.labels, font)
    text_height = len(lines) * plan.leading
    if plan.layout.narrow:
        label_top, bar_top = top + plan.air / 2, top + plan.air / 2 + text_height + 3
        end = bar_top + plan.bars + plan.air / 2
    else:
        middle = top + (max(text_height, plan.bars) + plan.air) / 2
        label_top, bar_top, end = middle - text_height / 2, middle - plan.bars / 2, 2 * middle - top
    inset = 6 if plan.layout.narrow else 0
    label = [
        words(text, inset, label_top + index * plan.leading + font * 0.98, size=font, class_="chart-label")
        for index, text in enumerate(lines)
    ]
    return [*label, *bars(row, plan, bar_top)], end


def _bar(chart: Chart, plan: Plan, row: Category, index: int, top: float, thick: float) -> str:
    value, layout = row.values[index], plan.layout
    length = plan.length * (value or 0) / (chart.largest or 1)
    shown = chart.shown(value)
    name = f"{row.label}, {chart.series[index]}" if len(chart.series) > 1 else row.label
    return mark(
        block(plan.start, top, length, thick, index, prefix_of(chart, layout)),
        words(
            shown, plan.start + length + PAD, top + thick / 2 + layout.font * 0.36,
            size=layout.font, class_="chart-value", font_weight=600,
        ),
        hint=f"{name}: {shown}",
    )  # fmt: skip


def _parts(chart: Chart, plan: Plan, row: Category, top: float, largest: int) -> list[str]:
    shapes, start, font = [], plan.start, plan.layout.font
    for index, value in enumerate(row.values):
        length = plan.length * (value or 0) / largest if largest else 0
        part = [block(start, top, length, plan.bars, index, prefix_of(chart, plan.layout))]
        if value:
            part += _inside(grouped(value), plan, (start, top, length), index)
        shapes.append(mark(*part, hint=f"{row.label}, {chart.series[index]}: {chart.shown(value)}"))
        start += length
    total = _sum_text(row)
    y = top + plan.bars / 2 + font * 0.36
    return [*shapes, words(total, start + PAD, y, size=font, class_="chart-value", font_weight=600)]


def _sum_text(row: Category) -> str:
    """The sum of a stacked bar; "–" where a masked part could be worked out from it."""
    return "–" if None in row.values else grouped(sum(row.values))


def _inside(text: str, plan: Plan, place: tuple[float, float, float], series: int) -> list[str]:
    """A part's number in its middle, on a plain ground over a texture; none if the part is too short."""
    (start, top, length), size = place, plan.layout.small
    width = text_width(text, size) * BOLD
    if width + 8 > length:
        return []
    x, baseline = start + length / 2, top + plan.bars / 2 + size * 0.36
    if not FILLS[series].pattern:
        return [words(text, x, baseline, size=size, anchor="middle", class_="chart-on-bar", fill=GROUND)]
    ground = tag(
        "rect", x=x - width / 2 - 2, y=top + (plan.bars - size * 1.25) / 2, width=width + 4,
        height=size * 1.25, rx=3, fill=GROUND, class_="chart-ground",
    )  # fmt: skip
    return [ground, words(text, x, baseline, size=size, anchor="middle", class_="chart-value")]


def _legend(chart: Chart, plan: Plan) -> tuple[list[str], float]:
    """A key of the series, on as many lines as it needs; none for one series. Also where the bars begin."""
    if len(chart.series) == 1:
        return [], 0
    layout, shapes, x, y = plan.layout, [], 0.0, 0.0
    box = layout.font * 0.95
    for index, name in enumerate(chart.series):
        width = box + 7 + text_width(name, layout.font)
        if x and x + width > layout.width:
            x, y = 0.0, y + layout.font * 1.6
        shapes.append(block(x + 0.5, y + 1.5, box, box, index, prefix_of(chart, layout)))
        shapes.append(words(name, x + box + 7, y + layout.font, size=layout.font, class_="chart-label"))
        x += width + 22
    return shapes, y + layout.font * 1.9
