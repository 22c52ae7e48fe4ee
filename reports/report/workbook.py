"""The annex of a report's tables as an Excel file: the same tables in the same order, their numbers as numbers."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from network.spreadsheets import Cell as Value
from network.spreadsheets import Column, Percent, Sheet, write_workbook
from reports.report.blocks import Cell
from reports.report.context import Printout
from reports.report.tables import Found, tables

_NUMBER = re.compile(r"-?\d{1,3}(?:[ \u00a0\u202f,]\d{3})+|-?\d{1,15}")
_DECIMAL = re.compile(r"(-?[\d \u00a0\u202f]+)[.,](\d{1,6})")
_SPACES = re.compile(r"[ \u00a0\u202f,]")


def report_workbook(printout: Printout) -> bytes:
    """The .xlsx file, in the report's language whatever the active one is."""
    with override(printout.language):
        found = list(tables(printout))
        return write_workbook([_first(printout, found), *_sheets(found)], title=printout.full_title)


def value_of(text: str, language: str) -> Value:
    """What a printed cell says, as a number where it is one: "1 225", "41 %", "12,5"; else its text ("<5", "–").

    language: English groups with commas, the others with spaces.
    """
    stripped = text.strip()
    share = stripped.endswith("%")
    bare = stripped.removesuffix("%").rstrip(" \u00a0\u202f")
    if _NUMBER.fullmatch(bare) and ("," not in bare or language == "en"):
        number = int(_SPACES.sub("", bare))
        return Percent(number) if share else number
    decimal = _DECIMAL.fullmatch(bare)
    if decimal and not share:
        return Decimal(f"{_SPACES.sub('', decimal[1])}.{decimal[2]}")
    return text


def _first(printout: Printout, found: Sequence[Found]) -> Sheet:
    """What the tables are of, and where each stands."""
    days = "–".join(date_format(day, "SHORT_DATE_FORMAT") for day in (printout.start, printout.end))
    made = _("Printed on %(day)s") % {"day": date_format(printout.printed_on, "DATE_FORMAT")}
    rows = [
        (_("Report"), printout.title, ""),
        (_("Project"), printout.name, ""),
        (_("Period"), days, printout.reach),
        (_("Issue"), printout.issue.sentence if printout.issue else made, ""),
        *((label, value, "") for label, value in printout.facts),
        *((f"{number}", one.title, " ".join(one.notes)) for number, one in enumerate(found, start=1)),
    ]
    columns = [Column(_("Sheet")), Column(_("Contents")), Column(_("What this counts"))]
    return Sheet(_("Contents"), columns, rows, [_("Hidden small numbers stand as text (<5), not as numbers.")])


def _sheets(found: Sequence[Found]) -> Iterator[Sheet]:
    for number, one in enumerate(found, start=1):
        cells = [[_value(cell) for cell in row] for row in one.rows]
        columns = [Column(title, _kind(cells, index)) for index, title in enumerate(one.heads)]
        yield Sheet(f"{number} {one.title}", columns, cells, [one.title, one.heading, *one.notes])


def _value(cell: Cell) -> Value:
    return cell.text if cell.scope else value_of(cell.text, get_language()) if cell.text else None


def _kind(rows: Sequence[Sequence[Value]], index: int) -> str:
    """A column of whole numbers is one; any other keeps each cell's own kind."""
    column = [row[index] for row in rows if row[index] is not None]
    return "integer" if any(isinstance(one, int | Percent) for one in column) else "text"
