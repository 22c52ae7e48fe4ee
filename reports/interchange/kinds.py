"""The kinds of cells: text in a file to a value and back. Reading what was written gives the same value again."""

import datetime
import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_noop as _

from network.texts import UNREADABLE, readable

from .problems import CellError, shown

SEPARATOR = "|"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
_WHOLE = re.compile(r"-?[0-9]{1,18}")
_MONEY = re.compile(r"-?[0-9]{1,18}([.,][0-9]{1,2})?")
_LANGUAGE = re.compile(r"[a-z]{2}|other")


def tidy(text: str) -> str:
    """Text as it is stored and exported: trimmed, each line end a plain one, nothing that cannot be read."""
    return readable(text.replace("\r\n", "\n").replace("\r", "\n")).strip()


class Kind:
    """A kind of cell. `empty` is the value of an empty one; `read` gets trimmed text that is not empty."""

    empty = None
    # Excel loses the leading zeros of codes that are all digits; so many digits are given back to a number.
    digits = 0

    def read(self, text: str):
        """The value of the cell's text. Raises CellError."""
        raise NotImplementedError

    def write(self, value) -> str:
        """The text of a value other than the empty one."""
        return str(value)

    def stored(self, value):
        """A value from the database in the form that `read` gives."""
        return value


@dataclass(frozen=True)
class Text(Kind):
    most: int
    forbidden: str = ""
    empty = ""

    def read(self, text: str) -> str:
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        if len(text) > self.most:
            raise CellError(_("is longer than %(most)s characters"), most=self.most)
        if UNREADABLE.search(text):
            raise CellError(_("has characters that cannot be read"))
        if self.forbidden and self.forbidden in text:
            raise CellError(_("must not contain “%(character)s”, which separates lists"), character=self.forbidden)
        return text

    def stored(self, value: str | None) -> str | None:
        return tidy(value) if value else self.empty


class Email(Text):
    def read(self, text: str) -> str:
        try:
            validate_email(text)
        except ValidationError as error:
            raise CellError(_("“%(value)s” is not an e-mail address"), value=shown(text)) from error
        return super().read(text)


@dataclass(frozen=True)
class Reference(Text):
    """The key of a row in an earlier table (or of a municipality or region, which the product knows itself)."""

    table: str = ""
    digits: int = 0
    empty = None


class Region(Reference):
    """A region's code; the model keeps "" for none."""

    empty = ""


@dataclass(frozen=True)
class Code(Kind):
    values: tuple[str, ...] = ()
    empty = ""
    allowed: frozenset[str] = field(init=False, compare=False)

    def __post_init__(self):
        object.__setattr__(self, "allowed", frozenset(self.values))

    def read(self, text: str) -> str:
        if text not in self.allowed:
            raise CellError(
                _("“%(value)s” is not one of %(codes)s"), value=shown(text), codes=", ".join(map(str, self.values))
            )
        return text


class Language(Kind):
    empty = ""

    def read(self, text: str) -> str:
        if not _LANGUAGE.fullmatch(text):
            raise CellError(_("“%(value)s” is not a two-letter language code or “other”"), value=shown(text))
        return text


@dataclass(frozen=True)
class Whole(Kind):
    most: int
    least: int = 0

    def read(self, text: str) -> int:
        if not _WHOLE.fullmatch(text):
            raise CellError(_("“%(value)s” is not a whole number"), value=shown(text))
        number = int(text)
        if number < self.least:
            raise CellError(_("%(value)s is less than %(least)s"), value=number, least=self.least)
        if number > self.most:
            raise CellError(_("%(value)s is more than %(most)s"), value=number, most=self.most)
        return number


class Money(Kind):
    """Euros with at most two decimals, after a point (or a comma, as Finnish programs write)."""

    limit = Decimal(10) ** 12

    def read(self, text: str) -> Decimal:
        if not _MONEY.fullmatch(text):
            raise CellError(_("“%(value)s” is not a sum such as 1500 or 1500.50"), value=shown(text))
        amount = Decimal(text.replace(",", "."))
        if amount < 0:
            raise CellError(_("%(value)s is less than %(least)s"), value=str(amount), least=0)
        if amount >= self.limit:
            raise CellError(_("%(value)s is more than %(most)s"), value=str(amount), most="999999999999.99")
        return amount

    def write(self, value: Decimal) -> str:
        return str(int(value)) if value == int(value) else f"{value:.2f}"


@lru_cache(maxsize=4096)
def _day(text: str) -> datetime.date:
    if not _DAY.fullmatch(text):
        raise CellError(_("“%(value)s” is not a date such as 2021-02-17"), value=shown(text))
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise CellError(_("there is no such day as %(value)s"), value=text) from error


@dataclass(frozen=True)
class Day(Kind):
    """A date; `happened` marks one that cannot lie in the future."""

    happened: bool = False
    earliest: datetime.date | None = None
    latest: datetime.date | None = None

    def read(self, text: str) -> datetime.date:
        day = _day(text)
        if self.latest and day > self.latest:
            raise CellError(_("%(value)s is too far in the future"), value=text)
        if self.earliest and day < self.earliest:
            raise CellError(_("%(value)s is too far in the past"), value=text)
        return day

    def write(self, value: datetime.date) -> str:
        return value.isoformat()


class Clock(Kind):
    def read(self, text: str) -> datetime.time:
        found = _CLOCK.fullmatch(text)
        if not found:
            raise CellError(_("“%(value)s” is not a time such as 09:30"), value=shown(text))
        return datetime.time(int(found[1]), int(found[2]))

    def write(self, value: datetime.time) -> str:
        return f"{value:%H:%M}"

    def stored(self, value: datetime.time | None) -> datetime.time | None:
        return value and value.replace(second=0, microsecond=0)


class YesNo(Kind):
    def read(self, text: str) -> bool:
        if text not in ("yes", "no"):
            raise CellError(_("“%(value)s” is not yes or no"), value=shown(text))
        return text == "yes"

    def write(self, value: bool) -> str:
        return "yes" if value else "no"


@dataclass(frozen=True)
class Many(Kind):
    """A list, its order kept."""

    item: Kind

    @property
    def empty(self) -> list:
        return []

    @property
    def digits(self) -> int:
        return self.item.digits

    def read(self, text: str) -> list:
        parts = [part.strip() for part in text.split(SEPARATOR)]
        if "" in parts:
            raise CellError(_("has an empty place in the list"))
        values = [self.item.read(part) for part in parts]
        if len(set(values)) < len(values):
            twice = next(part for part in parts if parts.count(part) > 1)
            raise CellError(_("has “%(value)s” twice in the list"), value=shown(twice))
        return values

    def write(self, value: list) -> str:
        return SEPARATOR.join(self.item.write(one) for one in value)

    def stored(self, value: list | None) -> list:
        return [self.item.stored(one) for one in value or []]
