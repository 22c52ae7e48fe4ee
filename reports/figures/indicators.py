"""The common indicators of the ESF programmes: which person counts under which code.

Sources and what of them is still from memory: docs/figures.md. "Not given" counts under no specific indicator.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from clients.codes import Gender, LabourEnd, LabourStart, StatusAfterSixMonths
from clients.long_term import LongTermRule, is_long_term
from network.codes import Programme
from reports.figures.people import Person

INACTIVE = {LabourStart.INACTIVE, LabourStart.INACTIVE_IN_EDUCATION}
AT_WORK = {LabourEnd.EMPLOYED, LabourEnd.ENTREPRENEUR}
GENDERS = {Gender.FEMALE: "women", Gender.MALE: "men", Gender.OTHER: "nonbinary", Gender.UNKNOWN: "unknown"}


@dataclass(frozen=True)
class Participant:
    """A person as the indicators see them: with the row of the exit, None while still in the project."""

    person: Person
    exit: tuple | None
    long_term: LongTermRule

    @property
    def start(self):
        return self.person.start

    @property
    def is_long_term_unemployed(self) -> bool:
        start = self.start
        return is_long_term(
            self.long_term, start.labour_start, start.unemployed_since, start.start_date, self.person.age
        )


Rule = Callable[[Participant], bool]


@dataclass(frozen=True)
class Indicator:
    code: str
    label: str
    rule: Rule


def _started(*statuses: str) -> Rule:
    return lambda one: one.start.labour_start in statuses


def _aged(first: int, last: int = 999) -> Rule:
    return lambda one: one.person.age is not None and first <= one.person.age <= last


def _educated(first: int, last: int) -> Rule:
    return lambda one: one.start.education_isced is not None and first <= one.start.education_isced <= last


def _left(ends: set[str], starts: set[str]) -> Rule:
    return lambda one: one.exit is not None and one.exit.labour_end in ends and one.start.labour_start in starts


def _after_six_months(status: str, starts: set[str]) -> Rule:
    return lambda one: one.exit is not None and one.exit.status_6m == status and one.start.labour_start in starts


def _all(one: Participant) -> bool:
    return True


def _long_term(one: Participant) -> bool:
    return one.is_long_term_unemployed


def _foreign(one: Participant) -> bool:
    return one.start.client__foreign_background is True


def _qualified(one: Participant) -> bool:
    return one.exit is not None and one.exit.qualification is True


UNEMPLOYED, EMPLOYED = LabourStart.UNEMPLOYED, LabourStart.EMPLOYED
NOT_EMPLOYED = set(LabourStart) - {EMPLOYED}
NOT_IN_EDUCATION = set(LabourStart) - {LabourStart.INACTIVE_IN_EDUCATION}

ESF_PLUS = [
    Indicator("EECO01", _("Participants in all"), _all),
    Indicator("EECO02", _("Unemployed, also long-term"), _started(UNEMPLOYED)),
    Indicator("EECO03", _("Long-term unemployed"), _long_term),
    Indicator("EECO04", _("Outside working life"), _started(*INACTIVE)),
    Indicator("EECO05", _("At work, also self-employed"), _started(EMPLOYED)),
    Indicator("EECO06", _("Under 18 years"), _aged(0, 17)),
    Indicator("EECO07", _("18–29 years"), _aged(18, 29)),
    Indicator("EECO08", _("55 years or over"), _aged(55)),
    Indicator("EECO09", _("At most lower secondary education (ISCED 0–2)"), _educated(0, 2)),
    Indicator("EECO10", _("Upper secondary or post-secondary education (ISCED 3–4)"), _educated(3, 4)),
    Indicator("EECO11", _("Higher education (ISCED 5–8)"), _educated(5, 8)),
    Indicator("EECO14", _("Foreign background"), _foreign),
    Indicator("EECR01", _("Looking for work on leaving"), _left({LabourEnd.JOBSEEKER}, INACTIVE)),
    Indicator("EECR02", _("In education or training on leaving"), _left({LabourEnd.IN_EDUCATION}, NOT_IN_EDUCATION)),
    Indicator("EECR03", _("Gained a qualification"), _qualified),
    Indicator("EECR04", _("At work on leaving, also self-employed"), _left(AT_WORK, NOT_EMPLOYED)),
    Indicator(
        "EECR05", _("At work six months after leaving"), _after_six_months(StatusAfterSixMonths.EMPLOYED, NOT_EMPLOYED)
    ),
    Indicator(
        "EECR06",
        _("In a better position at work six months after leaving"),
        _after_six_months(StatusAfterSixMonths.IMPROVED, {EMPLOYED}),
    ),
]
_SAME = {indicator.code: indicator for indicator in ESF_PLUS}


def _as(code: str, plus: str) -> Indicator:
    """The indicator of the earlier programmes that has the rule of a present one."""
    return Indicator(code, _SAME[plus].label, _SAME[plus].rule)


ESF = [
    _as("CO01", "EECO02"),
    _as("CO02", "EECO03"),
    _as("CO03", "EECO04"),
    Indicator("CO04", _("Outside working life, not in education or training"), _started(LabourStart.INACTIVE)),
    _as("CO05", "EECO05"),
    Indicator("CO06", _("Under 25 years"), _aged(0, 24)),
    _as("CO07", "EECO08"),
    Indicator("CO09", _("Primary or lower secondary education (ISCED 1–2)"), _educated(1, 2)),
    _as("CO10", "EECO10"),
    _as("CO11", "EECO11"),
    _as("CO15", "EECO14"),
    _as("CR01", "EECR01"),
    _as("CR02", "EECR02"),
    _as("CR03", "EECR03"),
    _as("CR04", "EECR04"),
    _as("CR06", "EECR05"),
    _as("CR07", "EECR06"),
]
SETS = {
    Programme.ESR2007: ESF,
    Programme.ESR2014: ESF,
    Programme.ESFPLUS2021: ESF_PLUS,
    Programme.OTHER: ESF_PLUS,
}


def by_indicator(programme: str, participants: list[Participant]) -> dict[str, dict[str, int]]:
    """Participants under each indicator of the programme's set, in all and by gender."""
    return {indicator.code: _by_gender(indicator.rule, participants) for indicator in SETS[Programme(programme)]}


def _by_gender(rule: Rule, participants: list[Participant]) -> dict[str, int]:
    counts = {"total": 0, **dict.fromkeys(GENDERS.values(), 0)}
    for one in participants:
        if rule(one):
            counts["total"] += 1
            counts[GENDERS[Gender(one.person.gender)]] += 1
    return counts
