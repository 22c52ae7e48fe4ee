"""Figures of projects and periods as cells of one system, and back again with marks in the place of numbers."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from network.shares import rounded
from reports.masking.derived import DERIVED, without_derived
from reports.masking.further import SAME
from reports.masking.inside import relate_inside
from reports.masking.system import Key, System
from reports.masking.values import Cells, Masked, is_small
from reports.periods import Period, month_end

Path = tuple[str, ...]
Place = tuple[Hashable, date, date]
# What tells of no young person: the network, events, the staff's own work, what was promised.
NEVER_MASKED = {
    "scope", "network", "targets", "events", "developments", "staff", "employers_need", "screenings", "in_force",
    "campaigns", "web_visitors", "posted",
}  # fmt: skip
NEVER_MASKED_PATHS = {("pilots", "number")}
SPREAD = {"n", "mean", "least", "most"}


@dataclass(frozen=True)
class View:
    """The figures of an owner (a project, an Ohjaamo) between two days, both included."""

    owner: Hashable
    start: date
    end: date
    figures: dict

    def key(self, path: Path) -> Key:
        """The cell of a figure. A month is the same cell in each period that it lies in."""
        path, days = SAME.get(path, path), (self.start, self.end)
        if len(path) == 3 and path[1] == "by_month":
            year, month = map(int, path[2].split("-"))
            whole = Period(path[2], date(year, month, 1), month_end(year, month)).within(*days)
            days = whole.start, whole.end
        return self.owner, *days, path

    @property
    def place(self) -> Place:
        """What tells it from others."""
        return self.owner, self.start, self.end

    def holds(self, other: "View") -> bool:
        return self.start <= other.start and other.end <= self.end

    @property
    def days(self) -> int:
        return (self.end - self.start).days


Where = Callable[[View, Path], bool]


def leaves(figures: dict, above: Path = ()) -> Iterator[tuple[Path, int]]:
    """(path, number) of every figure that may have to be masked."""
    for name, value in figures.items():
        if name in NEVER_MASKED or (name in DERIVED and above != ("visits",)):
            continue
        if isinstance(value, dict) and set(value) == SPREAD:
            # Of events, whose number everybody sees; with their mean it tells how many people came to them.
            if value["n"]:
                yield (*above, name, "sum"), int(rounded(Decimal(value["mean"]) * value["n"], 1))
        elif isinstance(value, dict):
            # Where there was no event there is no head, as everybody can see.
            if value.get("events") != 0:
                yield from leaves(value, (*above, name))
        elif isinstance(value, int) and (*above, name) not in NEVER_MASKED_PATHS:
            yield (*above, name), value


def put(system: System, view: View, is_gone: Where, is_unseen: Where) -> None:
    """The cells of a view and how they hang together in it. What is gone is no cell; unseen is kept but not shown."""
    few = is_small(view.figures.get("visits", {}).get("total", 0))
    for path, number in leaves(view.figures):
        if is_gone(view, path):
            continue
        # The minutes of a few visits are those of a few people.
        secret = few and path == ("visits", "minutes")
        system.add(view.key(path), number, seen=not is_unseen(view, path), secret=secret, layer=path[:-1])
    relate_inside(system, view.key, view.figures)


def relate_over_time(system: System, views: Sequence[View]) -> None:
    """How the periods of one owner hang together: the whole with its years, a year with what lies in it."""
    for whole in views:
        inside = [view for view in views if whole.holds(view) and view.days < whole.days]
        by_end = _apart(sorted(inside, key=lambda view: (view.end, -view.days)))
        by_length = _apart(sorted(inside, key=lambda view: (-view.days, view.start)))
        relate_views(system, whole, by_end)
        if by_length != by_end:
            relate_views(system, whole, by_length)


def _apart(views: Iterable[View]) -> list[View]:
    """Views that do not overlap, taken in the order given; in the order of time."""
    found: list[View] = []
    for view in views:
        if all(view.end < other.start or other.end < view.start for other in found):
            found.append(view)
    return sorted(found, key=lambda view: view.start)


def relate_below(system: System, whole: View, below: Sequence[Sequence[View]]) -> None:
    """How the figures of a project hang together with those of its sub-projects, each given with all its views."""
    inside = [[view for view in views if whole.holds(view)] for views in below]
    relate_views(system, whole, [max(views, key=lambda view: view.days) for views in inside if views])


def relate_views(system: System, whole: View, parts: Sequence[View]) -> None:
    """Each figure of the whole with the same one of the parts."""
    for path, _number in leaves(whole.figures):
        key = whole.key(path)
        keys = [part.key(path) for part in parts]
        system.relate(key, [one for one in keys if one != key and one in system.cells])


def relate_areas(system: System, view: View, towns: dict[str, str]) -> None:
    """An area is the sum of its municipalities; towns: the area of each municipality, others are in none ("")."""
    placements = view.figures.get("placements", {})
    for area, counts in placements.get("by_area", {}).items():
        codes = [code for code in placements.get("by_municipality", {}) if towns.get(code, "") == area]
        for category in counts:
            keys = [view.key(("placements", "by_municipality", code, category)) for code in codes]
            system.relate(view.key(("placements", "by_area", area, category)), keys)


def shown(view: View, cells: Cells) -> dict:
    """The figures of the view as they are shown; same shape."""
    return without_derived(_shown(view, view.figures, (), cells))


def _shown(view: View, figures: dict, above: Path, cells: Cells) -> dict:
    found = {}
    for name, value in figures.items():
        path = (*above, name)
        found[name] = _shown(view, value, path, cells) if isinstance(value, dict) else cells.get(view.key(path), value)
    if set(found) == SPREAD and _is_masked(view.key((*above, "sum"))[-1], cells):
        return _without_spread(found)
    return found


def _is_masked(path: Path, cells: Cells) -> bool:
    """Whether a figure is masked in any project and period."""
    return any(key[-1] == path and isinstance(mark, Masked) for key, mark in cells.items())


def _without_spread(row: dict) -> dict:
    """The row without its mean and ends: with few events one of these is the number of one of them."""
    return {name: value if name == "n" or value is None else Masked.HIDDEN for name, value in row.items()}
