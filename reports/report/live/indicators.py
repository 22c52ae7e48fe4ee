"""The common indicators of the project's programme, by gender."""

from django.utils.translation import gettext as _

from network.codes import Programme
from reports.esf.page import IndicatorPage, read_indicators
from reports.figures.indicators import SETS
from reports.report.blocks import Block, Table, head, row, share, shown
from reports.report.data import ReportData


def indicators(data: ReportData) -> list[Block]:
    """Participants under each indicator, in all and by gender, and how many of them have complete data.

    Where small numbers are hidden, only the count of all complete records stands, for it is masked with the others.
    """
    counts = data.figures["participants"]
    labels = {one.code: one.label for one in SETS[Programme(data.project.programme)]}
    genders = ("total", "women", "men", "nonbinary", "unknown")
    page = None if data.masks else read_indicators(data.scope, list(data.rows))
    whole = {line.code: [line.complete["total"]] for line in page.lines} if page else {}
    rows = [
        row(f"{code} {labels[code]}", *(one[gender] for gender in genders), *whole.get(code, []))
        for code, one in counts["indicators"].items()
    ]
    complete = {
        "total": shown(counts["total"]),
        "complete": shown(counts["complete"]),
        "share": share(counts["complete"], counts["total"]),
    }
    return [
        Table(
            "indicators",
            _("Participants by indicator and gender"),
            _("People who started in the project, each once; a person counts under every indicator that holds."),
            [head(_("Indicator"), _("All"), _("Women"), _("Men"), _("Other"), _("Not known"), *_complete(page))],
            rows,
            notes=[
                _("Participants: %(total)s. Complete data: %(complete)s (%(share)s of %(total)s participants).")
                % complete,
                _("Complete = gender, birth date, labour-market status and education at start are known."),
                *([page.rule, page.long_term_words] if page else []),
            ],
        )
    ]


def _complete(page: IndicatorPage | None) -> list[str]:
    """The heading of the column of complete records, where there is one."""
    return [_("Complete")] if page else []
