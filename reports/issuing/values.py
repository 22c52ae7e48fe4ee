"""Figures as an issue keeps them in JSON, and back: numbers as they are, fractions and hidden ones as words."""

from decimal import Decimal

from reports.catalogue import Value
from reports.masking import Masked

Kept = int | float | str | None


def kept(value: Value) -> Kept:
    """A figure as JSON can hold it."""
    if isinstance(value, Masked):
        return value.value
    return str(value) if isinstance(value, Decimal) else value


def read(value: Kept) -> Value:
    """The figure that was kept."""
    if not isinstance(value, str):
        return value
    return Masked(value) if value in {one.value for one in Masked} else Decimal(value)
