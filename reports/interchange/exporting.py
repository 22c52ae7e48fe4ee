"""Writes tables to a folder, a .zip or an .xlsx; importing them elsewhere and exporting again gives the same bytes."""

import csv
import io
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.db.models import QuerySet
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import TYPE_STRING
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from .stored import all_rows, stored_rows
from .tables import TABLES, Column, Table

MEDIA_TYPES = {
    "zip": "application/zip",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
Rows = Callable[[Table], QuerySet]
Progress = Callable[[str, int], None]  # (table, rows written of it so far)
# Fixed, so that the same data always give the same archive.
ZIP_TIME = (1980, 1, 1, 0, 0, 0)
STEP = 10_000


@dataclass(frozen=True)
class Export:
    """What is exported: which tables, which of their rows, and who is told of the progress."""

    tables: Iterable[Table] = TABLES
    rows: Rows = all_rows
    progress: Progress | None = None

    def to_folder(self, path: Path) -> None:
        """A CSV file per table in the folder, which is made if need be; their owner alone may read them."""
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        for table in self.tables:
            with new_file(path / f"{table.name}.csv") as file:
                self.write_csv(table, file)

    def to_zip(self, file: BinaryIO) -> None:
        """A .zip with a CSV file per table."""
        with zipfile.ZipFile(file, "w") as archive:
            for table in self.tables:
                entry = zipfile.ZipInfo(f"{table.name}.csv", ZIP_TIME)
                entry.compress_type = zipfile.ZIP_DEFLATED
                with archive.open(entry, "w", force_zip64=True) as packed:
                    self.write_csv(table, packed)

    def to_xlsx(self, file: BinaryIO) -> None:
        """An .xlsx with a sheet per table, each cell typed as text, so that nothing is changed or calculated."""
        workbook = Workbook(write_only=True)
        for table in self.tables:
            sheet = workbook.create_sheet(table.name)
            sheet.append([_text_cell(sheet, name) for name in table.names])
            for cells in self.cells(table):
                sheet.append([_text_cell(sheet, cell) if cell else None for cell in cells])
        workbook.save(file)

    def write_csv(self, table: Table, file: BinaryIO) -> None:
        """Header and rows as CSV: UTF-8, commas, plain line ends, quotation marks only where needed.

        Texts that a spreadsheet would take for a formula stay as they are: this file goes back into the program, so
        it must say exactly what is stored. The exports made for Excel escape them (network/spreadsheets.py).
        """
        text = io.TextIOWrapper(file, encoding="utf-8", newline="")
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(table.names)
        writer.writerows(self.cells(table))
        text.flush()
        text.detach()

    def cells(self, table: Table) -> Iterator[list[str]]:
        """The rows as text, cells in the order of the contract."""
        number = 0
        for number, row in enumerate(stored_rows(table, self.rows(table)), start=1):
            yield [cell_text(column, row.values[column.name]) for column in table.columns]
            if self.progress and number % STEP == 0:
                self.progress(table.name, number)
        if self.progress:
            self.progress(table.name, number)


def cell_text(column: Column, value) -> str:
    """A stored value as the text of its cell."""
    return "" if value in (None, "", []) else column.kind.write(value)


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """A file that appears at `path`, complete, when it has been written without fault; its owner alone may read it."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _text_cell(sheet: WriteOnlyWorksheet, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = TYPE_STRING  # whatever it looks like
    return cell
