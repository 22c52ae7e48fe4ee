"""Rows pasted from a spreadsheet onto a screening list: read, told apart, each error beside its row."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from clients.models import ScreeningCase
from clients.screening_codes import ScreeningSource
from clients.search import parse

MOST_ROWS = 2000
MOST_DAYS = 20_000  # of labour market subsidy: more than there are in a working life
LONGEST_NAME = 60
FIRST_YEAR = 1900  # of a date of birth, as for clients
# A first row that only names the columns, in any of the three languages.
HEADINGS = {"name", "nimi", "namn", "last name", "sukunimi", "efternamn", "first name", "etunimi", "förnamn"}
SOURCES = {
    "sos": ScreeningSource.SOCIAL,
    "soc": ScreeningSource.SOCIAL,
    "te-": ScreeningSource.EMPLOYMENT,
    "te ": ScreeningSource.EMPLOYMENT,
    "työ": ScreeningSource.EMPLOYMENT,
    "emp": ScreeningSource.EMPLOYMENT,
    "sys": ScreeningSource.EMPLOYMENT,
    "arb": ScreeningSource.EMPLOYMENT,
    "muu": ScreeningSource.OTHER,
    "oth": ScreeningSource.OTHER,
    "ano": ScreeningSource.OTHER,
    "ann": ScreeningSource.OTHER,
}


@dataclass
class PastedRow:
    """One row: what was understood of it, and what is wrong with it."""

    number: int
    text: str
    first_name: str = ""
    last_name: str = ""
    birth_date: date | None = None
    source: str = ""
    days: int | None = None
    errors: list[str] = field(default_factory=list)

    @property
    def identity(self) -> tuple:
        return identity_of(self.first_name, self.last_name, self.birth_date)

    def as_case(self, screening) -> ScreeningCase:
        return ScreeningCase(
            screening=screening,
            first_name=self.first_name,
            last_name=self.last_name,
            birth_date=self.birth_date,
            source=self.source,
            days_unemployed=self.days,
        )


def identity_of(first_name: str, last_name: str, birth_date: date | None) -> tuple:
    """What makes two rows the same person: the names, whichever is the first, and the date of birth."""
    names = sorted(f"{first_name} {last_name}".casefold().replace("-", " ").split())
    return tuple(names), birth_date


def read_rows(
    text: str, *, today: date, source: str = "", first_name_first: bool = False, known: Iterable[tuple] = ()
) -> list[PastedRow]:
    """Rows of name, date of birth, source, days; a name may take two columns (last, first). Empty lines are skipped.

    Columns are parted by a tab or a semicolon. `source` is for rows that name none. `known`: identities already on
    the list; they, and rows that come twice, are errors, as are all beyond MOST_ROWS. A personal identity code is
    read as its date of birth and not kept.
    """
    rows, seen = [], set(known)
    for number, line in enumerate(text.splitlines(), start=1):
        cells = [cell.strip().strip('"').strip() for cell in re.split(r"[\t;]", line.replace("\0", ""))]
        if not any(cells) or (not rows and cells[0].casefold() in HEADINGS):
            continue
        row = _read(number, line, cells, today, source, first_name_first)
        if not row.errors and row.identity in seen:
            row.errors.append(_("Is on the list already."))
        if len(rows) >= MOST_ROWS:
            row.errors.append(_("Paste at most %(most)s rows at once.") % {"most": MOST_ROWS})
        seen.add(row.identity)
        rows.append(row)
    return rows


def _read(number: int, line: str, cells: list[str], today: date, source: str, first_name_first: bool) -> PastedRow:
    row = PastedRow(number, line)
    rest = _read_names(row, cells, first_name_first)
    rest += [""] * (3 - len(rest))
    _read_birth(row, rest[0], today)
    _read_source(row, rest[1], source)
    _read_days(row, rest[2])
    if len([cell for cell in rest[3:] if cell]):
        row.errors.append(_("There are too many columns: name, date of birth, source, days."))
    return row


def _read_names(row: PastedRow, cells: list[str], first_name_first: bool) -> list[str]:
    """Take the names; returns the cells after them."""
    in_two = len(cells) > 1 and _is_name(cells[1]) and _has_date(cells[2:3])
    names = [cells[0], cells[1]] if in_two else _split(cells[0], first_name_first)
    if in_two and first_name_first:
        names.reverse()
    row.last_name, row.first_name = names
    if not row.last_name:
        row.errors.append(_("The name is missing."))
    elif any(letter.isdigit() for letter in row.last_name + row.first_name):
        row.errors.append(_("There is a number in the name."))
    elif max(len(row.last_name), len(row.first_name)) > LONGEST_NAME:
        row.errors.append(_("The name is too long."))
    return cells[2:] if in_two else cells[1:]


def _is_name(cell: str) -> bool:
    return bool(cell) and not any(letter.isdigit() for letter in cell) and not _source_of(cell)


def _has_date(cells: list[str]) -> bool:
    """Whether the cell after a second word is empty or a date: then that word is a name, not a source."""
    return not cells or not cells[0] or parse(cells[0]).birth_date is not None


def _split(name: str, first_name_first: bool) -> list[str]:
    """[last, first] of one cell; a comma always comes after the last name."""
    if "," in name:
        last, first = (part.strip() for part in name.split(",", 1))
        return [last, first]
    words = name.split()
    if first_name_first:
        return [" ".join(words[-1:]), " ".join(words[:-1])]
    return [" ".join(words[:1]), " ".join(words[1:])]


def _read_birth(row: PastedRow, cell: str, today: date) -> None:
    if not cell:
        return
    row.birth_date = parse(cell).birth_date
    if row.birth_date is None:
        row.errors.append(_("The date of birth is not a date: write it as 17.2.2004."))
    elif row.birth_date > today:
        row.errors.append(_("The date of birth is in the future."))
    elif row.birth_date.year < FIRST_YEAR:
        row.errors.append(_("The date of birth is too far in the past."))


def _read_source(row: PastedRow, cell: str, source: str) -> None:
    row.source = _source_of(cell) if cell else source
    if not row.source:
        row.errors.append(
            _("The source is not known: social services, employment services or another list.")
            if cell
            else _("On whose list? Choose it above for all rows, or write it on each.")
        )


def _source_of(cell: str) -> str:
    """The source that a word means, in any of the three languages; "" if none."""
    word = cell.casefold()
    labels = {str(code.label).casefold(): code.value for code in ScreeningSource}
    return labels.get(word) or SOURCES.get(word[:3], "")


def _read_days(row: PastedRow, cell: str) -> None:
    digits = re.sub(r"\s", "", cell)
    if not digits:
        return
    if digits.isascii() and digits.isdigit() and len(digits) < 9 and int(digits) <= MOST_DAYS:
        row.days = int(digits)
    else:
        row.errors.append(_("The days are not a whole number."))
