"""Reading tables from a folder, a .zip of CSV files or an .xlsx, as rows of text; nothing is unpacked to disk."""

import csv
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from io import BufferedReader
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from django.utils.translation import gettext_noop as _

from .problems import CellError, Problem, SourceError, shown
from .tables import BY_NAME, TABLES, Table

MOST_BYTES = 512 * 1024 * 1024  # of all files together, unpacked
MOST_LETTERS = 100_000  # of one cell
MOST_BYTES_OF_LINE = 4 * 1024 * 1024
# Files that people keep beside their tables. A file of another kind may be a table in disguise, so it is an error.
BESIDE = {".txt", ".md", ".pdf"}
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError)

csv.field_size_limit(MOST_LETTERS)
Report = Callable[[Problem], None]


@dataclass
class Row:
    """A row of a file: the line where it starts (the header is 1) and its cells that are not empty, trimmed."""

    line: int
    cells: dict[str, str]


class Source:
    """Tables in CSV files, each opened anew by its name as often as needed."""

    def __init__(self, files: dict[str, Callable[[], BinaryIO]], unknown: list[str]):
        self.files = files
        self.unknown = unknown

    @property
    def tables(self) -> list[Table]:
        """The tables that are there, in the order of the contract."""
        return [table for table in TABLES if table.name in self.files]

    def count_rows(self) -> int:
        """About how many rows there are, for showing progress; a cell of two lines counts as two."""
        total = 0
        for open_file in self.files.values():
            try:
                with open_file() as file:
                    total += max(sum(1 for _line in file) - 1, 0)
            except BROKEN:
                continue  # said when the table itself is read
        return total

    def rows(self, table: Table, report: Report) -> Iterator[Row]:
        """The rows of a table. What is wrong with the file itself is reported, then reading it ends."""
        line = 1
        try:
            with self.files[table.name]() as file:
                lines = self.records(file)
                line, header = next(lines, (1, []))
                names = read_header(table, header, report)
                for line, cells in lines:
                    if any(cells):
                        yield Row(line, _named(table, names, line, cells, report))
        except CellError as error:
            report(Problem(table.name, error.params.pop("line", line), "", error.message, error.params))
        except BROKEN:
            report(Problem(table.name, line, "", _("the file is broken or protected and cannot be unpacked")))

    def records(self, file: BinaryIO) -> Iterator[tuple[int, list[str]]]:
        """(line, trimmed cells) of each record, the header first. Raises CellError where it cannot go on."""
        lines = _lines(file)
        first = next(lines, "")
        reader = csv.reader(chain([first] if first else [], lines), delimiter=_delimiter(first), strict=True)
        line = 1
        try:
            for cells in reader:
                yield line, [cell.strip() for cell in cells]
                line = reader.line_num + 1
        except csv.Error as error:
            raise CellError(_reason(error), line=line) from error


class SheetSource(Source):
    """Tables that were sheets: their cells lie as text in unnamed files, each row after its number in the sheet."""

    def records(self, file: BinaryIO) -> Iterator[tuple[int, list[str]]]:
        for number, *cells in csv.reader(_lines(file)):
            yield int(number), [cell.strip() for cell in cells]


def read_header(table: Table, header: list[str], report: Report) -> list[str]:
    """The column names of a file; unknown, doubled and missing ones are reported at line 1."""
    while header and not header[-1]:
        header.pop()
    for place, name in enumerate(header):
        if name not in table.names:
            report(Problem(table.name, 1, shown(name), _("there is no such column")))
        elif name in header[:place]:
            report(Problem(table.name, 1, name, _("the column is there twice")))
    for column in table.columns:
        if column.required and column.name not in header:
            report(Problem(table.name, 1, column.name, _("the required column is missing")))
    return header


