"""How the figures of one project and period hang together: what adds up to what, what is part of what."""

from collections.abc import Callable, Iterable

from reports.masking.further import SET_OUT, SUMS
from reports.masking.system import Key, System

LABOUR = ({"EECO02", "EECO04", "EECO05"}, {"CO01", "CO03", "CO05"})
AGES = ({"EECO06", "EECO07", "EECO08"}, {"CO06", "CO07"})
EDUCATION = ({"EECO09", "EECO10", "EECO11"}, {"CO09", "CO10", "CO11"})
# Indicators of which each person has one at most.
PARTITIONS = (*LABOUR, *AGES, *EDUCATION)
# (part, whole): whoever counts under the first counts under the second.
PARTS = (("EECO03", "EECO02"), ("CO02", "CO01"), ("CO04", "CO03"))
KNOWN = {"visits", "clients", "gatherings", "referrals", "participants", "placements", "intake_by_area"}
KeyOf = Callable[[tuple[str, ...]], Key]


def relate_inside(system: System, key: KeyOf, figures: dict) -> None:
    """The relations among the figures of one view, of whatever there is of them; key: the cell of a path."""
    view = _Inside(system, key, figures)
    for name, relate in RELATIONS.items():
        if name in figures:
            relate(view)
    for whole, parts in SUMS:
        view.relate(whole, [key for part in parts for key in view.at(part)])
    for name, value in figures.items():
        if isinstance(value, dict) and name not in KNOWN and not name.endswith("_by_area"):
            view.further((name,), value, set_out=name in SET_OUT)


class _Inside:
    """A view while its relations are put into the system."""

    def __init__(self, system: System, key: KeyOf, figures: dict):
        self.system, self.key, self.figures = system, key, figures

    def has(self, *path: str) -> bool:
        return self.key(path) in self.system.cells

    def value(self, *path: str) -> int:
        return self.system.cells[self.key(path)].value

    def below(self, *path: str) -> list[Key]:
        """The cells one step below a path."""
        found = self.figures
        for name in path:
            found = found.get(name, {})
        return [self.key((*path, name)) for name in found if self.has(*path, name)]

    def at(self, path: tuple[str, ...]) -> list[Key]:
        """The cell of a path; where a "*" stands in it, those of all names that there are."""
        if "*" in path:
            where = path.index("*")
            found = self.figures
            for name in path[:where]:
                found = found.get(name, {})
            return [key for name in found for key in self.at((*path[:where], name, *path[where + 1 :]))]
        return [self.key(path)] if self.has(*path) else []

    def relate(self, whole: tuple[str, ...], parts: Iterable[Key]) -> None:
        if self.has(*whole):
            self.system.relate(self.key(whole), parts)

    def rest(self, whole: tuple[str, ...], *parts: tuple[str, ...]) -> Key | None:
        """What the parts leave of the whole: printed nowhere, but kept when it is small. None if one is gone."""
        if not all(self.has(*path) for path in (whole, *parts)):
            return None
        left = self.value(*whole) - sum(self.value(*part) for part in parts)
        rest = self.system.add((*self.key(parts[0]), "rest"), max(left, 0), seen=False)
        self.relate(whole, [*(self.key(part) for part in parts), rest])
        return rest

    def further(self, path: tuple[str, ...], figures: dict, *, set_out: bool) -> None:
        """Figures beyond the contract. Those not set out elsewhere may add up to something known."""
        for name, value in figures.items():
            if isinstance(value, dict):
                self.further((*path, name), value, set_out=set_out)
                self.columns((*path, name), value, path, set_out=set_out)
        cells = self.below(*path)
        if len(cells) > 1 and not set_out:
            self.system.sum_is_known(cells)

    def columns(self, path: tuple[str, ...], rows: dict, above: tuple[str, ...], *, set_out: bool) -> None:
        """Rows with columns of the same name: each column adds up to what stands above, or to something known."""
        columns = dict.fromkeys(name for row in rows.values() if isinstance(row, dict) for name in row)
        for column in columns:
            cells = [self.key((*path, row, column)) for row in rows if self.has(*path, row, column)]
            if self.has(*above, column):
                self.relate((*above, column), cells)
            elif len(cells) > 1 and not set_out:
                self.system.sum_is_known(cells)


