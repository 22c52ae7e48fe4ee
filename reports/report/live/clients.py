"""Named clients by age and gender: charts with their tables."""

from django.utils.translation import gettext as _

from clients.codes import AgeBand, Gender
from reports.charts import Category, Chart, Figure, bar_chart
from reports.report.blocks import Block, picture
from reports.report.data import ReportData


def _bars(data: ReportData, key: str, title: str, heading: str, codes, counts: dict) -> Figure:
    rows = [Category(str(codes(code).label), n) for code, n in counts.items()]
    chart = Chart(
        key=key,
        title=title,
        categories=rows,
        heading=heading,
        series=[_("Clients")],
        total=data.figures["clients"]["distinct"],
    )
    return Figure(chart, bar_chart)


def by_age(data: ReportData) -> list[Block]:
    """Distinct clients by age band."""
    counts = data.figures["clients"]["by_age_band"]
    figure = _bars(data, "clients-by-age", _("Named clients by age"), _("Age"), AgeBand, counts)
    what = _("Each named client once, by age in complete years on the day of the first visit in the project.")
    return [picture(figure, what, [_denominator()])]


def by_gender(data: ReportData) -> list[Block]:
    """Distinct clients by gender."""
    counts = data.figures["clients"]["by_gender"]
    figure = _bars(data, "clients-by-gender", _("Named clients by gender"), _("Gender"), Gender, counts)
    what = _("Each named client once, by gender as the person has told it.")
    return [picture(figure, what, [_denominator()])]


def _denominator() -> str:
    return _("Share = of all named clients with a visit in the project.")
