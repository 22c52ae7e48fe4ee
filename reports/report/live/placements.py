"""Where those who ended went: by area and period with the targets beside, and by municipality."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from network.codes import INTAKE, PlacementCategory
from network.models import Project, Target
from reports.charts import grouped
from reports.figures.areas import areas_of
from reports.figures.placements import by_area, exits_between
from reports.report.blocks import Block, Cell, Table, head, number, row, share, total_label
from reports.report.data import ReportData

MOST_GROUPS = 5  # groups of columns that fit side by side on a page
CATEGORIES = list(PlacementCategory)


@dataclass(frozen=True)
class Group:
    """The columns of one area (or of all): results by category, targets where they were set."""

    name: str
    counts: dict[str, int]
    targets: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def width(self) -> int:
        return 3 if self.targets else 2

    def heads(self) -> list[str]:
        return [_("Target"), "n", "%"] if self.targets else ["n", "%"]

    def cells(self, category: str) -> list[int | str]:
        n = self.counts[category]
        target = [self.targets.get(category, "–")] if self.targets else []
        return [*target, n, share(n, self.total)]

    def sums(self) -> list[int | str]:
        target = [sum(self.targets.values())] if self.targets else []
        return [*target, self.total, share(self.total, self.total)]


def placements(data: ReportData) -> list[Block]:
    """A table per period that has placement targets, of each project that has them; else one of the whole period."""
    tables = []
    for project in data.scope.projects:
        wanted = [target for target in data.targets if target.project_id == project.pk and target.measure != INTAKE]
        periods = list(dict.fromkeys((one.period, one.period_start, one.period_end) for one in wanted))
        for period in periods:
            name, start, end = period
            of_period = [one for one in wanted if (one.period, one.period_start, one.period_end) == period]
            tables += _tables(data, project, _title(project, data.project, name), (start, end), of_period)
    title = _title(data.project, data.project, _("the whole project"))
    whole = _tables(data, data.project, title, (data.scope.start, data.scope.end), [])
    return [*tables, *whole]


def _title(project: Project, whole: Project, period: str) -> str:
    title = _("Placements: %(period)s") % {"period": period}
    return title if project == whole else f"{project.name}. {title}"


def _tables(
    data: ReportData, project: Project, title: str, days: tuple[date, date], wanted: Sequence[Target]
) -> list[Table]:
    groups = _groups(data, project, days, wanted)
    parts = [groups[first : first + MOST_GROUPS] for first in range(0, len(groups), MOST_GROUPS)]
    tables = []
    for index, part in enumerate(parts, start=1):
        caption = f"{title} ({index}/{len(parts)})" if len(parts) > 1 else title
        key = f"placements-{project.pk}-{days[0]:%Y%m%d}-{days[1]:%Y%m%d}-{index}"
        tables.append(_table(key, caption, days, part))
    return tables


def _groups(
    data: ReportData, project: Project, days: tuple[date, date], wanted: Sequence[Target]
) -> list[Group]:  # fmt: skip
    exits = exits_between(data.people_of(project), *days)
    areas = areas_of(project, [area for area in data.areas if project == data.project or area.project_id == project.pk])
    results = by_area(exits, areas)
    none = dict.fromkeys(PlacementCategory.values, 0)

    def targets_of(area: str) -> dict[str, int]:
        return {one.measure: one.target for one in wanted if (one.area.name if one.area else "") == area}

    names = list(dict.fromkeys(area.name for area in areas))
    groups = [Group(name, results.get(name, none), targets_of(name)) for name in names]
    outside = results.get("", none)
    if groups and sum(outside.values()):
        groups.append(Group(_("No area"), outside, {}))
    whole = {code: sum(one[code] for one in results.values()) for code in PlacementCategory.values}
    return [*groups, Group(_("All"), whole, targets_of(""))]


def _table(key: str, caption: str, days: tuple[date, date], groups: Sequence[Group]) -> Table:
    dates = "–".join(date_format(day, "SHORT_DATE_FORMAT") for day in days)
    what = _("People whose participation ended %(dates)s, by where they went and by their municipality at start.")
    tops = [Cell("", span=1), *(Cell(one.name, "colgroup", span=one.width, first_of_group=True) for one in groups)]
    subs = [
        Cell(text, "col", numeric=True, first_of_group=not index)
        for one in groups
        for index, text in enumerate(one.heads())
    ]
    return Table(
        key=key,
        caption=caption,
        definition=what % {"dates": dates},
        heads=[tops, [Cell(_("Placement"), "col"), *subs]],
        rows=[
            [Cell(str(code.label), "row"), *_cells(one.cells(code.value) for one in groups)]
            for code in CATEGORIES
        ],
        foot=[[Cell(total_label(), "row"), *_cells(one.sums() for one in groups)]],
        notes=[_("% = share of those of the area who ended in the period (the total n).")],
        dense=len(groups) > 2,
    )  # fmt: skip


def _cells(groups: Iterable[list[int | str]]) -> list[Cell]:
    return [number(value, first=not index) for cells in groups for index, value in enumerate(cells)]


def ended_by_municipality(data: ReportData) -> list[Block]:
    """Those who ended in the project by municipality at start and category, with totals."""
    results = data.figures["placements"]["by_municipality"]
    named = sorted(
        ((data.municipalities[code].name, counts) for code, counts in results.items() if code),
        key=lambda pair: _alphabetical(pair[0]),
    )
    if "" in results:
        named.append((_("Municipality not known"), results[""]))
    codes = PlacementCategory.values
    rows = [row(name, *(counts[code] for code in codes), sum(counts.values())) for name, counts in named]
    sums = [sum(counts[code] for counts in results.values()) for code in codes]
    ended = data.figures["placements"]["ended"]
    shares = [share(n, ended) for n in sums]
    what = _("People whose participation ended in the project, by municipality at start and by where they went.")
    notes = [_("Share = of all who ended (n = %(n)s).") % {"n": grouped(ended)}]
    return [
        Table(
            "ended-by-municipality",
            _("Those who ended in the project, by municipality"),
            what,
            [head(_("Municipality"), *(code.label for code in CATEGORIES), _("Total"))],
            rows,
            foot=[row(total_label(), *sums, ended), row(_("Share"), *shares, share(ended, ended))],
            notes=notes,
        )
    ]


def _alphabetical(name: str) -> str:
    """A key in Finnish order: å ä ö after z."""
    return name.casefold().replace("å", "{").replace("ä", "|").replace("ö", "}")
