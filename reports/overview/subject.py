"""What the tables are made of: the figures (masked or exact), their scope, and the names of what they count by."""

from dataclasses import dataclass, field
from datetime import date

from network.access import counting
from network.models import Municipality
from reports.figures import Scope, figures, more_figures
from reports.figures.areas import areas_of, load_areas
from reports.masking.family import family_masks
from reports.periods import months


@dataclass(frozen=True)
class Subject:
    """Made by `read`. figures: those of the contract and those beyond.

    areas: names of the project's areas; municipalities: names by code.
    """

    scope: Scope
    figures: dict
    today: date
    areas: list[str] = field(default_factory=list)
    municipalities: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, scope: Scope, *, exact: bool, today: date) -> "Subject":
        """Counts the scope. The caller has checked the right to the project's figures, exact or masked.

        Masked, it is the whole project or one of its years, as far as they are told.
        """
        with counting():
            found = figures(scope) | more_figures(scope)
            if not exact:
                found = family_masks(scope.project, today, (scope.start, scope.end)).figures(scope, found)
            areas = areas_of(scope.project, load_areas(scope.projects))
        codes = list(found["placements"]["by_municipality"])
        names = {town.code: town.name for town in Municipality.objects.filter(code__in=codes)}
        return cls(scope, found, today, sorted({area.name for area in areas}), names)

    @property
    def shown_months(self) -> list[str]:
        """The months of the scope up to the present one, "2021-02"."""
        last = max(self.scope.start, min(self.scope.end, self.today))
        return [month.name for month in months(self.scope.start, last)]

    @property
    def shown_areas(self) -> list[str]:
        """The areas in order, and "" where somebody left from outside all of them."""
        return [*self.areas, *([""] if "" in self.figures["placements"]["by_area"] else [])]

    @property
    def shown_municipalities(self) -> list[str]:
        """Codes of the municipalities of those who left, by name, "" last."""
        return sorted(self.figures["placements"]["by_municipality"], key=lambda code: (not code, self.town(code)))

    def town(self, code: str) -> str:
        """The name of a municipality; "" has none."""
        return self.municipalities.get(code, code)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all has been recorded."""
        parts = ("visits", "total"), ("gatherings", "events"), ("referrals", "total"), ("participants", "total")
        ended = self.figures["placements"]["ended"]
        return not ended and not any(self.figures[section][name] for section, name in parts)
