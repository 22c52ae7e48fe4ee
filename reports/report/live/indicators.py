"""The common indicators of the project's programme, by gender."""

from django.utils.translation import gettext as _

from network.codes import Programme
from reports.charts import grouped
from reports.figures.indicators import SETS
from reports.report.blocks import Block, Table, head, row, share
from reports.report.data import ReportData


def indicators(data: ReportData) -> list[Block]:
    """Participants under each indicator, in all and by gender, and how many have complete data."""
    counts = data.figures["participants"]
    labels = {one.code: one.label for one in SETS[Programme(data.project.programme)]}
    genders = ("total", "women", "men", "nonbinary", "unknown")
    rows = [
        row(f"{code} {labels[code]}", *(one[gender] for gender in genders))
        for code, one in counts["indicators"].items()
    ]
    complete = {
        "total": grouped(counts["total"]),
        "complete": grouped(counts["complete"]),
        "share": share(counts["complete"], counts["total"]),
    }
    return [
        Table(
            "indicators",
            _("Participants by indicator and gender"),
            _("People who started in the project, each once; a person counts under every indicator that holds."),
            [head(_("Indicator"), _("All"), _("Women"), _("Men"), _("Other"), _("Not known"))],
            rows,
            notes=[
                _("Participants: %(total)s. Complete data: %(complete)s (%(share)s of %(total)s participants).")
                % complete,
                _("Complete = gender, birth date, labour-market status and education at start are known."),
            ],
        )
    ]
