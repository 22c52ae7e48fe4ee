"""Change measures of a young person: who answered what, and what changed between the first time and the last."""

from datetime import date

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from clients.access import Sight
from clients.change_chart import Line, Side, change_chart
from clients.models import Measure, MeasureArea, Measurement

SHOWN = 5


def measures_in_force(day: date) -> QuerySet[Measure]:
    """The measures to choose from on `day`, the newest first."""
    return Measure.objects.valid_on(day).prefetch_related("areas")


def measurements_of(sight: Sight) -> QuerySet[Measurement]:
    """The person's measurements with their answers, the newest first."""
    rows = Measurement.objects.visible_to(sight.user).filter(client=sight.client)
    return rows.select_related("measure", "made_by").prefetch_related("answers")


def values_of(measurement: Measurement) -> dict[int, tuple[int | None, int | None]]:
    """The young person's and the counsellor's value by the number of the area."""
    return {row.area_id: (row.client_value, row.counsellor_value) for row in measurement.answers.all()}


def change_lines(areas: list[MeasureArea], first: Measurement, last: Measurement) -> list[Line]:
    """Each area's values in two measurements of one measure."""
    before, after = values_of(first), values_of(last)
    lines = []
    for area in areas:
        own_first, other_first = before.get(area.pk, (None, None))
        own_last, other_last = after.get(area.pk, (None, None))
        lines.append(Line(area.name, Side("own", own_first, own_last), Side("counsellor", other_first, other_last)))
    return lines


def measures_part(sight: Sight) -> dict:
    """The measurements on the page of a person: change in the measure that was answered last, and the latest times."""
    rows = list(measurements_of(sight))
    context = {
        "client": sight.client,
        "rows": rows[:SHOWN],
        "has_measure": Measure.objects.valid_on(sight.today).exists(),
    }
    return context | (change(rows) if rows else {})


def change(rows: list[Measurement]) -> dict:
    """What changed in the measure answered last; `rows` are all measurements, the newest first, at least one."""
    last = rows[0]
    first = [row for row in rows if row.measure_id == last.measure_id][-1]
    lines = change_lines(list(last.measure.areas.all()), first, last)
    totals = [row.outside_total for row in (first, last)]
    return {
        "measure": last.measure,
        "first": first,
        "last": last,
        "lines": lines,
        "has_both": first.pk != last.pk,
        "chart": _chart(lines, first, last) if any(line.sides for line in lines) else "",
        "total_change": totals[1] - totals[0] if first.pk != last.pk and None not in totals else None,
    }


def _chart(lines: list[Line], first: Measurement, last: Measurement) -> SafeString:
    measure = last.measure
    days = [date_format(row.date, "SHORT_DATE_FORMAT") for row in (first, last)]
    title = _("%(measure)s: change from %(first)s to %(last)s") % {
        "measure": measure, "first": days[0], "last": days[1],
    }  # fmt: skip
    desc = _(
        "Scale %(low)s–%(high)s. Circles are the young person's values and squares the counsellor's; hollow ones the"
        " first time, filled ones the last. The same numbers are in the table."
    ) % {"low": measure.scale_min, "high": measure.scale_max}
    return change_chart(lines, low=measure.scale_min, high=measure.scale_max, title=title, desc=desc, name="change")
