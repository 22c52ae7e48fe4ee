"""Percentages: shown with their n, rounded half up to whole numbers, the same everywhere."""


def percent_of(part: int, whole: int) -> int | None:
    """The whole percentage of part in whole, halves rounded up; None without a whole."""
    return rounded(100 * part, whole) if whole else None


def rounded(part: int, whole: int) -> int:
    """`part` divided by `whole` (both not negative, whole > 0) as a whole number, halves rounded up."""
    return (2 * part + whole) // (2 * whole)
