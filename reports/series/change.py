"""The change of a series between two of its days."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from reports.models import SeriesUnit

MINUS = "−"


@dataclass(frozen=True)
class Change:
    """From one value to another of the same series. unit: a SeriesUnit; in per cent the difference is in points."""

    first: date
    last: date
    before: Decimal
    after: Decimal
    unit: str = SeriesUnit.PEOPLE

    @property
    def difference(self) -> Decimal:
        """After less before; of percentages in percentage points."""
        return self.after - self.before

    @property
    def percent(self) -> int | None:
        """The change in whole percent of the first value, halves away from zero; None where that is 0."""
        if not self.before:
            return None
        return int((100 * self.difference / abs(self.before)).quantize(Decimal(1), ROUND_HALF_UP))

    @property
    def is_in_points(self) -> bool:
        return self.unit == SeriesUnit.PERCENT

    @property
    def difference_number(self) -> str:
        """The difference with its sign, without a unit: +21,6, −346."""
        return signed(self.difference)

    @property
    def difference_text(self) -> str:
        """+21,6 percentage points, −346."""
        text = self.difference_number
        return _("%(number)s points") % {"number": text} if self.is_in_points else text

    @property
    def percent_text(self) -> str:
        """−26 %; – where there is no share."""
        if self.percent is None:
            return "–"
        return _("%(share)s%%") % {"share": signed(Decimal(self.percent))}

    @property
    def text(self) -> str:
        """The change as a sentence has it: −346 (−26 %)."""
        return f"{self.difference_text} ({self.percent_text})"


def plain_number(value: Decimal) -> str:
    """A value as the active language writes it, with no decimals that say nothing: 1 337, 21,5."""
    shown = value.normalize()
    decimals = max(0, -shown.as_tuple().exponent)
    text = number_format(abs(value), decimals, use_l10n=True, force_grouping=True)
    return f"{MINUS}{text}" if value < 0 else text


def signed(value: Decimal) -> str:
    """The same with its sign: +21,6, −346, 0."""
    return f"+{plain_number(value)}" if value > 0 else plain_number(value)


def value_text(value: Decimal, unit: str) -> str:
    """A value with its unit where that is a sign: 21,5 %, 1 000 €."""
    sign = {SeriesUnit.PERCENT: "\u00a0%", SeriesUnit.EUROS: "\u00a0€"}.get(unit, "")
    return plain_number(value) + sign


def change_between(values: dict[date, Decimal], first: date, last: date, unit: str) -> Change:
    """The change between two days of a series. Raises KeyError for a day without a value."""
    return Change(first, last, values[first], values[last], unit)
