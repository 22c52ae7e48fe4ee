"""Reading an .xlsx: each sheet is turned into text once, in an unnamed file that vanishes when it is closed."""

import csv
import io
import os
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import BinaryIO
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from django.utils.translation import gettext_noop as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from .kinds import Clock
from .problems import SourceError
from .readers import SheetSource, Source, check_entries, open_archive
from .tables import BY_NAME, Column, Table

MOST_COLUMNS = 500
MOST_ROWS = 1_048_576  # of a sheet, in Excel itself
MOST_STRINGS = 64 * 1024 * 1024  # bytes of the texts of a workbook: openpyxl holds them in memory
# openpyxl raises nearly anything for a workbook that is broken inside.
UNREADABLE = (
    ParseError, DefusedXmlException, InvalidFileException, zipfile.BadZipFile, zipfile.LargeZipFile, OSError, EOFError,
    KeyError, ValueError, TypeError, AttributeError, IndexError, NotImplementedError, OverflowError, StopIteration,
)  # fmt: skip


@contextmanager
def open_workbook(path: Path) -> Iterator[Source]:
    """The tables of the workbook at `path`. Raises SourceError for what is no workbook."""
    with ExitStack() as stack:
        archive = stack.enter_context(open_archive(path))
        entries = archive.infolist()
        check_entries(entries)
        if "xl/workbook.xml" not in archive.namelist():
            raise SourceError(_("it is not an Excel file (.xlsx)"))
        if any(entry.filename.endswith("sharedStrings.xml") and entry.file_size > MOST_STRINGS for entry in entries):
            raise SourceError(_("the files are too large"))
        try:
            source = _read(path, stack)
        except UNREADABLE as error:
            raise SourceError(_("the Excel file is broken inside and cannot be read")) from error
        if not source.files and not source.unknown:
            raise SourceError(_("there is no table in it; a table is a sheet with a name such as visits"))
        yield source


def _read(path: Path, stack: ExitStack) -> Source:
    file = stack.enter_context(path.open("rb"))  # closed even if openpyxl gives up half-way
    workbook = load_workbook(file, read_only=True, data_only=True, keep_links=False)
    stack.callback(workbook.close)
    files, unknown = {}, []
    for sheet in workbook.worksheets:
        table = BY_NAME.get(sheet.title.strip())
        if table:
            spool = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115, closed by the stack
            _spool(sheet, table, spool)
            files[table.name] = lambda spool=spool: _again(spool)
        elif not _is_empty(sheet):
            unknown.append(sheet.title)
    return SheetSource(files, unknown)


def _again(spool: BinaryIO) -> BinaryIO:
    """The spool from its beginning, as a file of its own that may be closed."""
    spool.seek(0)
    return open(os.dup(spool.fileno()), "rb")


def _is_empty(sheet) -> bool:
    """Whether it is like the sheets that Excel makes by itself in a new workbook."""
    sheet.reset_dimensions()
    return all(cell is None for row in sheet.iter_rows(max_row=1000, max_col=50, values_only=True) for cell in row)


def _spool(sheet, table: Table, spool: BinaryIO) -> None:
    """Write the sheet's rows as text after their numbers; rows without content are left out."""
    sheet.reset_dimensions()  # what the file says about its size need not be true
    text = io.TextIOWrapper(spool, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    by_name = {column.name: column for column in table.columns}
    header = next(sheet.iter_rows(max_row=1, max_col=MOST_COLUMNS, values_only=True), ())
    columns = [by_name.get(cell_text(cell, None).strip()) for cell in header]
    width = max((place for place, cell in enumerate(header, start=1) if cell is not None), default=1)
    rows = sheet.iter_rows(max_col=min(width + 5, MOST_COLUMNS), values_only=True)
    for number, cells in enumerate(rows, start=1):
        if number > MOST_ROWS:
            raise ValueError("more rows than a sheet can have")
        if number == 1 or any(cell is not None for cell in cells):
            writer.writerow([number, *map(cell_text, cells, columns)])
    text.detach()
    spool.flush()


def cell_text(value, column: Column | None) -> str:
    """An Excel cell as the text that the same cell would have in CSV."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return _number(value, column)
    if isinstance(value, timedelta):
        value = datetime.min + value if timedelta(0) <= value < timedelta(days=1) else str(value)
    if isinstance(value, (datetime, time)) and column and isinstance(column.kind, Clock):
        return _clock(value)
    if isinstance(value, datetime):
        return value.isoformat(" ") if value.time() != time.min else value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _number(value: int | float, column: Column | None) -> str:
    """31.0 is 31. A code that is all digits gets back the zeros that Excel took from its beginning."""
    whole = isinstance(value, int) or value.is_integer()
    text = str(int(value)) if whole else repr(value)
    return text.zfill(column.kind.digits) if column and whole and value >= 0 else text


def _clock(value: datetime | time) -> str:
    """Excel keeps times as fractions of a day, so a full minute may come a hair too early."""
    moment = value if isinstance(value, datetime) else datetime.combine(date(2000, 1, 1), value)
    moment += timedelta(milliseconds=500)
    return f"{moment:%H:%M}" if moment.second == 0 else f"{moment:%H:%M:%S}"
