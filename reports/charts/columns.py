"""Columns by month: one line of months where there is room, a row per year on a narrow screen.

The year rows put the same month of each year below each other, so a phone shows the seasons too.
Numbers stand on the columns when all of them fit, else on the highest of each year, with a few pale lines.
"""

from dataclasses import dataclass
from itertools import groupby

from django.utils.dates import MONTHS_3
from django.utils.safestring import SafeString

from reports.charts.data import Chart, Month
from reports.charts.svg import LINE, WIDE, Layout, block, empty, frame, line, mark, prefix_of, words
from reports.charts.text import BOLD, grouped, text_width

YEAR = 12
ROW_HEIGHT, LINE_HEIGHT = 92, 190  # of the columns alone, in a year's row and in one line


@dataclass(frozen=True)
class Plot:
    """One row of columns: its months with their slot numbers, place and scale."""

    chart: Chart
    layout: Layout
    slots: list[tuple[int, Month]]
    left: float
    pitch: float
    base: float  # y of the baseline
    height: float

    def column(self, slot: int) -> tuple[float, float]:
        """x and width of a column."""
        width = min(self.pitch * 0.72, 44)
        return self.left + slot * self.pitch + (self.pitch - width) / 2, width

    def middle(self, slot: int) -> float:
        return self.left + (slot + 0.5) * self.pitch

    def rise(self, month: Month) -> float:
        """The column's height, true to its value."""
        return self.height * (month.values[0] or 0) / (self.chart.largest or 1)

    @property
    def numbers_fit(self) -> bool:
        texts = (number_text(self.chart, month) for _slot, month in self.slots)
        return max(text_width(text, self.layout.small) for text in texts) <= self.pitch


def column_chart(chart: Chart, layout: Layout = WIDE) -> SafeString:
    """A column per month. The chart's categories are months in order (see months()); one series."""
    if len(chart.series) != 1 or not all(isinstance(month, Month) for month in chart.categories):
        raise ValueError("A column chart shows one series of months.")
    if chart.is_empty:
        return empty(chart, layout)
    years = {month.year for month in chart.categories}
    if layout.narrow and (len(years) > 2 or len(chart.categories) > YEAR + 2):
        return _year_rows(chart, layout)
    return _one_line(chart, layout)


def _one_line(chart: Chart, layout: Layout) -> SafeString:
    top, count = layout.small * 1.7, len(chart.categories)
    height = 140 if layout.narrow else LINE_HEIGHT * layout.width / WIDE.width
    slots = list(enumerate(chart.categories))
    plot = Plot(chart, layout, slots, 0, layout.width / count, top + height, height)
    if not plot.numbers_fit:
        margin = text_width(grouped(chart.largest), layout.small) * BOLD + 8
        plot = Plot(chart, layout, slots, margin, (layout.width - margin) / count, top + height, height)
    shapes = [*_columns(plot), *_month_labels(plot), *_year_labels(plot)]
    return frame(chart, layout, plot.base + layout.small * 3.4, shapes)


def _year_rows(chart: Chart, layout: Layout) -> SafeString:
    shapes, y, small = [], 0.0, layout.small
    for year, of_year in groupby(chart.categories, key=lambda month: month.year):
        slots = [(month.month - 1, month) for month in of_year]
        base = y + small * 2.9 + ROW_HEIGHT
        plot = Plot(chart, layout, slots, 0, layout.width / YEAR, base, ROW_HEIGHT)
        shapes.append(words(year, 0, y + layout.font, size=layout.font, class_="chart-label", font_weight=600))
        shapes += _columns(plot, lines=False)
        shapes += [_month_number(plot, slot, slot + 1) for slot in range(YEAR)]
        y = base + small * 2.6
    return frame(chart, layout, y - small * 0.9, shapes)


def number_text(chart: Chart, month: Month) -> str:
    """What stands on a column; "<5" where the count is masked."""
    value = month.values[0]
    return "<5" if value is None else grouped(value)


