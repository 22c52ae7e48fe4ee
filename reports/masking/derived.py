"""Shares, means, money and minutes: masked with the numbers that they are made of."""

from decimal import Decimal

from reports.masking.values import Masked, is_small

# Names of numbers that are no counts of people, visits or times.
DERIVED = {
    "share", "subsidy_share", "women_share", "of_previous", "of_screened", "mean", "least", "most", "minutes",
    "per_person", "minutes_per_interview", "euros",
}  # fmt: skip


def without_derived(figures: dict) -> dict:
    """Figures with masked counts, where what is computed from these is hidden as well; same shape."""
    masked = any(isinstance(value, Masked) for value in _counts(figures))
    found = {}
    for name, value in figures.items():
        if masked and _is_derived(name, value):
            found[name] = _hidden(value)
        else:
            found[name] = without_derived(value) if isinstance(value, dict) else value
    return _spread(found) if {"n", "mean", "least"} <= set(found) else found


def _counts(figures: dict) -> list:
    """The counts of this level, or its total; of the steps of a way too, whose shares stand beside them."""
    if "total" in figures:
        return [figures["total"]]
    steps = figures["steps"].values() if isinstance(figures.get("steps"), dict) else ()
    return [value for name, value in figures.items() if not isinstance(value, dict) and name not in DERIVED] + [*steps]


def _is_derived(name: str, value) -> bool:
    return name in DERIVED or isinstance(value, float | Decimal)


def _hidden(value):
    if isinstance(value, dict):
        return dict.fromkeys(value, Masked.HIDDEN)
    return value if value is None else Masked.HIDDEN


def _spread(row: dict) -> dict:
    """n, mean, least and most, where a small number at one end would be seen."""
    ends = [value for value in (row["least"], row["most"]) if isinstance(value, int)]
    return row | {name: _hidden(row[name]) for name in ("mean", "least", "most")} if any(map(is_small, ends)) else row
