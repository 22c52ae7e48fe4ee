"""Every figure by its path, with its name, its definition and how it reads: what a text may quote and an issue freezes.

A path is that of the figures' JSON with dots between ("visits.by_theme.housing"); an empty name in it is "none", a
target is known by what it is about ("targets.po-2022-kuopio-intake.actual"). Where a share of a whole makes sense it is
a figure of its own ("visits.by_theme.housing.share").
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from django.utils.translation import gettext as _

from network.shares import percent_of
from reports.catalogue import contract, more
from reports.catalogue.entry import Entry, Value
from reports.catalogue.names import NOWHERE, Names
from reports.catalogue.naming import Named, Path, varying
from reports.catalogue.targets import target_entries
from reports.definitions import definition_of
from reports.masking import Masked

__all__ = ["Entry", "Names", "Value", "catalogue"]

_FORBIDDEN = str.maketrans("{}|=.", "-----")  # would break a quotation in a text, or a path
PATTERNS: dict[Path, Named] = {
    tuple(pattern.split(".")): named for pattern, named in (contract.NAMES | more.NAMES).items()
}


def catalogue(figures: dict, names: Names | None = None) -> dict[str, Entry]:
    """The entries of all figures by path, in their order, in the active language.

    figures: those of the contract, or of the contract and beyond together. names: of the scope; without them
    Ohjaamos, municipalities and projects are told by their keys. A share is None where one side of it is masked.
    """
    names = names or Names()
    found: dict[str, Entry] = {}
    profiles = {key: row.get("name", "") for key, row in figures.get("profiles", {}).get("by_profile", {}).items()}
    names = replace(names, profiles=profiles)
    for path, value in _numbers(figures, ()):
        for entry in _entries(path, value, names):
            found[entry.path] = entry
    found |= target_entries(figures.get("targets", []), names)
    return {path: _with_whole(entry, found) for path, entry in found.items()}


def _numbers(figures: dict, above: Path) -> Iterator[tuple[Path, Value]]:
    for name, value in figures.items():
        path = (*above, str(name))
        if isinstance(value, dict):
            yield from _numbers(value, path)
        elif value is None or isinstance(value, int | float | Decimal | Masked):
            yield path, value


def _joined(path: Path) -> str:
    return ".".join(part.translate(_FORBIDDEN) or NOWHERE for part in path)


def _entries(path: Path, value: Value, names: Names) -> Iterator[Entry]:
    """The figure, and its share of a whole, whose value comes later."""
    named, parts = _named(path)
    written = _joined(path)
    if named is None:
        yield Entry(written, written, value, definition_of(written))
        return
    yield Entry(written, named.label(parts, names), value, definition_of(written), named.unit)
    if named.shared:
        share = named.label(parts, names, _("share"))
        yield Entry(f"{written}.share", share, None, definition_of(written), "percent")


@lru_cache(maxsize=4096)
def _named(path: Path) -> tuple[Named | None, Path]:
    if path in PATTERNS:
        return PATTERNS[path], ()
    for pattern, named in PATTERNS.items():
        if (parts := varying(pattern, path)) is not None:
            return named, parts
    return None, ()


def _with_whole(entry: Entry, found: dict[str, Entry]) -> Entry:
    """A percentage with what it is of in its definition; a share of a whole with its value too."""
    if entry.unit != "percent" or entry.path.startswith("targets."):
        return entry
    whole = _whole(entry.path, found)
    if whole is None:
        return entry
    part = found.get(entry.path.removesuffix(".share")) if entry.path.endswith(".share") else None
    if part is not None and part.unit != "percent":
        entry = replace(entry, value=_share(part.value, whole.value))
    of = _("The share is of: %(whole)s, n = %(n)s.") % {"whole": whole.label, "n": whole.text}
    return replace(entry, definition=f"{entry.definition} {of}".strip())


def _whole(path: str, found: dict[str, Entry]) -> Entry | None:
    """What a percentage is of; the sum of the figures beside its own where there is no figure for that."""
    whole = _whole_of(path)
    if whole != "+":
        return found.get(whole)
    above = path.removesuffix(".share").rpartition(".")[0]
    beside = [one for one in found.values() if one.path.rpartition(".")[0] == above]
    exact = all(isinstance(one.value, int) for one in beside)
    label = beside[0].label.rpartition(", ")[0]
    return Entry(above, label, sum(one.value for one in beside) if exact else None)


def _whole_of(path: str) -> str:
    parts = tuple(path.split("."))
    named, _varying = _named(parts)
    if named is None and parts[-1] == "share":
        named, _varying = _named(parts[:-1])
    if named is None:
        return ""
    return more.STEP_BEFORE.get(path, named.whole)


def _share(part: Value, whole: Value) -> int | None:
    if not isinstance(part, int) or not isinstance(whole, int):
        return None
    return percent_of(part, whole)
