"""A question to the workbench: what is counted, by which dimensions, narrowed by what, over which days."""

from dataclasses import dataclass, field
from datetime import date

from reports.figures import Scope
from reports.workbench.dimensions import DIMENSIONS, Dimension, Frame
from reports.workbench.measures import Measure


@dataclass(frozen=True)
class Question:
    """Made by the form. filters: {key of a dimension: chosen codes}.

    before: the scope to compare with, if any; shift: by how many calendar months it lies earlier, None where it does
    not lie by whole months.
    """

    measure: Measure
    scope: Scope
    rows: Dimension
    columns: Dimension | None = None
    filters: dict[str, list[str]] = field(default_factory=dict)
    before: Scope | None = None
    shift: int | None = None

    @property
    def shown_by(self) -> list[Dimension]:
        return [self.rows, *([self.columns] if self.columns else [])]

    def rows_add_up(self, dimension: Dimension) -> bool:
        """Whether the numbers of the dimension's codes add up to the total."""
        return dimension.adds_up and (self.measure.adds_up or dimension.key in self.measure.of_a_person)

    def filter_names(self) -> list[tuple[str, list[str]]]:
        """(dimension, chosen names) of each filter, in words."""
        found = []
        for key, codes in self.filters.items():
            names = DIMENSIONS[key].names(Frame(self.scope, self.scope.end, frozenset(codes)))
            found.append((str(DIMENSIONS[key].label), [names.get(code, code) for code in codes]))
        return found

    def earlier(self, code: str) -> str | None:
        """The code of a row in the scope compared with: a step of time moves, another stays. None = no such row."""
        return _moved(code, self.rows, self.shift or 0) if self.has_counterparts else None

    def later(self, code: str) -> str:
        """The other way round: the code of the row that one of the scope compared with stands beside."""
        return _moved(code, self.rows, -(self.shift or 0))

    @property
    def has_counterparts(self) -> bool:
        """Whether rows have counterparts before: steps of time do where the scope lies earlier by whole steps."""
        return not self.rows.months or (self.shift is not None and not self.shift % self.rows.months)


def _moved(code: str, rows: Dimension, months: int) -> str:
    """The code of a step of time so many months earlier; another code as it is."""
    if not rows.months:
        return code
    year, _dash, part = code.partition("-")
    if rows.months == 12:
        return str(int(year) - months // 12)
    number = int(year) * 12 + (int(part[1:]) * 3 - 3 if rows.months == 3 else int(part) - 1) - months
    day = date(number // 12, number % 12 + 1, 1)
    return f"{day.year}-q{(day.month - 1) // 3 + 1}" if rows.months == 3 else f"{day:%Y-%m}"


def dimensions_of(measure: Measure) -> list[Dimension]:
    """The dimensions that fit a measure, in their fixed order."""
    return [dimension for key, dimension in DIMENSIONS.items() if key in measure.dimensions]
