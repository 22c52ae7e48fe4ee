"""What each figure counts, in a sentence or two, for those who read it. Keys are paths in the figures' JSON."""

from reports.definitions.contract import CONTRACT
from reports.definitions.more import MORE

__all__ = ["CONTRACT", "DEFINITIONS", "MORE", "definition_of"]

DEFINITIONS = CONTRACT | MORE


def definition_of(path: str) -> str:
    """The definition of a figure in the active language: its own, else that of the breakdown it stands in; or ""."""
    while path and path not in DEFINITIONS:
        path = path.rpartition(".")[0]
    return str(DEFINITIONS.get(path, ""))
