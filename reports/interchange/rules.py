"""What must hold between the cells of a row, table by table. A rule gets values that could be read; others are None.

Each yields (column, message, parameters, is_warning).
"""

from collections.abc import Callable, Iterator
from datetime import date

from django.utils.translation import gettext_noop as _

from clients.models import AGE_COUNTS, GENDER_COUNTS, complete_years

from .keys import Keys

Finding = tuple[str, str, dict, bool]
Rule = Callable[[dict, Keys, date], Iterator[Finding]]


def _order(first: str, last: str) -> Rule:
    """`last` is not before `first`, where both are given."""

    def rule(row: dict, keys: Keys, today: date) -> Iterator[Finding]:
        start, end = row[first], row[last]
        if start and end and end < start:
            params = {"end": str(end), "start": str(start), "column": first}
            yield last, _("%(end)s is before %(column)s, %(start)s"), params, False

    return rule


def _unemployed_before(row: dict, keys: Keys, today: date) -> Iterator[Finding]:
    since, start = row["unemployed_since"], row["start_date"]
    if since and start and since > start:
        params = {"since": str(since), "start": str(start)}
        yield "unemployed_since", _("%(since)s is after the start date, %(start)s"), params, False


def _own_parent(row: dict, keys: Keys, today: date) -> Iterator[Finding]:
    code = row["code"]
    if code and row["parent"] == code:
        yield "parent", _("a project cannot be its own sub-project"), {}, False
    elif code and keys.goes_round(code):
        yield "parent", _("the parents go round in a circle"), {}, False


def _only_anonymous(row: dict, keys: Keys, today: date) -> Iterator[Finding]:
    if row["client"]:
        for name in ("age_band", "gender", "met_before"):
            if row[name] not in ("", None):
                yield name, _("is given only for an anonymous visit, and this one names a client"), {}, False


def _age_limit(row: dict, keys: Keys, today: date) -> Iterator[Finding]:
    limit, born = keys.age_limits.get(row["site"]), keys.birth_dates.get(row["client"])
    if limit is not None and born and row["date"]:
        age = complete_years(born, row["date"])
        if age >= limit:
            params = {"age": age, "limit": limit}
            yield "client", _("the client is %(age)s on the day of the visit; the age limit is %(limit)s"), params, True


def _sub_sums(row: dict, keys: Keys, today: date) -> Iterator[Finding]:
    whole = row["headcount"]
    for parts in (GENDER_COUNTS, AGE_COUNTS):
        total = sum(row[name] or 0 for name in parts)
        if whole is not None and total > whole:
            params = {"columns": ", ".join(parts), "sum": total, "headcount": whole}
            message = _("%(columns)s add up to %(sum)s, which is more than the head count %(headcount)s")
            yield "headcount", message, params, False


def _known_afterwards(day: str, *outcomes: str) -> Rule:
    """A day in the future may be planned, but what came of it cannot be known yet."""

    def rule(row: dict, keys: Keys, today: date) -> Iterator[Finding]:
        if row[day] and row[day] > today and any(row[name] not in ("", None) for name in outcomes):
            yield day, _("%(value)s is in the future"), {"value": str(row[day])}, False

    return rule


RULES: dict[str, tuple[Rule, ...]] = {
    "sites": (_order("opened", "closed"),),
    "agencies": (_order("valid_from", "valid_to"),),
    "experts": (_order("valid_from", "valid_to"),),
    "projects": (_own_parent, _order("start_date", "end_date")),
    "areas": (),
    "targets": (_order("period_start", "period_end"),),
    "clients": (),
    "visits": (_only_anonymous, _age_limit),
    "gatherings": (_sub_sums,),
    "referrals": (_order("date", "followup_date"), _known_afterwards("followup_date", "followup_result")),
    "participations": (
        _unemployed_before,
        _order("start_date", "end_date"),
        _known_afterwards("end_date", "placement", "labour_end", "qualification", "status_6m"),
    ),
}