def _named(table: Table, names: list[str], line: int, cells: list[str], report: Report) -> dict[str, str]:
    if any(cells[len(names) :]):
        report(Problem(table.name, line, "", _("the row has more cells than there are columns")))
    return {name: cell for name, cell in zip(names, cells, strict=False) if cell}


def _delimiter(header: str) -> str:
    """Comma or semicolon: column names hold neither, so the one that is there."""
    return ";" if header.count(";") > header.count(",") else ","


def _reason(error: csv.Error) -> str:
    if "field limit" in str(error):
        return _("a cell here is far too long, or a quotation mark is not closed")
    return _("a quotation mark is misplaced or not closed, so the rows from here on cannot be told apart")


def _lines(file: BinaryIO) -> Iterator[str]:
    """The lines of a file as text. Raises CellError with the number of a line that is none."""
    number = 0
    while raw := file.readline(MOST_BYTES_OF_LINE):
        number += 1
        if len(raw) == MOST_BYTES_OF_LINE:
            raise CellError(_("the line is far too long"), line=number)
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            raise CellError(_("the file is not UTF-8; save it as “CSV UTF-8”"), line=number) from error
        yield text.removeprefix("\ufeff") if number == 1 else text


def _table_of(name: str) -> str | None:
    """The table of a file's name; None for a file that is no table and harmless, the name itself when unknown."""
    path = PurePosixPath(name)
    if path.name.startswith((".", "~$")) or path.suffix.lower() in BESIDE:
        return None
    return path.stem if path.suffix.lower() == ".csv" else path.name


def _source(named: dict[str, Callable[[], BinaryIO]]) -> Source:
    files, unknown = {}, []
    for name, open_file in sorted(named.items()):
        table = _table_of(name)
        if table in BY_NAME and table not in files:
            files[table] = open_file
        elif table is not None:
            unknown.append(table)
    if not files and not unknown:
        raise SourceError(_("there is no table in it; a table is a file such as visits.csv"))
    return Source(files, unknown)


def open_folder(path: Path) -> Source:
    """The CSV files of a folder."""
    found = sorted(child for child in path.iterdir() if child.is_file())
    if sum(child.stat().st_size for child in found) > MOST_BYTES:
        raise SourceError(_("the files are too large"))
    return _source({child.name: (lambda child=child: child.open("rb")) for child in found})


def open_zip(archive: zipfile.ZipFile) -> Source:
    """The CSV files of an archive; they may lie in one folder inside it."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir() and "__MACOSX" not in entry.filename]
    check_entries(entries)
    if len({str(PurePosixPath(entry.filename).parent) for entry in entries}) > 1:
        raise SourceError(_("the tables in the archive must lie side by side, not in several folders"))
    named = {PurePosixPath(entry.filename).name: entry for entry in entries}
    if len(named) < len(entries):
        raise SourceError(_("the archive has two files of one name"))
    return _source({name: (lambda entry=entry: BufferedReader(archive.open(entry))) for name, entry in named.items()})


def check_entries(entries: list[zipfile.ZipInfo]) -> None:
    """Refuses an archive that is protected, leads out of itself or would unpack to too much."""
    if any(entry.flag_bits & 1 for entry in entries):
        raise SourceError(_("the archive is protected with a password"))
    if any(entry.filename.startswith("/") or ".." in PurePosixPath(entry.filename).parts for entry in entries):
        raise SourceError(_("the archive has a file that leads out of it"))
    # zipfile never unpacks more of an entry than it says here.
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise SourceError(_("the files are too large"))


@contextmanager
def open_archive(path: Path) -> Iterator[zipfile.ZipFile]:
    """The archive at `path`. Raises SourceError for what is none."""
    with ExitStack() as stack:
        try:
            archive = stack.enter_context(zipfile.ZipFile(path))
        except BROKEN as error:
            if path.suffix.lower() == ".xlsx":
                raise SourceError(_("it is not an Excel file (.xlsx)")) from error
            raise SourceError(_("it is not a .zip archive")) from error
        yield archive
