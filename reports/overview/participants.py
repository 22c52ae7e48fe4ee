"""Tables of participants: indicators, placements, targets."""

from django.utils.translation import gettext as _

from network.codes import MEASURES, PlacementCategory, Programme
from reports.charts import Category, Chart, Figure, grouped_bar_chart
from reports.definitions import DEFINITIONS
from reports.figures.indicators import SETS
from reports.masking import Masked, Shown
from reports.overview.subject import Subject
from reports.overview.table import Cell, Column, Table, breakdown, charted, share

MOST_BARS = 12  # of targets in one chart
MEASURE_NAMES = dict(MEASURES)


def indicators(subject: Subject) -> Table:
    """The indicators of the project's programme, by gender."""
    labels = {one.code: one.label for one in SETS[Programme(subject.scope.project.programme)]}
    found = subject.figures["participants"]["indicators"]
    rows = tuple((code, str(labels[code]), *row.values()) for code, row in found.items())
    headings = (_("In all"), _("Women"), _("Men"), _("Non-binary"), _("Gender not known"))
    columns = (Column(_("Code")), Column(_("Indicator")), *(Column(heading, "integer") for heading in headings))
    title = _("Indicators of %(programme)s") % {"programme": subject.scope.project.get_programme_display()}
    return Table("indicators", title, DEFINITIONS["participants.indicators"], columns, rows, wide=True)


def placements_by_category(subject: Subject) -> Table:
    placements = subject.figures["placements"]
    return breakdown(
        key="placements-category",
        title=_("Placements"),
        definition=DEFINITIONS["placements.by_category"],
        heading=_("Placement"),
        unit=_("Participants who left"),
        counts=placements["by_category"],
        names=dict(PlacementCategory.choices),
        total=placements["ended"],
        wide=True,
    )


def placements_by_area(subject: Subject) -> Table:
    """Categories by area, each area with n and %; areas without an exit too, and those outside all areas."""
    found = subject.figures["placements"]["by_area"]
    zero = dict.fromkeys(PlacementCategory.values, 0)
    areas = {name: found.get(name, zero) for name in subject.shown_areas}
    columns = [Column(_("Placement"))]
    for name in areas:
        label = name or _("Outside the areas")
        columns += [Column(_("%(area)s, n") % {"area": label}, "integer")]
        columns += [Column(_("%(area)s, %%") % {"area": label}, "percent")]
    sums = {name: _sum(row.values()) for name, row in areas.items()}
    rows = []
    for category in PlacementCategory:
        cells: list[Cell] = [str(category.label)]
        for name, row in areas.items():
            cells += [row[category.value], share(row[category.value], sums[name])]
        rows.append(tuple(cells))
    foot = (_("In all"), *(cell for number in sums.values() for cell in (number, share(number, number))))
    title = _("Placements by area")
    return Table(
        "placements-area", title, DEFINITIONS["placements.by_area"], tuple(columns), tuple(rows), foot, wide=True
    )


def placements_by_municipality(subject: Subject) -> Table:
    """Those who left, by municipality and category (Hankkeen päättäneet kunnittain)."""
    placements = subject.figures["placements"]
    found = placements["by_municipality"]
    rows = tuple(
        (subject.town(code) or _("Not given"), _sum(found[code].values()), *found[code].values())
        for code in subject.shown_municipalities
    )
    headings = [_("In all"), *(category.label for category in PlacementCategory)]
    columns = (Column(_("Municipality")), *(Column(heading, "integer") for heading in headings))
    title = _("Those who left, by municipality")
    foot = (_("In all"), placements["ended"], *placements["by_category"].values()) if rows else ()
    told = DEFINITIONS["placements.by_municipality"]
    return Table("placements-municipality", title, told, columns, rows, foot, wide=True)


def _sum(numbers) -> Shown:
    """The sum; hidden when one of the numbers is masked."""
    numbers = list(numbers)
    return Masked.HIDDEN if any(isinstance(number, Masked) for number in numbers) else sum(numbers)


def targets(subject: Subject) -> Table:
    """Each target with its result and how much of it was reached; with its project where there are several."""
    found = subject.figures["targets"]
    names = {project.code: project.name for project in subject.scope.projects}
    several = any(row["project"] != subject.scope.project.code for row in found)
    rows = tuple(
        (
            row["period"],
            *([names[row["project"]]] if several else []),
            row["area"] or _("Whole project"),
            str(MEASURE_NAMES[row["measure"]]),
            row["target"],
            row["actual"],
            share(row["actual"], row["target"]),
        )
        for row in found
    )
    texts = [_("Period"), *([_("Project")] if several else []), _("Area"), _("Measure")]
    columns = (
        *(Column(heading) for heading in texts),
        *(Column(heading, "integer") for heading in (_("Promised"), _("Result"))),
        Column(_("Result of what was promised"), "percent"),
    )
    title = _("Targets and results")
    return Table("targets", title, DEFINITIONS["targets"], columns, rows, (), _target_bars(subject, title), wide=True)


def _target_bars(subject: Subject, title: str) -> Figure | None:
    """The targets of the project itself for all its area; None when there are none, or too many for a picture."""
    own = [row for row in subject.figures["targets"] if row["project"] == subject.scope.project.code]
    own = [row for row in own if not row["area"]]
    if not 0 < len(own) <= MOST_BARS:
        return None
    bars = [
        Category(f"{row['period']}: {MEASURE_NAMES[row['measure']]}", (charted(row["actual"]), row["target"]))
        for row in own
    ]
    heading, series = _("Target"), [_("Result"), _("Promised")]
    return Figure(Chart(key="targets", title=title, categories=bars, heading=heading, series=series), grouped_bar_chart)


INDICATORS = [indicators]
PLACEMENTS = [placements_by_category, placements_by_area, placements_by_municipality]
TARGETS = [targets]
