"""The tables and charts that are placed in a report, as tests read them."""

from django.utils.translation import override

from network.access import acting_as_system
from reports.models import Report, SmallNumbers
from reports.report.data import gather
from reports.report.live import LIVE


def blocks(project, name: str, language: str = "en") -> list:
    """What stands in a report under that name of LIVE, with exact numbers."""
    report = Report.whole(project, "narrative")
    report.small_numbers = SmallNumbers.EXACT
    with acting_as_system("test"), override(language):
        return LIVE[name](gather(report))


def texts(rows) -> list[list[str]]:
    """The texts of the cells, row by row."""
    return [[cell.text for cell in row] for row in rows]
