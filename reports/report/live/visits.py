"""Visits by month, channel, theme and site: charts with their tables."""

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from clients.codes import ContactType
from network.codes import Theme
from reports.charts import Chart, Figure, column_chart, months
from reports.masking import Masked, Shown, add
from reports.report.blocks import Block, Picture, Table, bars, charted, head, row, total_label
from reports.report.data import ReportData


def by_month(data: ReportData) -> list[Block]:
    """Visits of each calendar month of the project; the table has a column per year."""
    counts, table = data.figures["visits"]["by_month"], _month_table(data, data.figures["visits"]["by_month"])
    if Masked.HIDDEN in counts.values():
        return [table]
    chart = Chart(
        key="visits-by-month",
        title=_("Visits by month"),
        categories=months({month: charted(n) for month, n in counts.items()}, data.scope.start, data.scope.end),
        heading=_("Month"),
        series=[_("Visits")],
    )
    return [Picture(Figure(chart, column_chart), table)]


def _month_table(data: ReportData, counts: dict[str, Shown]) -> Table:
    years = range(data.scope.start.year, data.scope.end.year + 1)
    first, last = (f"{day:%Y-%m}" for day in (data.scope.start, data.scope.end))

    def cell(key: str) -> Shown | str:
        return counts.get(key, 0) if first <= key <= last else "–"

    rows = [
        row(str(MONTHS[month]).capitalize(), *(cell(f"{year}-{month:02}") for year in years)) for month in range(1, 13)
    ]
    sums = (add(n for key, n in counts.items() if key.startswith(f"{year}-")) for year in years)
    return Table(
        key="visits-by-month",
        caption=_("%(title)s: the numbers") % {"title": _("Visits by month")},
        definition=_("All visits, walk-in and booked, named and anonymous. Withdrawn entries are left out."),
        heads=[head(_("Month"), *(str(year) for year in years))],
        rows=rows,
        foot=[row(total_label(), *sums)],
        notes=[_("– = outside the project's dates.")],
    )


def by_channel(data: ReportData) -> list[Block]:
    """Walk-in and booked visits apart, and the other channels."""
    visits = data.figures["visits"]
    rows = [(str(ContactType(code).label), n) for code, n in visits["by_contact_type"].items()]
    chart = Chart(
        key="visits-by-channel",
        title=_("Visits by channel"),
        categories=[],
        heading=_("Channel"),
        series=[_("Visits")],
    )
    what = _("Visits are acts, not people. A walk-in visit is made without an appointment; booked guidance is apart.")
    return [bars(chart, rows, visits["total"], what, [_("Share = of all visits.")])]


def by_theme(data: ReportData) -> list[Block]:
    """What the visits were about, the commonest first."""
    visits = data.figures["visits"]
    counts = sorted(visits["by_theme"].items(), key=lambda item: -(charted(item[1]) or 0))
    rows = [(str(Theme(code).label), n) for code, n in counts]
    chart = Chart(
        key="visits-by-theme",
        title=_("Visits by theme"),
        categories=[],
        heading=_("Theme"),
        series=[_("Visits")],
    )
    what = _("A visit counts once under each of its themes, so the themes add up to more than all visits.")
    return [bars(chart, rows, visits["total"], what, [_("Share = of all visits.")])]


def by_site(data: ReportData) -> list[Block]:
    """Visits of each site; nothing for a project with one site."""
    if len(data.sites) < 2:
        return []
    visits = data.figures["visits"]
    rows = [(site.name, visits["by_site"][site.key]) for site in data.sites]
    chart = Chart(
        key="visits-by-site",
        title=_("Visits by Ohjaamo"),
        categories=[],
        heading=_("Ohjaamo"),
        series=[_("Visits")],
    )
    what = _("All visits logged at each Ohjaamo of the project.")
    return [bars(chart, rows, visits["total"], what, [_("Share = of all visits.")])]
