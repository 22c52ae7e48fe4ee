"""A figure as a text may quote it: its path, name, number, definition, and how it reads."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from reports.charts import grouped
from reports.masking import Masked

Value = int | float | Decimal | Masked | None
NBSP = "\N{NO-BREAK SPACE}"


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
        """The figure as a sentence has it, in the active language: 1 225, 41 %, 9,2, 1 600 €; – where there is none."""
        if self.value is None:
            return "–"
        if isinstance(self.value, Masked):
            return str(self.value)
        if self.unit == "percent":
            # Translators: a share; the space is a no-break space
            return _("%(share)s%%") % {"share": _share(self.value)}
        text = grouped(self.value) if isinstance(self.value, int) else _fraction(self.value, self.unit)
        return f"{text}{NBSP}€" if self.unit == "euros" else text


def _share(value: int | float | Decimal) -> str:
    """Our own percentages are whole; those that others publish may have a decimal."""
    return grouped(int(value)) if value == int(value) else number_format(value, decimal_pos=1, force_grouping=True)


def _fraction(value: float | Decimal, unit: str) -> str:
    """A mean with one decimal, days with one and euros with two unless they are whole."""
    if unit != "mean" and value == int(value):
        return grouped(int(value))
    return number_format(value, decimal_pos=2 if unit == "euros" else 1, force_grouping=True)
