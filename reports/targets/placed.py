"""Where those who ended went, beside what was promised: per period, areas × (n, %), the five categories below."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from network.codes import INTAKE, PlacementCategory
from network.models import Project, Target
from network.shares import percent_of
from network.spreadsheets import Column
from reports.masking import Shown, add
from reports.overview.table import share
from reports.targets.grid import Grid, Group, Value
from reports.targets.ground import Ground
from reports.targets.sums import by_span

MOST_GROUPS, MOST_COLUMNS = 5, 12  # that fit side by side on a page
CATEGORIES = list(PlacementCategory)


@dataclass(frozen=True)
class Part:
    """One area (or all): exits by category, and the targets where they were set."""

    name: str
    counts: dict[str, Shown]
    targets: dict[str, int]

    @property
    def group(self) -> Group:
        result = (Column(_("n"), "integer"), Column("%", "percent"))
        promised = (Column(_("Target"), "integer"), Column(_("Target, %"), "percent"))
        return Group(self.name, promised + result if self.targets else result)

    @property
    def total(self) -> Shown:
        return add(self.counts.values())

    @property
    def promised(self) -> int:
        return sum(self.targets.values())

    def cells(self, category: str) -> list[Value]:
        n, target = self.counts[category], self.targets.get(category)
        part = None if target is None else percent_of(target, self.promised)
        return [*([target, part] if self.targets else []), n, share(n, self.total)]

    def sums(self) -> list[Value]:
        promised = [self.promised, percent_of(self.promised, self.promised)] if self.targets else []
        return [*promised, self.total, share(self.total, self.total)]


def placement_grids(ground: Ground, projects: Iterable[Project]) -> list[Grid]:
    """A table per period that has placement targets, of each of `projects` that has them; then one of the whole."""
    grids: list[Grid] = []
    for project in projects:
        wanted = [target for target in ground.targets if target.project_id == project.pk and target.measure != INTAKE]
        for (name, start, end), of_period in by_span(wanted).items():
            grids += _grids(ground, project, _title(project, ground.project, name), (start, end), of_period)
    title = _title(ground.project, ground.project, _("the whole project"))
    return grids + _grids(ground, ground.project, title, (ground.scope.start, ground.scope.end), [])


def _title(project: Project, whole: Project, period: str) -> str:
    title = _("Placements: %(period)s") % {"period": period}
    return title if project == whole else f"{project.name}. {title}"


def _grids(
    ground: Ground, project: Project, title: str, days: tuple[date, date], wanted: Sequence[Target]
) -> list[Grid]:
    pages = _pages(_parts(ground, project, days, wanted))
    grids = []
    for index, parts in enumerate(pages, start=1):
        name = f"{title} ({index}/{len(pages)})" if len(pages) > 1 else title
        key = f"placements-{project.pk}-{days[0]:%Y%m%d}-{days[1]:%Y%m%d}-{index}"
        grids.append(_grid(key, name, days, parts))
    return grids


def _pages(parts: Sequence[Part]) -> list[list[Part]]:
    """The areas cut into tables that are narrow enough."""
    pages: list[list[Part]] = [[]]
    for part in parts:
        width = sum(len(one.group.columns) for one in [*pages[-1], part])
        if len(pages[-1]) == MOST_GROUPS or (pages[-1] and width > MOST_COLUMNS):
            pages.append([])
        pages[-1].append(part)
    return pages


def _parts(ground: Ground, project: Project, days: tuple[date, date], wanted: Sequence[Target]) -> list[Part]:
    areas, results = ground.areas_of(project), ground.ended(project, *days)
    none = dict.fromkeys(PlacementCategory.values, 0)

    def targets_of(area: str) -> dict[str, int]:
        return {one.measure: one.target for one in wanted if (one.area.name if one.area else "") == area}

    names = list(dict.fromkeys(area.name for area in areas))
    parts = [Part(name, results.get(name, none), targets_of(name)) for name in names]
    outside = results.get("", none)
    if parts and any(outside.values()):
        parts.append(Part(_("No area"), outside, {}))
    return [*parts, Part(_("All"), ground.ended_in_all(project, *days), targets_of(""))]


def _grid(key: str, title: str, days: tuple[date, date], parts: Sequence[Part]) -> Grid:
    dates = "–".join(date_format(day, "SHORT_DATE_FORMAT") for day in days)
    what = _("People whose participation ended %(dates)s, by where they went and by their municipality at start.")
    notes = [_("% = share of those of the area who ended in the period (the total n).")]
    if any(part.targets for part in parts):
        notes.append(_("Target, % = share of the area's targets of the period (their total)."))
    return Grid(
        key=key,
        title=title,
        definition=what % {"dates": dates},
        heading=_("Placement"),
        groups=[part.group for part in parts],
        rows=[[str(code.label), *(cell for part in parts for cell in part.cells(code.value))] for code in CATEGORIES],
        foot=[[_("Total"), *(cell for part in parts for cell in part.sums())]],
        notes=notes,
    )
