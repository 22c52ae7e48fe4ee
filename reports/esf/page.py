"""The indicators of a scope: all participants and those with complete data side by side, outputs and results apart."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from clients.long_term import LONG_TERM, LongTermRule, rule_in_words
from network.access import counting
from network.codes import Programme
from reports.esf.sources import ANNEX, COMPLETE_ONLY, is_from_memory, meaning_of, reporting_rule
from reports.figures import Scope, participation_rows
from reports.figures.indicators import GENDERS, SETS, Participant, by_indicator
from reports.figures.participants import is_complete, participants_in

ALL = ("total", *GENDERS.values())
# Somebody of unknown gender is never complete.
COMPLETE = tuple(name for name in ALL if name != "unknown")
UNDER_18, YOUNG, EARLIER_YOUNG, OLD = 18, 30, 25, 55


@dataclass(frozen=True)
class Line:
    """One indicator. all and complete: numbers by name (total, women, men, nonbinary, unknown)."""

    code: str
    label: str
    meaning: str
    from_memory: bool
    all: dict[str, int]
    complete: dict[str, int]

    @property
    def is_result(self) -> bool:
        return "CR" in self.code

    @property
    def cells(self) -> list[tuple[int, bool, bool]]:
        """(number, whether the programme's column block starts here, whether it is of the complete ones)."""
        found = [(self.all[name], name == "total", False) for name in ALL]
        return [*found, *((self.complete[name], name == "total", True) for name in COMPLETE)]


@dataclass(frozen=True)
class Check:
    """Parts that must add up to all participants: those under indicators, in no indicator, and not known."""

    label: str
    parts: list[tuple[str, int]]
    between: int | None
    unknown: int
    participants: int

    @property
    def sum(self) -> int:
        return sum(number for _code, number in self.parts) + (self.between or 0) + self.unknown

    @property
    def agrees(self) -> bool:
        return self.sum == self.participants


@dataclass(frozen=True)
class IndicatorPage:
    """What the page, the workbook and the report show."""

    scope: Scope
    lines: list[Line]
    participants: int
    complete: int
    checks: list[Check]

    @property
    def programme(self) -> Programme:
        return Programme(self.scope.project.programme)

    @property
    def outputs(self) -> list[Line]:
        return [line for line in self.lines if not line.is_result]

    @property
    def results(self) -> list[Line]:
        return [line for line in self.lines if line.is_result]

    @property
    def reports_complete(self) -> bool:
        """Whether the programme reports complete records only."""
        return self.programme in COMPLETE_ONLY

    @property
    def rule(self) -> str:
        return reporting_rule(self.programme)

    @property
    def long_term(self) -> LongTermRule:
        return LONG_TERM[self.programme]

    @property
    def long_term_words(self) -> str:
        return rule_in_words(self.programme)

    @property
    def annex(self) -> str:
        return str(ANNEX[self.programme])


def read_indicators(scope: Scope, rows: list | None = None) -> IndicatorPage:
    """Counts the scope; the caller has checked the right to exact figures.

    rows: participation_rows of the scope's projects where they have been read already.
    """
    if rows is None:
        with counting():
            rows = participation_rows(scope.projects)
    people = participants_in(scope, rows)
    programme = scope.project.programme
    whole = [one for one in people if is_complete(one)]
    every, complete = by_indicator(programme, people), by_indicator(programme, whole)
    lines = [
        Line(one.code, str(one.label), meaning_of(one.code), is_from_memory(one.code), every[one.code],
             {name: complete[one.code][name] for name in COMPLETE})
        for one in SETS[Programme(programme)]
    ]  # fmt: skip
    return IndicatorPage(scope, lines, len(people), len(whole), _checks(programme, people, every))


def _checks(programme: str, people: list[Participant], every: dict) -> list[Check]:
    """Whether labour-market status, age and education of all participants add up to all of them."""
    earlier = Programme(programme) in COMPLETE_ONLY
    labour = ("CO01", "CO03", "CO05") if earlier else ("EECO02", "EECO04", "EECO05")
    ages = ("CO06", "CO07") if earlier else ("EECO06", "EECO07", "EECO08")
    education = ("CO09", "CO10", "CO11") if earlier else ("EECO09", "EECO10", "EECO11")
    youngest = EARLIER_YOUNG if earlier else YOUNG

    def check(label: str, codes: tuple, between: Callable | None, unknown: Callable) -> Check:
        parts = [(code, every[code]["total"]) for code in codes]
        rest = sum(map(between, people)) if between else None
        return Check(label, parts, rest, sum(map(unknown, people)), len(people))

    return [
        check(_("Labour-market status"), labour, None, lambda one: not one.start.labour_start),
        check(_("Age"), ages, lambda one: one.person.age is not None and youngest <= one.person.age < OLD,
              lambda one: one.person.age is None),
        check(_("Education"), education, (lambda one: one.start.education_isced == 0) if earlier else None,
              lambda one: one.start.education_isced is None),
    ]  # fmt: skip