def _visits(view: _Inside) -> None:
    total = ("visits", "total")
    for breakdown in ("by_contact_type", "by_site", "by_month", "by_theme"):
        view.relate(total, view.below("visits", breakdown))
    if not view.has("visits", "anonymous"):
        return
    named = view.rest(total, ("visits", "anonymous"))
    if named and view.has("clients", "distinct"):
        view.system.at_most(view.key(("clients", "distinct")), named)


def _clients(view: _Inside) -> None:
    for breakdown in ("by_gender", "by_age_band"):
        view.relate(("clients", "distinct"), view.below("clients", breakdown))


def _gatherings(view: _Inside) -> None:
    for breakdown in ("by_kind", "by_event_type"):
        rows = view.figures["gatherings"].get(breakdown, {})
        heads = [("gatherings", breakdown, code, "headcount") for code in rows]
        view.relate(("gatherings", "headcount"), [view.key(path) for path in heads if view.has(*path)])


def _referrals(view: _Inside) -> None:
    total = ("referrals", "total")
    view.rest(total, ("referrals", "accompanied"))
    view.relate(total, view.below("referrals", "by_target"))
    for target in view.figures["referrals"]["by_target"]:
        clients, acts = (view.key(("referrals", name, target)) for name in ("clients_by_target", "by_target"))
        view.system.at_most(clients, acts)
    due, followed, attached, unreached = (
        ("referrals", "attachment", name) for name in ("due", "followed_up", "attached", "unreached")
    )
    view.rest(followed, attached)
    view.rest(due, followed, unreached)
    view.system.at_most(view.key(due), view.key(total))


def _participants(view: _Inside) -> None:
    total = ("participants", "total")
    if view.has("participants", "complete"):
        view.rest(total, ("participants", "complete"))
    view.relate(total, view.below("intake_by_area"))
    rows = view.figures["participants"].get("indicators", {})
    for code in rows:
        whole = ("participants", "indicators", code, "total")
        view.relate(whole, [key for key in view.below(*whole[:-1]) if key != view.key(whole)])
        view.system.at_most(view.key(whole), view.key(total))
    _indicators(view, rows)


def _indicators(view: _Inside, rows: dict) -> None:
    everybody = "EECO01" if "EECO01" in rows else None
    for gender in next(iter(rows.values()), ()):

        def cell(code: str, gender: str = gender) -> tuple[str, ...]:
            return ("participants", "indicators", code, gender)

        whole = cell(everybody) if everybody else ("participants", "total") if gender == "total" else None
        for partition in PARTITIONS:
            codes = [code for code in rows if code in partition]
            if codes and whole:
                view.relate(whole, [view.key(cell(code)) for code in codes])
        for part, of in PARTS:
            if part in rows and of in rows:
                view.system.at_most(view.key(cell(part)), view.key(cell(of)))
        for code in rows if everybody else ():
            view.system.at_most(view.key(cell(code)), view.key(cell(everybody)))


def _placements(view: _Inside) -> None:
    view.relate(("placements", "ended"), view.below("placements", "by_category"))
    for category in view.figures["placements"]["by_category"]:
        for table in ("by_area", "by_municipality"):
            rows = view.figures["placements"].get(table, {})
            parts = [view.key(("placements", table, name, category)) for name in rows]
            view.relate(("placements", "by_category", category), parts)


RELATIONS = {
    "visits": _visits,
    "clients": _clients,
    "gatherings": _gatherings,
    "referrals": _referrals,
    "participants": _participants,
    "placements": _placements,
}
