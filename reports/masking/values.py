"""What stands in the place of a number that is not to be recognised."""

from collections.abc import Hashable
from enum import Enum

from django.utils.translation import gettext_lazy as _

SMALLEST, LARGEST = 1, 4


class Masked(Enum):
    """SMALL is 1 to 4. HIDDEN is any number: it is left out because others could be computed from it."""

    SMALL = "small"
    HIDDEN = "hidden"

    def __str__(self) -> str:
        return "<5" if self is Masked.SMALL else str(_("hidden"))


Shown = int | Masked
Cells = dict[Hashable, Shown]


def is_small(number: int) -> bool:
    """Whether a number is one that a person could be recognised by."""
    return SMALLEST <= number <= LARGEST


def mask_number(number: int) -> Shown:
    """The number, or SMALL when it is 1 to 4."""
    return Masked.SMALL if is_small(number) else number


def less(whole: Shown, *parts: Shown) -> Shown:
    """What the parts leave of the whole; hidden when one of the numbers is masked."""
    numbers = [whole, *parts]
    return Masked.HIDDEN if any(isinstance(number, Masked) for number in numbers) else whole - sum(parts)


def add(numbers) -> Shown:
    """The sum; hidden when one of the numbers is masked."""
    numbers = list(numbers)
    return Masked.HIDDEN if any(isinstance(number, Masked) for number in numbers) else sum(numbers)
