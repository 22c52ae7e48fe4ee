"""The picture beside the table: chosen by the shape of the answer, none where it would not help."""

from django.utils.translation import gettext as _

from reports.charts import Category, Chart, Figure, bar_chart, column_chart, grouped_bar_chart, months
from reports.charts.data import MOST_SERIES
from reports.workbench.answer import Answer
from reports.workbench.counting import TOTAL

MOST_BARS = 40
KEY = "workbench"


def chart_of(made: Answer) -> Figure | None:
    """Columns for months; bars; grouped bars for up to four series (columns, now and before, part and whole)."""
    if made.is_empty or (len(made.rows) > MOST_BARS and made.question.rows.key != "month"):
        return None
    if made.columns:
        return _by_columns(made)
    if made.question.before and made.question.earlier(next(iter(made.rows))) is not None:
        return _now_and_before(made)
    measure = made.question.measure
    if len(measure.shown) > 1 and measure.shown[measure.main].kind == "integer":
        return _part_and_whole(made)
    return _plain(made)


def why_no_chart(made: Answer) -> str:
    """Why there is no picture, in words; "" where there is nothing to explain."""
    if made.is_empty or chart_of(made):
        return ""
    return _("There are too many numbers for a picture that can be read: the table has them all.")


def _value(made: Answer, row: str | None, column: str | None = TOTAL):
    measure = made.question.measure
    return _drawn(measure.shown[measure.main].of(made.numbers(row, column)))


def _drawn(value):
    """A number that can be drawn: nothing is 0, a decimal a float, a whole number stays one."""
    if value is None or value == int(value):
        return int(value or 0)
    return float(value)


def _plain(made: Answer) -> Figure:
    question = made.question
    reading = question.measure.shown[question.measure.main]
    values = {code: _value(made, code) for code in made.rows}
    whole = _value(made, TOTAL) if question.measure.is_partition else None
    chart = {"key": KEY, "title": made.title, "heading": str(question.rows.label), "series": [str(reading.label)]}
    # The scale of columns has whole steps; means and euros stand as bars.
    if question.rows.key == "month" and reading.kind == "integer":
        return Figure(Chart(categories=months(values), **chart), column_chart)
    bars = [Category(name, values[code]) for code, name in made.rows.items()]
    return Figure(Chart(categories=bars, total=whole or None, **chart), bar_chart)


def _by_columns(made: Answer) -> Figure | None:
    """A series per column, or per row where only the rows are few."""
    rows, columns, heading = made.rows, made.columns, made.question.rows.label
    turned = len(columns) > MOST_SERIES
    if turned:
        rows, columns, heading = columns, rows, made.question.columns.label
    if len(columns) > MOST_SERIES or len(rows) * len(columns) > MOST_BARS * 2:
        return None
    bars = []
    for one, name in rows.items():
        values = tuple(_value(made, *((other, one) if turned else (one, other))) for other in columns)
        bars.append(Category(name, values))
    return _grouped(made, bars, str(heading), list(columns.values()))


def _now_and_before(made: Answer) -> Figure | None:
    measure = made.question.measure
    if len(made.rows) * 2 > MOST_BARS * 2:
        return None
    bars = []
    for code, name in made.rows.items():
        before = measure.shown[measure.main].of(made.before[code, TOTAL]) if (code, TOTAL) in made.before else 0
        bars.append(Category(name, (_value(made, code), _drawn(before))))
    return _grouped(made, bars, str(made.question.rows.label), [_("Now"), _("Before")])


def _part_and_whole(made: Answer) -> Figure | None:
    """The part with the whole that its share is of: still there, followed up."""
    measure = made.question.measure
    part, whole = measure.shown[measure.main], measure.shown[measure.main - 1]
    if len(made.rows) * 2 > MOST_BARS * 2:
        return None
    bars = []
    for code, name in made.rows.items():
        numbers = made.numbers(code, TOTAL)
        bars.append(Category(name, (_drawn(part.of(numbers)), _drawn(whole.of(numbers)))))
    return _grouped(made, bars, str(made.question.rows.label), [str(part.label), str(whole.label)])


def _grouped(made: Answer, bars: list[Category], heading: str, series: list[str]) -> Figure:
    chart = Chart(key=KEY, title=made.title, categories=bars, heading=heading, series=series)
    return Figure(chart, grouped_bar_chart)
