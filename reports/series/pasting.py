"""Reads what people paste or type: days and numbers as Finnish tables have them.

Two columns, a day and a number, parted by a tab, a semicolon or several spaces (one space does where it can only
mean that). A month stands for its last day, a year for its last day. Decimals after a comma or a point, thousands
parted by spaces. A first line without a number is a heading.
"""

import calendar
import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

MOST_VALUES = 1_000  # of one series
EARLIEST, LATEST = 1800, 2200  # years
MOST_WHOLE_DIGITS = 12  # of a value, as the database holds it

_DAY_FORMS = [
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
    re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})"),
    re.compile(r"(?P<month>\d{1,2})[/.](?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})[-/M](?P<month>\d{1,2})"),
    re.compile(r"(?P<year>\d{4})"),
]
_NUMBER = re.compile(r"(?P<sign>[-−–]?)(?P<whole>\d{1,3}(?: \d{3})+|\d+)(?:[.,](?P<part>\d*))?")
_PARTS = re.compile(r"\t|;| {2,}")
_BLANKS = str.maketrans(dict.fromkeys("\u00a0\u202f\u2007\u2009", " "))


@dataclass
class Pasted:
    """What a pasted table holds: values by day in order, and what is wrong, by line number from 1."""

    values: dict[date, Decimal] = field(default_factory=dict)
    problems: list[tuple[int, str]] = field(default_factory=list)


def read_day(text: str) -> date:
    """A day from 2018-01-31, 31.1.2018, 1/2018, 2018-01 or 2018. Raises ValueError with a message for people."""
    text = text.translate(_BLANKS).strip()
    for form in _DAY_FORMS:
        if found := form.fullmatch(text):
            return _day_of(text, **{name: int(number) for name, number in found.groupdict().items()})
    raise ValueError(_("“%(text)s” is no day. Write 31.1.2018, 1/2018 or 2018.") % {"text": text[:40]})


def _day_of(text: str, year: int, month: int = 12, day: int | None = None) -> date:
    """The day; without one the last of the month."""
    try:
        found = date(year, month, day or calendar.monthrange(year, month)[1]) if day != 0 else None
    except ValueError:
        found = None
    if found is None or not EARLIEST <= year <= LATEST:
        raise ValueError(_("There is no day %(text)s.") % {"text": text[:40]})
    return found


def read_number(text: str) -> Decimal:
    """A number from 1 337, 21,5 or 21.5; % and € after it are skipped. Raises ValueError with a message for people."""
    bare = text.translate(_BLANKS).strip().removesuffix("%").removesuffix("€").strip()
    found = _NUMBER.fullmatch(bare)
    if not found:
        raise ValueError(_("“%(text)s” is no number. Write 1 337 or 21,5.") % {"text": text.strip()[:40]})
    whole, part = found["whole"].replace(" ", ""), found["part"] or ""
    if len(part) > 2:
        raise ValueError(
            _("“%(text)s” has more than two decimals. Part thousands with a space: 1 337.") % {"text": bare[:40]}
        )
    if len(whole.lstrip("0")) > MOST_WHOLE_DIGITS:
        raise ValueError(_("“%(text)s” is too large a number.") % {"text": bare[:40]})
    return Decimal(f"{'-' if found['sign'] else ''}{whole}.{part or 0}").quantize(Decimal("0.01"))


def read_table(text: str) -> Pasted:
    """The values of a pasted table, and a message for each line that cannot be read."""
    pasted, seen, first = Pasted(), {}, True
    lines = text.removeprefix("\ufeff").translate(_BLANKS).splitlines()
    for number, line in enumerate(lines, start=1):
        if not line.strip(" ;\t"):
            continue
        try:
            day, value = _read_line(line)
        except ValueError as error:
            if not (first and _is_heading(line)):
                pasted.problems.append((number, str(error)))
            first = False
            continue
        first = False
        if day in seen and pasted.values[day] != value:
            text = _("Another number than in line %(line)s for the same day.") % {"line": seen[day]}
            pasted.problems.append((number, text))
            continue
        if len(pasted.values) == MOST_VALUES and day not in seen:
            text = _("A series has at most %(most)s values; the rest was not read.") % {"most": MOST_VALUES}
            pasted.problems.append((number, text))
            break
        seen.setdefault(day, number)
        pasted.values[day] = value
    pasted.values = dict(sorted(pasted.values.items()))
    return pasted


def _columns(line: str) -> list[str]:
    cells = [cell.strip() for cell in _PARTS.split(line.strip(" "))]
    while len(cells) > 1 and not cells[-1]:
        cells.pop()
    if len(cells) == 1 and " " in cells[0]:
        cells = cells[0].split(" ", 1)
    return cells


def _read_line(line: str) -> tuple[date, Decimal]:
    cells = _columns(line)
    if len(cells) != 2:
        raise ValueError(_("Two columns are needed: a day and a number."))
    return read_day(cells[0]), read_number(cells[1])


def _is_heading(line: str) -> bool:
    """A first line none of whose cells is a number or a day."""
    return not any(_can_be_read(cell, read) for cell in _columns(line) for read in (read_day, read_number))


def _can_be_read(cell: str, read) -> bool:
    try:
        read(cell)
    except ValueError:
        return False
    return True
