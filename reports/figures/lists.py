"""Counts by code: every code of a list is there, with 0 where there is nothing."""

from collections.abc import Iterable


def by_code(codes: Iterable[str], counts: Iterable[tuple[str, int]]) -> dict[str, int]:
    """{code: count} in the order of `codes`; counts of anything else are left out."""
    found = dict(counts)
    return {str(code): found.get(code, 0) for code in codes}