def _columns(plot: Plot, *, lines: bool = True) -> list[str]:
    """Pale lines if they are needed, the columns, their numbers, and the baseline."""
    everywhere = plot.numbers_fit
    peaks = _peaks(plot)
    shapes = _scale(plot) if lines and not everywhere else []
    for slot, month in plot.slots:
        x, width = plot.column(slot)
        rise = plot.rise(month)
        parts = [block(x, plot.base - rise, width, rise, 0, prefix_of(plot.chart, plot.layout))]
        if everywhere or slot in peaks:
            parts.append(_number_on(plot, slot, month, rise))
        shapes.append(mark(*parts, hint=f"{month.label}: {plot.chart.shown(month.values[0])}"))
    right = plot.left + plot.pitch * (YEAR if not lines else len(plot.slots))
    shapes.append(line(plot.left, plot.base + 0.5, right, plot.base + 0.5))
    return shapes


def _number_on(plot: Plot, slot: int, month: Month, rise: float) -> str:
    """The number on a column, kept inside the drawing at its edges."""
    text, small = number_text(plot.chart, month), plot.layout.small
    half = text_width(text, small) / 2
    x = min(max(plot.middle(slot), half), plot.layout.width - half)
    y = plot.base - rise - 5
    return words(text, x, y, size=small, anchor="middle", class_="chart-value", font_weight=600)


def _peaks(plot: Plot) -> set[int]:
    """The slot of the first highest month of each year."""
    peaks = set()
    for _year, of_year in groupby(plot.slots, key=lambda pair: pair[1].year):
        slot, month = max(of_year, key=lambda pair: pair[1].values[0] or 0)
        if month.values[0]:
            peaks.add(slot)
    return peaks


def _scale(plot: Plot) -> list[str]:
    """Two or three pale lines at round numbers, each with its number to the left."""
    step = _round_step(plot.chart.largest)
    shapes = []
    for value in range(step, plot.chart.largest + 1, step):
        y = round(plot.base - plot.height * value / plot.chart.largest) + 0.5
        shapes.append(line(plot.left, y, plot.layout.width, y, class_="chart-grid", stroke=LINE))
        shapes.append(
            words(
                grouped(value),
                plot.left - 8,
                y + 4,
                size=plot.layout.small,
                anchor="end",
                class_="chart-soft",
            )
        )
    return shapes


def _round_step(largest: int) -> int:
    """The smallest of 1, 2, 5, 10, 20, 50 … that gives at most three lines."""
    power = 1
    while True:
        for digit in (1, 2, 5):
            if largest // (digit * power) <= 3:
                return digit * power
        power *= 10


def _month_labels(plot: Plot) -> list[str]:
    """Short names where they fit, else month numbers, thinned to every second, third, sixth month."""
    names = {month: str(name) for month, name in MONTHS_3.items()}
    size = plot.layout.small
    if max(text_width(name, size) for name in names.values()) + 6 <= plot.pitch:
        return [_month_number(plot, slot, names[month.month]) for slot, month in plot.slots]
    widest = text_width("10", size) + 4
    every = next((n for n in (1, 2, 3, 6) if n * plot.pitch >= widest), YEAR)
    return [
        _month_number(plot, slot, month.month)
        for slot, month in plot.slots
        if every < YEAR and (month.month - 1) % every == 0
    ]


def _month_number(plot: Plot, slot: int, text) -> str:
    y = plot.base + plot.layout.small * 1.35
    return words(text, plot.middle(slot), y, size=plot.layout.small, anchor="middle", class_="chart-soft")


def _year_labels(plot: Plot) -> list[str]:
    """Each year's name in the middle below its months, and a hairline where a year begins."""
    shapes, layout, base = [], plot.layout, plot.base
    for year, of_year in groupby(plot.slots, key=lambda pair: pair[1].year):
        slots = [slot for slot, _month in of_year]
        start, end = plot.left + slots[0] * plot.pitch, plot.left + (slots[-1] + 1) * plot.pitch
        if slots[0]:
            shapes.append(line(start, base + 0.5, start, base + layout.small * 2.9))
        if text_width(str(year), layout.small) <= end - start or len(slots) == len(plot.slots):
            middle, y = (start + end) / 2, base + layout.small * 2.75
            shapes.append(
                words(year, middle, y, size=layout.small, anchor="middle", class_="chart-label", font_weight=600)
            )
    return shapes
