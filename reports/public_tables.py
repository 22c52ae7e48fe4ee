"""The public statistics as tables with a column per year, and their charts."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from clients.codes import AgeBand, ContactType, Gender
from network.codes import Theme
from network.spreadsheets import Column
from reports.charts import Category, Chart, Figure, bar_chart
from reports.definitions import definition_of
from reports.masking import Masked
from reports.overview.table import Table, bars, charted
from reports.public_statistics import Path, Statistics, Year
from services.codes import GatheringKind


@dataclass(frozen=True)
class _Breakdown:
    """A table that is still to be made. above: where its figures stand; last: what follows the code in their path."""

    key: str
    title: str
    heading: str
    unit: str
    above: Path
    names: dict
    total: Path | None
    last: Path = ()


def tables(statistics: Statistics) -> list[Table]:
    """All tables; none without a year."""
    if not statistics.years:
        return []
    return [_totals(statistics), *(_table(one, statistics) for one in _breakdowns()), _feedback(statistics)]


def _breakdowns() -> list[_Breakdown]:
    visits, people = ("visits", "total"), ("clients", "distinct")
    bands, clients = (_("Different clients by age"), _("Age")), _("Clients")
    return [
        _Breakdown("channel", _("Visits by channel"), _("Channel"), _("Visits"), ("visits", "by_contact_type"),
                   dict(ContactType.choices), visits),
        _Breakdown("theme", _("Visits by theme"), _("Theme"), _("Visits"), ("visits", "by_theme"),
                   dict(Theme.choices), visits),
        _Breakdown("age", *bands, clients, ("clients", "by_age_band"), dict(AgeBand.choices), people),
        _Breakdown("gender", _("Different clients by gender"), _("Gender"), clients, ("clients", "by_gender"),
                   dict(Gender.choices), people),
        _Breakdown("gatherings", _("Encounters at groups and events"), _("Kind"), _("Encounters"),
                   ("gatherings", "by_kind"), dict(GatheringKind.choices), None, ("headcount",)),
    ]  # fmt: skip


def year_label(year: Year) -> str:
    """2025, or "2026 so far"."""
    return _("%(year)s so far") % {"year": year.year} if year.so_far else str(year.year)


def _columns(heading: str, statistics: Statistics) -> tuple[Column, ...]:
    return Column(heading), *(Column(year_label(year), "integer") for year in statistics.years)


def _row(label: object, statistics: Statistics, path: Path) -> tuple:
    return str(label), *(year.at(*path) for year in statistics.years)


def _totals(statistics: Statistics) -> Table:
    """What is counted, apart: visits, people, heads and the network are never added up."""
    names = [
        (_("Visits"), ("visits", "total")),
        (_("Different clients"), ("clients", "distinct")),
        (_("Gatherings"), ("gatherings", "events")),
        (_("Encounters in groups and events, not different people"), ("gatherings", "headcount")),
        (_("Agencies in the network"), ("network", "agencies")),
        (_("Experts in the network"), ("network", "experts")),
    ]
    rows = tuple(_row(label, statistics, path) for label, path in names)
    definition = " ".join(dict.fromkeys(definition_of(".".join(path)) for _label, path in names))
    visits = [Category(year_label(year), charted(year.at("visits", "total"))) for year in statistics.years]
    figure = None
    if not any(year.at("visits", "total") is Masked.HIDDEN for year in statistics.years):
        chart = Chart(
            key="years", title=_("Visits by year"), categories=visits, heading=_("Year"), series=[_("Visits")]
        )
        figure = Figure(chart, bar_chart)
    return Table("years", _("By year"), definition, _columns(_("Figure"), statistics), rows, (), figure, wide=True)


def _table(one: _Breakdown, statistics: Statistics) -> Table:
    paths = {code: (*one.above, code, *one.last) for code in one.names}
    rows = tuple(_row(one.names[code], statistics, path) for code, path in paths.items())
    definition = definition_of(".".join(one.above))
    return Table(
        one.key,
        one.title,
        definition,
        _columns(one.heading, statistics),
        rows,
        (),
        _chart(one, statistics, paths),
        len(statistics.years) > 3,
    )


def _chart(one: _Breakdown, statistics: Statistics, paths: dict[str, Path]) -> Figure | None:
    """The bars of the newest year that is over, where it is last year, else of the newest there is."""
    newest = statistics.years[-1]
    whole = [year for year in statistics.years if not year.so_far and year.year >= newest.year - 1]
    year = whole[-1] if whole else newest
    counts = {code: year.at(*path) for code, path in paths.items()}
    total = year.at(*one.total) if one.total else Masked.HIDDEN
    title = _("%(title)s, %(year)s") % {"title": one.title, "year": year_label(year)}
    return bars(one.key, title, one.heading, one.unit, counts, one.names, total)


def _feedback(statistics: Statistics) -> Table:
    """The school grade that visitors gave, with how many gave one."""
    years: Iterable[Year] = statistics.years
    rows = tuple(
        (year_label(year), year.at("feedback", "grade", "n"), year.at("feedback", "grade", "mean")) for year in years
    )
    columns = (Column(_("Year")), Column(_("Answers"), "integer"), Column(_("Mean grade (4–10)"), "decimal"))
    return Table("feedback", _("What visitors thought"), definition_of("feedback"), columns, rows)
