"""How the figures of a breakdown are called: a title, a name for each part of the path that varies, a last word."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise

from reports.catalogue.names import Names

Text = str | Promise
Path = tuple[str, ...]


@dataclass(frozen=True)
class Named:
    """The name of a figure, or of all whose path fits a pattern.

    parts: for each * of the pattern a list of codes, or the kind of Names that knows it. last: what is counted, where
    one pattern has several figures. whole: the path of what a percentage is of, or of what a share may be taken of; "+"
    is the sum of the figures beside it. shared: a share of the whole is a figure of its own, path.share.
    """

    title: Text
    parts: tuple[type[TextChoices] | dict | str, ...] = ()
    last: Text = ""
    unit: str = "count"
    whole: str = ""
    shared: bool = False

    def label(self, varying: Path, names: Names, more: Text = "") -> str:
        """The label in the active language: "Visits by theme: Housing, share"."""
        told = [_told(kind, part, names) for kind, part in zip(self.parts, varying, strict=True)]
        told += [str(text) for text in (self.last, more) if text]
        return f"{self.title}: {', '.join(told)}" if told else str(self.title)


def _told(kind: type[TextChoices] | dict | str, part: str, names: Names) -> str:
    if isinstance(kind, str):
        return str(names.of_kind(kind)(part))
    if isinstance(kind, dict):
        return str(kind.get(part, part))
    return str(kind(part).label)


def varying(pattern: Path, path: Path) -> Path | None:
    """The parts of a path that stand for the *s of a pattern; None when it does not fit."""
    if len(pattern) != len(path):
        return None
    if any(one not in ("*", part) for one, part in zip(pattern, path, strict=True)):
        return None
    return tuple(part for one, part in zip(pattern, path, strict=True) if one == "*")
