"""What a course says in words, so that no colour has to."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reports.charts import grouped
from reports.targets.course import Course, State

ICONS = {
    State.NOT_BEGUN: "clock",
    State.ON_THE_WAY: "arrow-up-right",
    State.BEHIND: "arrow-down-right",
    State.REACHED: "check-circle-fill",
    State.OVER: "check-circle-fill",
    State.MISSED: "dash-circle",
}


def state_text(course: Course) -> str:
    """Where the target stands, in two or three words."""
    return {
        State.NOT_BEGUN: _("Not begun"),
        State.ON_THE_WAY: _("On the way"),
        State.BEHIND: _("Behind"),
        State.REACHED: pgettext("target course", "Reached"),
        State.OVER: pgettext("target course", "Reached"),
        State.MISSED: pgettext("target course", "Not reached"),
    }[course.state]


def difference_text(course: Course) -> str:
    """The difference to what the elapsed time let expect; for a period that is over, to the target itself."""
    if course.state is State.NOT_BEGUN:
        return _("begins %(day)s") % {"day": date_format(course.start, "SHORT_DATE_FORMAT")}
    difference = course.result - course.target if course.is_over else course.difference
    if course.is_over:
        return _beside_target(difference)
    return _beside_expected(difference, course.expected)


def _beside_target(difference: int) -> str:
    count = abs(difference)
    if not difference:
        return _("exactly")
    if difference > 0:
        return _("%(count)s over the target") % {"count": grouped(count)}
    return _("%(count)s short of the target") % {"count": grouped(count)}


def _beside_expected(difference: int, expected: int) -> str:
    numbers = {"count": grouped(abs(difference)), "expected": grouped(expected)}
    if not difference:
        return _("as many as expected by today (%(expected)s)") % numbers
    if difference > 0:
        return _("%(count)s more than expected by today (%(expected)s)") % numbers
    return _("%(count)s fewer than expected by today (%(expected)s)") % numbers


def forecast_text(course: Course) -> str:
    """The forecast as people read it; "" where there is none."""
    return "" if course.forecast is None else _("about %(count)s") % {"count": grouped(course.forecast)}


def spoken(course: Course) -> str:
    """The whole course in one sentence, for those who do not see the bar."""
    return _("%(result)s of %(target)s people. %(state)s, %(difference)s.") % {
        "result": grouped(course.result),
        "target": grouped(course.target),
        "state": state_text(course),
        "difference": difference_text(course),
    }
