"""The compact bar of a target: result against target, with a mark for what was to be expected by today.

Told apart by shape as well as by colour: the result is filled, the target an outline, today a line with a head.
"""

from django.utils.html import escape
from django.utils.safestring import SafeString

from reports.charts.svg import tag
from reports.targets.course import Course
from reports.targets.words import spoken

WIDTH, HEIGHT = 180, 22
TOP, THICK = 6, 12
ROOM = 1.15  # how far a result may run past its target before the whole bar shrinks


def bar(course: Course) -> SafeString:
    """The drawing; its words are those of the row, so that it can be read aloud as one picture."""
    scale = _scale(course)
    shapes = [_box(course.target * scale, "goal-track"), _box(course.result * scale, "goal-result")]
    if course.has_begun and not course.is_over:
        shapes += _today(course.expected * scale)
    if course.target and course.result > course.target:
        end = _round(course.target * scale)
        shapes.append(tag("line", x1=end, y1=TOP - 3, x2=end, y2=TOP + THICK + 3, class_="goal-end"))
    return tag(
        "svg", tag("title", escape(spoken(course))), *shapes,
        viewBox=f"0 0 {WIDTH} {HEIGHT}", width=WIDTH, height=HEIGHT, role="img", class_="goal-bar",
    )  # fmt: skip


def _scale(course: Course) -> float:
    """Pixels per person: the target fills the bar but for some room, unless the result needs it all."""
    longest = max(course.target * ROOM, course.result, course.expected, 1)
    return (WIDTH - 2) / longest


def _round(value: float) -> float:
    return round(value, 2) + 1.0


def _box(width: float, name: str) -> SafeString:
    return tag("rect", x=1.0, y=TOP, width=round(max(width, 0.0), 2), height=THICK, rx=2, class_=name)


def _today(at: float) -> list[SafeString]:
    x = _round(at)
    head = tag("path", d=f"M{x - 4:.2f},0 h8 l-4,5 z", class_="goal-today")
    return [tag("line", x1=x, y1=3, x2=x, y2=HEIGHT - 1, class_="goal-today-line"), head]
