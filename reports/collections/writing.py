"""A collection as an Excel file and as CSV files in an archive: first what it is, then its tables."""

import io
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _

from network.spreadsheets import Column, Sheet, write_csv, write_workbook
from reports.collections.collection import Collection

STAMP = (1980, 1, 1, 0, 0, 0)  # the same numbers make the same file


def about(collection: Collection) -> list[tuple[str, str]]:
    """(what, text): layout, version, source, scope, date, whether small numbers are hidden, each definition."""
    layout, asked = collection.layout, collection.asked
    first, last, made = (date_format(day, "SHORT_DATE_FORMAT") for day in (asked.start, asked.end, collection.made_on))
    rows = [
        (_("Collection"), f"{layout.label}, v{layout.version}"),
        (_("What it is for"), str(layout.description)),
        (_("Source of the layout"), str(layout.source)),
        (_("Ohjaamos"), ", ".join(site.name for site in asked.sites)),
        (_("Period"), f"{first}–{last}"),
        (_("Made on"), made),
        (_("Small numbers"), small_numbers(collection)),
    ]
    return rows + [(table.title, table.definition) for table in collection.tables]


def small_numbers(collection: Collection) -> str:
    """Whether the collection is masked or exact, in a sentence that goes with it."""
    if not collection.layout.tells_of_people:
        return _("No small numbers to hide: this tells of opening and staff only.")
    if collection.exact:
        return _("Exact: small numbers stand as they are. Not to be given on to the public.")
    hidden = _("Hidden: 1 to 4 stand as <5, and others are hidden where they would give those away.")
    coarser = _("Tables of mostly small numbers are told by quarter or only as totals.")
    return f"{hidden} {coarser}"


def _sheets(collection: Collection) -> list[Sheet]:
    first = Sheet(_("What this is"), [Column(_("Collection")), Column(_("Explanation"))], about(collection))
    return [first, *(table.sheet() for table in collection.tables)]


def write_excel(collection: Collection) -> bytes:
    """A workbook: what it is, then a sheet per table."""
    return write_workbook(_sheets(collection), title=f"{collection.layout.label} {collection.asked.year}")


def write_csv_archive(collection: Collection) -> bytes:
    """A ZIP archive with a CSV file per sheet, numbered in their order."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for number, sheet in enumerate(_sheets(collection)):
            key = collection.tables[number - 1].key if number else "about"
            info = ZipInfo(f"{number:02}-{slugify(key)}.csv", STAMP)
            info.compress_type = ZIP_DEFLATED
            archive.writestr(info, write_csv(sheet.columns, sheet.rows))
    return out.getvalue()
