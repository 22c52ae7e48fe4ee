"""Where those who ended went: by area and period with the targets beside, and by municipality."""

from django.utils.translation import gettext as _

from network.codes import PlacementCategory
from reports.masking import add
from reports.report.blocks import Block, Table, head, row, share, shown, total_label
from reports.report.data import ReportData
from reports.report.live.grids import table
from reports.targets import placement_grids

CATEGORIES = list(PlacementCategory)


def placements(data: ReportData) -> list[Block]:
    """A table per period that has placement targets, of each project that has them; then one of the whole period."""
    return [table(grid) for grid in placement_grids(data, data.scope.projects)]


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
    rows = [row(name, *(counts[code] for code in codes), add(counts.values())) for name, counts in named]
    sums = [data.figures["placements"]["by_category"][code] for code in codes]
    ended = data.figures["placements"]["ended"]
    shares = [share(n, ended) for n in sums]
    what = _("People whose participation ended in the project, by municipality at start and by where they went.")
    notes = [_("Share = of all who ended (n = %(n)s).") % {"n": shown(ended)}]
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
