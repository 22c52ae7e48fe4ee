"""Small numbers hidden from those who are not to recognise a person in them.

1 to 4 are shown as "<5". Where such a number could be computed from the sum of its breakdown, further numbers of
the breakdown are hidden too. Docs/figures.md says what this does not protect against.
"""

from collections.abc import Hashable, Iterable, Mapping
from copy import deepcopy
from enum import Enum

from django.utils.translation import gettext_lazy as _

SMALLEST, LARGEST = 1, 4
LABOUR = ({"EECO02", "EECO04", "EECO05"}, {"CO01", "CO03", "CO05"})
AGES, EDUCATION = ({"EECO06", "EECO07", "EECO08"},), ({"EECO09", "EECO10", "EECO11"}, {"CO09", "CO10", "CO11"})
# Indicators of which each person has one: their sum may be known.
PARTITIONS = (*LABOUR, *AGES, *EDUCATION)


class Masked(Enum):
    """What stands in the place of a number."""

    SMALL = "small"
    HIDDEN = "hidden"

    def __str__(self) -> str:
        return "<5" if self is Masked.SMALL else str(_("hidden"))


Shown = int | Masked
Cells = dict[Hashable, Shown]


def mask_number(number: int) -> Shown:
    """The number, or SMALL when it is 1 to 4."""
    return Masked.SMALL if SMALLEST <= number <= LARGEST else number


def mask_breakdown(cells: Mapping[Hashable, int]) -> Cells:
    """The cells of a breakdown whose sum may be known, so that no small one can be computed from it.

    The next smallest cells are hidden until each small one could be at least two numbers; when that does not help,
    all are hidden.
    """
    shown: Cells = {key: mask_number(number) for key, number in cells.items()}
    if _is_small(sum(cells.values())):
        return shown
    rest = sorted((number, str(key), key) for key, number in cells.items() if number > LARGEST)
    while not _is_safe(cells, shown):
        if not rest:
            return dict.fromkeys(cells, Masked.HIDDEN)
        shown[rest.pop(0)[2]] = Masked.HIDDEN
    return shown


def _is_small(number: int) -> bool:
    return mask_number(number) is Masked.SMALL


def _is_safe(cells: Mapping[Hashable, int], shown: Cells) -> bool:
    """Whether every small cell could be two numbers at least, for who knows the sum and how masking works.

    Such a person knows that a hidden number is 5 or more, and no larger than the smallest one left in sight.
    """
    small = sum(value is Masked.SMALL for value in shown.values())
    hidden = sum(value is Masked.HIDDEN for value in shown.values())
    if not small:
        return True
    masked_sum = sum(cells[key] for key, value in shown.items() if isinstance(value, Masked))
    in_sight = [value for value in shown.values() if not isinstance(value, Masked) and value > LARGEST]
    ceiling = min(in_sight, default=masked_sum)
    most = masked_sum - (small - 1) * SMALLEST - hidden * (LARGEST + 1)
    least = masked_sum - (small - 1) * LARGEST - hidden * ceiling
    return min(most, LARGEST) > max(least, SMALLEST)


def mask(figures: dict) -> dict:
    """The figures with small numbers masked; same shape, a Masked in the place of a number."""
    masked = deepcopy(figures)
    _mask_visits(masked["visits"])
    _mask_clients(masked["clients"])
    for kind in ("by_kind", "by_event_type"):
        rows = masked["gatherings"][kind]
        heads = mask_breakdown({code: row["headcount"] for code, row in rows.items()})
        masked["gatherings"][kind] = {code: {**row, "headcount": heads[code]} for code, row in rows.items()}
    masked["gatherings"]["headcount"] = mask_number(masked["gatherings"]["headcount"])
    _mask_referrals(masked["referrals"])
    _mask_participants(masked["participants"])
    _mask_placements(masked["placements"])
    masked["targets"] = [{**row, "actual": mask_number(row["actual"])} for row in masked["targets"]]
    return masked


