"""Participations to be seen to, on the page of a person, and counted by why they ended or never began."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clients.access import Sight
from clients.codes import DROPPED_OUT, EndReason, RefusalReason
from clients.lacking import CHECKS, Lack, lacks_of
from clients.models import Participation, Refusal
from clients.models.participation import REPORTED_MONTHS
from network.dates import months_after


@dataclass(frozen=True)
class ToDo:
    """What is to be done with participations, each a queryset with client and project."""

    missing: QuerySet[Participation]
    checks_28d: QuerySet[Participation]
    checks_6m: QuerySet[Participation]


def participations_to_do(user, today: date) -> ToDo:
    """The participations of people whom `user` counsels that lack something, of projects still reported.

    missing: start data not whole, or exit data not whole after the end. checks_28d: the exit data are to be checked
    within four weeks of the end, from a week before those are over. checks_6m: six months have passed since the end.
    """
    rows = Participation.objects.visible_to(user).still_reported(today).select_related("client", "project")
    started = Participation.objects.incomplete().values("pk")
    ended = Participation.objects.incomplete_at_end(today).values("pk")
    return ToDo(
        rows.filter(Q(pk__in=started) | Q(pk__in=ended)).order_by("start_date", "pk"),
        rows.check_28d_due(today).order_by("end_date", "pk"),
        rows.status_6m_due(today).order_by("end_date", "pk"),
    )


@dataclass(frozen=True)
class Line:
    """A participation on the page of the person: how it stands, what is missing, what comes next.

    lacks: every answer that is not given, also those that EURA can do without; missing: the names of the others.
    """

    participation: Participation
    lacks: list[Lack]
    eura: list[str]
    end: list[str]
    missing: list[str]
    next: str
    is_late: bool


def participations_part(sight: Sight) -> dict:
    """The projects in which the person takes or took part, and those that they did not want."""
    rows = Participation.objects.visible_to(sight.user).filter(client=sight.client).select_related("client", "project")
    refusals = Refusal.objects.visible_to(sight.user).filter(client=sight.client).select_related("project")
    return {"lines": [line_of(row, sight.today) for row in rows], "refusals": list(refusals), "client": sight.client}


def line_of(row: Participation, today: date) -> Line:
    reported = row.project.end_date >= months_after(today, -REPORTED_MONTHS)
    due, words = _next_check(row) if reported else (None, "")
    missing = row.missing + (row.missing_at_end if not row.is_open_on(today) else [])
    end = [row.get_placement_display(), row.get_end_reason_display()] if row.end_date else []
    end = [text for text in end if text]
    lacks = [lack for lack in lacks_of(row, today) if lack.code not in CHECKS]
    return Line(row, lacks, _eura(row), end, missing, words, due is not None and due < today)


def _eura(row: Participation) -> list[str]:
    """How far EURA is, in two words each."""
    state = []
    if row.eura_start:
        state.append(_("start data %(state)s") % {"state": row.get_eura_start_display().lower()})
    if row.eura_end:
        state.append(_("exit data %(state)s") % {"state": row.get_eura_end_display().lower()})
    return state


def _next_check(row: Participation) -> tuple[date | None, str]:
    """The next check after the end with its day in words; (None, "") while it goes on or when all is done."""
    if row.end_date is None or (row.checked_28d_on and row.status_6m):
        return None, ""
    if row.checked_28d_on is None and not row.status_6m:
        day = row.check_28d_by
        return day, _("Check the exit data by %(day)s") % {"day": date_format(day, "SHORT_DATE_FORMAT")}
    if row.status_6m:
        return None, ""
    day = row.status_6m_from
    return day, _("Ask how things are, from %(day)s on") % {"day": date_format(day, "SHORT_DATE_FORMAT")}


@dataclass(frozen=True)
class Reasons:
    """How many for each reason, of how many; rows are (label, n), those that occur first."""

    rows: list[tuple[str, int]]
    total: int
    dropped_out: int = 0


def end_reasons(rows: QuerySet[Participation], today: date) -> Reasons:
    """Why the participations among `rows` that have ended by `today` ended; total = all that have ended.

    dropped_out: those who could not be reached any more or wanted to stop. Acts, not people: who came back and left
    again counts twice.
    """
    return _counted(rows.ended_by(today).order_by().values_list("end_reason", flat=True), EndReason, DROPPED_OUT)


def refusal_reasons(rows: QuerySet[Refusal]) -> Reasons:
    """Why people did not want to start; total = all refusals."""
    return _counted(rows.order_by().values_list("reason", flat=True), RefusalReason)


def _counted(reasons, codes, dropped_out=()) -> Reasons:
    counts = Counter(reasons)
    rows = [(str(code.label), counts[code.value]) for code in codes if counts[code.value]]
    rows.sort(key=lambda row: -row[1])
    if counts[""]:
        rows.append((_("Not recorded"), counts[""]))
    return Reasons(rows, sum(counts.values()), sum(counts[code] for code in dropped_out))
