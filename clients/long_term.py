"""When unemployment counts as long-term: the rule of each programme, and the answer for one person in words.

The figures (reports/figures/indicators.py) and the page of a participation ask the same rule.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.codes import LabourStart
from network.codes import Programme
from network.dates import months_after

YOUNG = 25


@dataclass(frozen=True)
class LongTermRule:
    """From how many calendar months of unemployment on somebody is long-term unemployed.

    young_months applies to those under 25, None = the same for all. source: where the rule is from.
    """

    months: int
    young_months: int | None
    source: str | Promise

    def months_for(self, age: int | None) -> int:
        """The months asked of somebody of this age in complete years; no age = not young."""
        young = self.young_months is not None and age is not None and age < YOUNG
        return self.young_months if young else self.months

    def holds(self, since: date, start: date, age: int | None) -> bool:
        """Whether the unemployment that began on `since` is long by the start date; no age = not young."""
        return months_after(since, self.months_for(age)) <= start


_BOTH_AGES = LongTermRule(
    12, 6, gettext_lazy("Annex I of Regulation (EU) 1304/2013 and its guidance; months from memory")
)
_ONE_AGE = LongTermRule(12, None, gettext_lazy("Annex I of Regulation (EU) 2021/1057; months to be confirmed"))
# The setting per programme: change it here, and its source with it.
LONG_TERM = {
    Programme.ESR2007: _BOTH_AGES,
    Programme.ESR2014: _BOTH_AGES,
    Programme.ESFPLUS2021: _ONE_AGE,
    Programme.OTHER: _ONE_AGE,
}


def is_long_term(rule: LongTermRule, labour_start: str, since: date | None, start: date, age: int | None) -> bool:
    """Whether somebody of `age` who starts on `start` is long-term unemployed; unknown is not."""
    return labour_start == LabourStart.UNEMPLOYED and since is not None and rule.holds(since, start, age)


def rule_in_words(programme: str) -> str:
    """The programme's rule in one sentence."""
    rule = LONG_TERM[Programme(programme)]
    words = {"programme": Programme(programme).label, "months": rule.months, "young": rule.young_months}
    if rule.young_months is None:
        return _("%(programme)s: long-term means at least %(months)s months by the start, at any age.") % words
    text = _("%(programme)s: long-term means at least %(months)s months by the start, %(young)s if under 25.")
    return text % words


def long_term_in_words(programme: str, labour_start: str, since: date | None, start: date, age: int | None) -> str:
    """Whether the person is long-term unemployed at the start and from when on they would be; "" if not unemployed."""
    if labour_start != LabourStart.UNEMPLOYED:
        return ""
    if since is None:
        return _("Not known whether long-term unemployed: since when is missing.")
    rule = LONG_TERM[Programme(programme)]
    words = {
        "since": date_format(since, "SHORT_DATE_FORMAT"),
        "months": rule.months_for(age),
        "from": date_format(months_after(since, rule.months_for(age)), "SHORT_DATE_FORMAT"),
    }
    if is_long_term(rule, labour_start, since, start, age):
        return _("Long-term unemployed: since %(since)s, so %(months)s months were full on %(from)s.") % words
    return _("Unemployed, not long-term: since %(since)s, so %(months)s months would be full on %(from)s.") % words
