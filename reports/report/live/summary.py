"""The short forms of key figures and targets, for a report of one page."""

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from network.models import Target
from reports.charts import grouped
from reports.report.blocks import Block, Cell, Table, Tiles, number, share
from reports.report.data import ReportData
from reports.report.live.key_figures import key_figures

SIX = 6
MOST_TARGETS = 4  # rows that fit on the page beside everything else


def six_figures(data: ReportData) -> list[Block]:
    """The first six of the key figures."""
    return [Tiles(tiles.caption, tiles.tiles[:SIX]) for tiles in key_figures(data)]


def targets_at_a_glance(data: ReportData) -> list[Block]:
    """The project's own targets of the report's period with what was reached; nothing where no target was set."""
    own = [one for one in data.targets if one.project_id == data.project.pk]
    now = [one for one in own if one.period_start <= data.scope.end and data.scope.start <= one.period_end]
    wanted = [one for one in now if one.area is None] or now
    if not wanted:
        return []
    shown = wanted[:MOST_TARGETS]
    left = len(wanted) - len(shown)
    notes = [_("Further targets: %(count)s, in the full report.") % {"count": grouped(left)}] if left else []
    return [
        Table(
            key="targets-at-a-glance",
            caption=_("Targets at a glance"),
            definition=_("The project's own targets of the time, and what was reached of each."),
            heads=[_heads()],
            rows=_rows(data, shown),
            notes=notes,
        )
    ]


def _heads() -> list[Cell]:
    numbers = [Cell(text, "col", numeric=True) for text in (_("Target"), _("Reached"), _("% of target"))]
    return [Cell(_("Measure"), "col"), Cell(_("Period"), "col"), *numbers]


def _rows(data: ReportData, targets: Sequence[Target]) -> list:
    return [
        [Cell(_name(one), "row"), Cell(_days(one)), number(one.target), number(n), number(share(n, one.target))]
        for one, n in ((one, data.actual(one)) for one in targets)
    ]


def _name(target: Target) -> str:
    return f"{target.get_measure_display()}, {target.area.name}" if target.area else target.get_measure_display()


def _days(target: Target) -> str:
    dates = "–".join(date_format(day, "SHORT_DATE_FORMAT") for day in (target.period_start, target.period_end))
    return f"{target.period} ({dates})" if target.period else dates
