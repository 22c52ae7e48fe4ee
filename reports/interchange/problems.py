"""What may be wrong with a file, said so that the sender can mend it."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext

_UNSHOWABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


class CellError(Exception):
    """A cell that is not what its column takes; carries an English message and its parameters."""

    def __init__(self, message: str, **params):
        super().__init__(message)
        self.message = message
        self.params = params


class SourceError(CellError):
    """The whole file or folder cannot be read."""

    @property
    def reason(self) -> str:
        return gettext(self.message) % self.params


@dataclass(frozen=True)
class Problem:
    """An error (or a warning, which stops nothing) at a row and column of a table.

    The message is kept in English with its parameters and translated when it is shown, for the one who reads it may
    have another language than the one who imports.
    """

    table: str
    row: int
    column: str
    message: str
    params: dict = field(default_factory=dict)
    is_warning: bool = False

    @property
    def reason(self) -> str:
        return gettext(self.message) % self.params

    def __str__(self) -> str:
        return f"{self.table}:{self.row}:{self.column}: {self.reason}"


def shown(text, most: int = 40) -> str:
    """What was written in a cell, short and on one line, to be quoted in a reason."""
    line = _UNSHOWABLE.sub(" ", str(text))
    return line if len(line) <= most else f"{line[:most]}…"
