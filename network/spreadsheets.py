"""Excel and CSV files that are safe to open: no text in them is ever taken for a formula.

In Excel files a text cell is typed as text and marked as quoted, so that it stays text when someone edits it,
and its value is unchanged. CSV has no types: there an apostrophe goes before a text that a spreadsheet could take
for a formula, and `unescape_formula` takes exactly that apostrophe off again. Numbers stay numbers.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from itertools import chain, islice

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from network.texts import readable

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

FORMATS = {
    "text": "@",
    "integer": "#,##0",
    "decimal": "#,##0.0#",
    "euros": "#,##0.00",
    "percent": r"0\ %",
    "date": "d.m.yyyy",
}
MOST_LETTERS = 32_767  # of a cell, in Excel
MEASURED_ROWS = 200  # that column widths are taken from; the others pass through without being held
_NARROWEST, _WIDEST = 8, 60

# Blanks, seen and unseen, that programs skip before they look for a formula; then its first character.
_FORMULA = re.compile("(?:[\\s\ufeff\u200b-\u200f\u2060]*[=+\\-@＝＋－＠]|[\t\r\n])")
_ESCAPED = re.compile("'+" + _FORMULA.pattern)
_BAD_IN_TITLE = re.compile(r"[\[\]:*?/\\]")
_BAD_IN_FILENAME = re.compile(r"[^\w. ()-]+")


@dataclass(frozen=True)
class Percent:
    """A percentage among other numbers of its column: the whole number that pages show, 41 for 41 %."""

    value: int


Cell = str | int | float | Decimal | date | time | bool | Promise | Percent | None


@dataclass(frozen=True)
class Column:
    """A column: its heading and what its cells are.

    kind: "text", "integer", "decimal" (one or two decimals), "euros", "percent" or "date". A percent cell holds the
    whole number that pages show: 41 is 41 %.
    """

    title: str
    kind: str = "text"

    def __post_init__(self):
        if self.kind not in FORMATS:
            raise ValueError(f"A column is one of {', '.join(FORMATS)}, not {self.kind!r}.")


@dataclass(frozen=True)
class Sheet:
    """One sheet: a heading row, rows (any iterable, read once), and notes that stand below them."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]
    notes: Sequence[str] = field(default_factory=tuple)


def clean(text) -> str:
    """The text without the characters that a file must not hold."""
    return readable(str(text))


def escape_formula(text: str) -> str:
    """The text, with an apostrophe before it if a spreadsheet could take it for a formula.

    A text that looks escaped already gets one more, so that unescape_formula always gives the original.
    """
    return f"'{text}" if _FORMULA.match(text) or _ESCAPED.match(text) else text


def unescape_formula(text: str) -> str:
    """The text as it was before escape_formula; other apostrophes stay."""
    return text[1:] if _ESCAPED.match(text) else text


def write_csv(columns: Sequence[Column], rows: Iterable[Sequence[Cell]], *, delimiter: str = ";") -> bytes:
    """A CSV file: UTF-8 with a byte order mark, semicolons as Finnish Excel expects, every text quoted.

    Dates are 2021-02-17. Decimals have a comma where the semicolon separates, else a point. Percentages are "41%".
    Raises ValueError for a row that is not as long as the heading.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow([escape_formula(clean(column.title)) for column in columns])
    for row in rows:
        writer.writerow(_csv_value(value, column.kind, delimiter) for column, value in zip(columns, row, strict=True))
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _csv_value(value: Cell, kind: str, delimiter: str) -> str | int:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Percent):
        return f"{value.value}%"
    if isinstance(value, int | float | Decimal):
        if kind == "percent":
            return f"{value}%"
        if isinstance(value, int):
            return value
        return str(value).replace(".", "," if delimiter == ";" else ".")
    if isinstance(value, date | time):
        return value.isoformat()
    return escape_formula(clean(value))


def write_workbook(sheets: Iterable[Sheet], *, title: str) -> bytes:
    """An .xlsx file with a sheet per table; headings are bold, frozen, filterable, and repeated on each printed page.

    title goes into the document's properties, with the active language. Rows are written as they come.
    Raises ValueError for no sheets, or a row that is not as long as its heading.
    """
    book = Workbook(write_only=True)
    taken: set[str] = set()
    try:
        for sheet in sheets:
            _write_sheet(book, sheet, taken)
    except BaseException:
        _discard(book)
        raise
    if not taken:
        raise ValueError("A workbook needs at least one sheet.")
    book.properties.title = clean(title)
    book.properties.creator = "Ohjaamo"
    book.properties.language = get_language()
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _discard(book: Workbook):
    """Close half-written sheets and remove their temporary files, which openpyxl leaves behind."""
    for page in book.worksheets:
        if not page.closed:
            page.close()
        page._writer.cleanup()


def _write_sheet(book: Workbook, sheet: Sheet, taken: set[str]):
    page = book.create_sheet(_sheet_title(sheet.title, taken))
    rows = iter(sheet.rows)
    first = list(islice(rows, MEASURED_ROWS))
    for number, width in enumerate(_widths(sheet.columns, first), start=1):
        page.column_dimensions[get_column_letter(number)].width = width
    _set_up_print(page)
    cells = _Cells(page)
    page.append([cells.heading(column) for column in sheet.columns])
    last = 1
    for row in chain(first, rows):
        page.append([cells.cell(column.kind, value) for column, value in zip(sheet.columns, row, strict=True)])
        last += 1
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{last}"
    for note in ["", *sheet.notes] if sheet.notes else []:
        page.append([cells.text(note)])


def _set_up_print(page):
    """The heading row stays in sight and on each printed page; the columns share the page's width."""
    page.freeze_panes = "A2"
    page.print_title_rows = "1:1"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


