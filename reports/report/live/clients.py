"""Named clients by age and gender: charts with their tables."""

from django.utils.translation import gettext as _

from clients.codes import AgeBand, Gender
from reports.charts import Chart
from reports.report.blocks import Block, bars
from reports.report.data import ReportData


def _bars(data: ReportData, chart: Chart, codes, counts: dict, what: str) -> Block:
    rows = [(str(codes(code).label), n) for code, n in counts.items()]
    return bars(chart, rows, data.figures["clients"]["distinct"], what, [_denominator()])


def _chart(key: str, title: str, heading: str) -> Chart:
    return Chart(key=key, title=title, categories=[], heading=heading, series=[_("Clients")])


def by_age(data: ReportData) -> list[Block]:
    """Distinct clients by age band."""
    counts = data.figures["clients"]["by_age_band"]
    chart = _chart("clients-by-age", _("Named clients by age"), _("Age"))
    what = _("Each named client once, by age in complete years on the day of the first visit in the project.")
    return [_bars(data, chart, AgeBand, counts, what)]


def by_gender(data: ReportData) -> list[Block]:
    """Distinct clients by gender."""
    counts = data.figures["clients"]["by_gender"]
    chart = _chart("clients-by-gender", _("Named clients by gender"), _("Gender"))
    what = _("Each named client once, by gender as the person has told it.")
    return [_bars(data, chart, Gender, counts, what)]


def _denominator() -> str:
    return _("Share = of all named clients with a visit in the project.")
