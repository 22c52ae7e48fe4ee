"""Every figure by its path, with its name, its definition and how it reads: what a text may quote and an issue freezes.

A path is that of the figures' JSON with dots between ("visits.by_theme.housing").
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format

from reports.charts import grouped
from reports.definitions import DEFINITIONS
from reports.masking import Masked

Value = int | float | Decimal | Masked | None


@dataclass(frozen=True)
class Entry:
    """A figure. unit: "count", "percent", "mean", "euros", "minutes", "days"."""

    path: str
    label: str
    value: Value
    definition: str = ""
    unit: str = "count"

    @property
    def text(self) -> str:
        """The figure as a sentence has it, in the active language: 1 225, 41 %, 9,2; – where there is none."""
        if self.value is None:
            return "–"
        if isinstance(self.value, Masked):
            return str(self.value)
        if self.unit == "percent":
            return f"{grouped(int(self.value))}\N{NO-BREAK SPACE}%"
        if isinstance(self.value, int):
            return grouped(self.value)
        return number_format(self.value, decimal_pos=1, force_grouping=True)


def catalogue(figures: dict) -> dict[str, Entry]:
    """The entries of all figures by path, in their order."""
    return {path: Entry(path, path, value, _definition(path)) for path, value in _numbers(figures, "")}


def _definition(path: str) -> str:
    while path and path not in DEFINITIONS:
        path = path.rpartition(".")[0]
    return str(DEFINITIONS.get(path, ""))


def _numbers(figures: dict, above: str) -> Iterator[tuple[str, Value]]:
    for name, value in figures.items():
        if isinstance(value, dict):
            yield from _numbers(value, f"{above}{name}.")
        elif isinstance(value, int | float | Decimal | Masked):
            yield f"{above}{name}", value