class _Cells:
    """Makes the cells of one sheet; its few styles are worked out once."""

    def __init__(self, page):
        self.page = page
        self.styles = {kind: self._style(number_format=code) for kind, code in FORMATS.items()}
        self.styles["long"] = self._style(number_format="General")
        self.styles["quoted"] = self._style(number_format=FORMATS["text"], quotePrefix=True)
        self.styles["quoted long"] = self._style(number_format="General", quotePrefix=True)

    def _style(self, **settings):
        cell = WriteOnlyCell(self.page)
        for name, value in settings.items():
            setattr(cell, name, value)
        return cell._style

    def heading(self, column: Column) -> WriteOnlyCell:
        cell = WriteOnlyCell(self.page)
        cell._value, cell.data_type = clean(column.title), "s"
        cell.font = Font(name="Calibri", size=11, bold=True)
        cell.border = Border(bottom=Side(style="thin"))
        side = "left" if column.kind == "text" else "right"
        cell.alignment = Alignment(horizontal=side, vertical="bottom", wrap_text=True)
        return cell

    def cell(self, kind: str, value: Cell) -> WriteOnlyCell:
        """A cell of the value's own type: a number in a text column stays a number."""
        if value is None:
            return WriteOnlyCell(self.page)
        if isinstance(value, str | Promise):
            return self.text(value)
        if isinstance(value, datetime) and value.tzinfo is not None:
            raise ValueError("A spreadsheet has no time zones: make the time local first.")
        if isinstance(value, Percent):
            kind, value = "percent", value.value
        cell = WriteOnlyCell(self.page, value / 100 if kind == "percent" else value)
        if kind != "text":
            cell._style = self.styles[kind]
        return cell

    def text(self, value) -> WriteOnlyCell:
        """A text cell that is a text for ever: never a formula, nor an error code."""
        text = _cut(clean(value))
        cell = WriteOnlyCell(self.page)
        if text:
            # Past openpyxl's guessing of types, which takes "=…" for a formula and "#N/A" for an error.
            cell._value, cell.data_type = text, "s"
            # The text format shows more than 255 letters as a row of hashes.
            names = ["quoted"] * bool(_FORMULA.match(text)) + ["long"] * (len(text) > 255)
            cell._style = self.styles[" ".join(names) or "text"]
        return cell


def _cut(text: str) -> str:
    """The text within Excel's limit for a cell, which counts UTF-16 units; an ellipsis tells of the rest."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * MOST_LETTERS:
        return text
    return units[: 2 * (MOST_LETTERS - 1)].decode("utf-16-le", "ignore") + "…"


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> Iterator[float]:
    """A width per column, in letters: the longest of the heading and the first rows, within limits."""
    for index, column in enumerate(columns):
        shown = [clean(row[index]) for row in rows if index < len(row) and row[index] is not None]
        longest = max(len(line) for text in [clean(column.title), *shown] for line in text.split("\n"))
        yield min(max(longest * 1.1 + 3, _NARROWEST), _WIDEST)


def _sheet_title(title: str, taken: set[str]) -> str:
    """The title as Excel allows it: 31 letters at most, without []:*?/\\, different from the others."""
    base = _BAD_IN_TITLE.sub(" ", clean(title)).strip(" '")[:31].strip(" '") or "1"
    name, number = base, 1
    while name.casefold() in taken or name.casefold() == "history":
        number += 1
        name = f"{base[: 31 - len(f' {number}')]} {number}"
    taken.add(name.casefold())
    return name


def download(content: bytes, filename: str, content_type: str) -> HttpResponse:
    """The file as a download: never shown in the page, never guessed at, never kept by a cache.

    filename may hold anything; what is left of it are letters, digits, spaces and . ( ) - _.
    """
    name = _BAD_IN_FILENAME.sub("-", clean(filename)).strip(" .-")[-120:] or "ohjaamo"
    return HttpResponse(
        content,
        content_type=content_type,
        headers={
            "Content-Disposition": content_disposition_header(True, name),
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        },
    )
