"""The pieces every chart is made of: escaped elements, the frame with its names, fills told apart in grey.

Colours are presentation attributes for paper, because the PDF writer does not apply the page's CSS inside an
inline SVG; on screen static/css/charts.css overrules them by class, light and dark. No style attributes: the
Content-Security-Policy forbids them.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from reports.charts.data import Chart, no_data
from reports.charts.text import plain

INK, SOFT, LINE, AXIS = "#15262b", "#44565c", "#dde2e0", "#748489"
GROUND = "#ffffff"
FONT = "Source Sans 3, Liberation Sans, Arial, sans-serif"


@dataclass(frozen=True)
class Fill:
    """How a series is painted: its ground, the ink of its outline and pattern, and the pattern's strokes."""

    ground: str
    ink: str
    pattern: str = ""  # an SVG path on a tile of TILE units


TILE = 6
# Dark plain, bright with slanted lines, middling with dots, white with level lines: four greys, four textures.
FILLS = (
    Fill("#0b5a66", "#0b5a66"),
    Fill("#ffcc33", "#7a5600", "M-1,1 l2,-2 M0,6 l6,-6 M5,7 l2,-2"),
    Fill("#8da6aa", "#22343a", "M1,2 h1.8 M4,5 h1.8"),
    Fill("#ffffff", "#5b4b9a", "M0,3 h6"),
)


@dataclass(frozen=True)
class Layout:
    """A size to draw for, in px at scale 1: the page scales it within limits that keep its text readable."""

    name: str
    width: int
    font: float
    small: float
    narrow: bool = False  # labels above the bars, months in a row per year
    names_in_title: bool = False  # the PDF's alternative text is the <title> alone


WIDE = Layout("wide", 720, 15, 13)
COMPACT = Layout("compact", 340, 15, 13, narrow=True)
PAPER = Layout("paper", 640, 12.5, 11, names_in_title=True)


def tag(name: str, *children: str, **attributes) -> SafeString:
    """An element; unsafe children are escaped, attributes always (class_ is class, font_size font-size)."""
    pairs = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_number(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    inside = "".join(child if isinstance(child, SafeString) else escape(plain(child)) for child in children)
    return mark_safe(f"<{name}{pairs}>{inside}</{name}>" if inside else f"<{name}{pairs}/>")


def _number(value) -> str:
    """Coordinates with at most two decimals: shorter, and the same on every machine."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else plain(value)


def words(text: str, x: float, y: float, *, size: float, anchor: str = "start", class_: str, **attributes):
    """A line of text, escaped whatever it claims to be; y is its baseline."""
    fill = attributes.pop("fill", SOFT if "soft" in class_ else INK)
    return tag(
        "text", escape(plain(text)), x=float(x), y=float(y), font_size=size, fill=fill, class_=class_,
        text_anchor=None if anchor == "start" else anchor, **attributes,
    )  # fmt: skip


def line(x1: float, y1: float, x2: float, y2: float, *, class_: str = "chart-axis", stroke: str = AXIS):
    """A hairline."""
    return tag("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=stroke, stroke_width=1, class_=class_)


def mark(*shapes: str, hint: str) -> SafeString:
    """Shapes that belong to one value, with the words that show when the pointer rests on them."""
    return tag("g", tag("title", escape(plain(hint))), *shapes, class_="chart-mark")


def block(x: float, y: float, width: float, height: float, series: int, prefix: str) -> SafeString:
    """A filled rectangle of a series, its size true to the value; nothing when it has no size."""
    if width <= 0 or height <= 0:
        return mark_safe("")
    fill, number = FILLS[series], series + 1
    size = {"x": float(x), "y": float(y), "width": float(width), "height": float(height)}
    outline = {"stroke": fill.ink, "stroke_width": 1} if fill.pattern else {}
    ground = tag("rect", **size, fill=fill.ground, **outline, class_=f"chart-bar chart-bar-{number}")
    if not fill.pattern:
        return ground
    return mark_safe(ground + tag("rect", **size, fill=f"url(#{prefix}-fill-{number})", class_="chart-texture"))


def patterns(count: int, prefix: str) -> SafeString:
    """The textures that a chart with so many series needs."""
    return mark_safe(
        "".join(
            tag(
                "pattern",
                tag("path", d=fill.pattern, stroke=fill.ink, stroke_width=1.1, fill="none",
                    class_=f"chart-ink-{index + 1}"),
                id=f"{prefix}-fill-{index + 1}", width=TILE, height=TILE, patternUnits="userSpaceOnUse",
            )
            for index, fill in enumerate(FILLS[:count])
            if fill.pattern
        )
    )  # fmt: skip


def prefix_of(chart: Chart, layout: Layout) -> str:
    """What all ids of one drawing begin with: unique as long as the chart's key is unique on its page."""
    return f"chart-{chart.key}-{layout.name}"


def frame(chart: Chart, layout: Layout, height: float, shapes: Iterable[str]) -> SafeString:
    """The whole drawing: <svg> with title, description, textures and shapes."""
    prefix = prefix_of(chart, layout)
    title, summary = plain(chart.title), plain(chart.summary)
    if layout.names_in_title:
        title = f"{title.rstrip('.')}. {summary}"
    textures = patterns(len(chart.series), prefix)
    return tag(
        "svg",
        tag("title", escape(title), id=f"{prefix}-title"),
        tag("desc", escape(summary), id=f"{prefix}-desc"),
        tag("defs", textures) if textures else mark_safe(""),
        *shapes,
        xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {layout.width} {height:.0f}",
        width=layout.width, height=f"{height:.0f}", role="img",
        aria_labelledby=f"{prefix}-title" if layout.names_in_title else f"{prefix}-title {prefix}-desc",
        class_=f"chart-svg chart-{layout.name}", font_family=FONT, font_size=layout.font,
    )  # fmt: skip


def empty(chart: Chart, layout: Layout) -> SafeString:
    """The drawing when there is nothing to draw: a baseline and the words."""
    return frame(
        chart,
        layout,
        64,
        [
            words(no_data(), 0, 28, size=layout.font, class_="chart-soft"),
            line(0, 48.5, layout.width, 48.5),
        ],
    )