def _mask_part(whole: dict, part: str, total: str = "total") -> None:
    """Masks a part of a total such that its rest is not given away either."""
    number = whole[part]
    whole[part] = mask_breakdown({"part": number, "rest": whole[total] - number})["part"]


def _mask_visits(visits: dict) -> None:
    _mask_part(visits, "anonymous")
    visits["minutes"] = Masked.HIDDEN if _is_small(visits["total"]) else visits["minutes"]
    visits["total"] = mask_number(visits["total"])
    # A visit counts under several themes: their sum is not known.
    visits["by_theme"] = {code: mask_number(number) for code, number in visits["by_theme"].items()}
    for breakdown in ("by_contact_type", "by_site", "by_month"):
        visits[breakdown] = mask_breakdown(visits[breakdown])


def _mask_clients(clients: dict) -> None:
    clients["distinct"] = mask_number(clients["distinct"])
    for breakdown in ("by_gender", "by_age_band"):
        clients[breakdown] = mask_breakdown(clients[breakdown])


def _mask_referrals(referrals: dict) -> None:
    _mask_part(referrals, "accompanied")
    referrals["total"] = mask_number(referrals["total"])
    targets = referrals["by_target"] = mask_breakdown(referrals["by_target"])
    # Clients tell about referrals: where these are hidden, so are those.
    referrals["clients_by_target"] = {
        code: targets[code] if isinstance(targets[code], Masked) else mask_number(number)
        for code, number in referrals["clients_by_target"].items()
    }
    _mask_attachment(referrals["attachment"])


def _mask_attachment(attachment: dict) -> None:
    attached, followed, unreached = (attachment[name] for name in ("attached", "followed_up", "unreached"))
    parts = {"attached": attached, "not": followed - attached, "unreached": unreached}
    parts["open"] = attachment["due"] - followed - unreached
    shown = mask_breakdown(parts)
    attachment |= {"attached": shown["attached"], "unreached": shown["unreached"]}
    if isinstance(shown["attached"], Masked) or isinstance(shown["not"], Masked):
        attachment["followed_up"] = Masked.HIDDEN
    attachment["due"] = mask_number(attachment["due"])


def _mask_participants(participants: dict) -> None:
    _mask_part(participants, "complete")
    participants["total"] = mask_number(participants["total"])
    rows = participants["indicators"]
    totals: Cells = {code: mask_number(row["total"]) for code, row in rows.items()}
    split = {code: _may_be_split(row) for code, row in rows.items()}
    for partition in PARTITIONS:
        codes = [code for code in rows if code in partition]
        totals |= mask_breakdown({code: rows[code]["total"] for code in codes})
        split |= dict.fromkeys(codes, all(split[code] for code in codes))
    for code, row in rows.items():
        if not split[code] or isinstance(totals[code], Masked):
            rows[code] = dict.fromkeys(row, Masked.HIDDEN)
        rows[code] = {**rows[code], "total": totals[code]}


def _may_be_split(row: dict) -> bool:
    """Whether an indicator may be shown by gender: no gender has a small number."""
    return not any(_is_small(number) for gender, number in row.items() if gender != "total")


def _mask_placements(placements: dict) -> None:
    placements["ended"] = mask_number(placements["ended"])
    categories = placements["by_category"] = mask_breakdown(placements["by_category"])
    # An area is a sum of municipalities and a category one of areas: one small number hides the whole table.
    hide = any(isinstance(value, Masked) for value in categories.values())
    for table in ("by_area", "by_municipality"):
        hide = hide or any(map(_is_small, _cells(placements[table].values())))
        placements[table] = _hidden(placements[table]) if hide else placements[table]


def _cells(rows: Iterable[dict]) -> list[int]:
    return [number for row in rows for number in row.values()]


def _hidden(rows: dict) -> dict:
    return {name: dict.fromkeys(row, Masked.HIDDEN) for name, row in rows.items()}
