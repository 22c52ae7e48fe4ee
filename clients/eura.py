"""What is to be entered in EURA of each participation, in EURA's own words, and how far it has got.

EURA 2021 asks three things at the start and three at the exit (docs/figures.md, "EURA"). The young person gives them
there with strong identification, or the project does; then the project accepts them. Nothing is sent from here, and
no personal identity code is ever here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Min, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from clients.codes import EuraState, LabourEnd
from clients.lacking import EURA, Lack, lacks_of
from clients.models import Participation
from clients.responsible import Responsible, responsible_for

START, END = "start", "end"
SIDES = (START, END)
# The exit form of EURA 2021 word by word in Finnish and English; the Swedish words are from memory.
EXIT_WORDS = {
    LabourEnd.JOBSEEKER: pgettext_lazy("EURA", "Unemployed jobseeker"),
    LabourEnd.IN_EDUCATION: pgettext_lazy("EURA", "Studying or in training"),
    LabourEnd.EMPLOYED: pgettext_lazy("EURA", "At work (also includes apprenticeship)"),
    LabourEnd.ENTREPRENEUR: pgettext_lazy("EURA", "As an entrepreneur (includes all self employed persons)"),
    LabourEnd.NONE: pgettext_lazy("EURA", "In none of the above"),
}
ASKED = {
    START: (
        ("start_date", pgettext_lazy("EURA", "Start date")),
        ("education_isced", pgettext_lazy("EURA", "Highest education completed before the start")),
        ("labour_start", pgettext_lazy("EURA", "Labour market status at the start")),
    ),
    END: (
        ("end_date", pgettext_lazy("EURA", "Date on which you left the project")),
        ("labour_end", pgettext_lazy("EURA", "What was your labour market status when you ended the project?")),
        (
            "qualification",
            pgettext_lazy(
                "EURA", "Did you receive a qualification or professional qualification as a result of participating?"
            ),
        ),
    ),
}
_OF_START = ("labour_start", "education_isced")
# From a state one goes a step on, or the same step back.
NEXT = {"": EuraState.GIVEN, EuraState.GIVEN: EuraState.ACCEPTED}
BACK = {EuraState.GIVEN: "", EuraState.ACCEPTED: EuraState.GIVEN}


@dataclass(frozen=True)
class Answer:
    """A question of EURA's form with the answer to enter; "" = not known yet."""

    question: str
    answer: str


@dataclass(frozen=True)
class Side:
    """One of the two forms of a participation: what to enter, how far it is, what stands in the way.

    why_not: why it cannot be entered yet, "" when it can. by: the last day for it.
    """

    name: str
    answers: list[Answer]
    state: str
    since: date | None
    lacks: list[Lack]
    why_not: str = ""
    by: date | None = None
    is_late: bool = False

    @property
    def next(self) -> str:
        """The state that one tap leads to; "" when all is done or nothing can be entered yet."""
        return NEXT.get(self.state, "") if not self.why_not or self.state else ""

    @property
    def has_back(self) -> bool:
        return self.state in BACK

    @property
    def back(self) -> str:
        return BACK.get(self.state, "")


@dataclass(frozen=True)
class Entry:
    """A participation on the list: both forms, who sees to it, what else its record lacks.

    came_back: the person was in the same project before; EURA keeps the start data of the first start.
    """

    participation: Participation
    start: Side
    end: Side
    others: list[Lack] = field(default_factory=list)
    who: Responsible | None = None
    came_back: bool = False

    @property
    def sides(self) -> list[Side]:
        return [self.start, self.end]


def entries_of(rows: Sequence[Participation], today: date) -> dict[int, Entry]:
    """{number: how it stands} of these participations (with client and project); four queries at most."""
    who, firsts = responsible_for(rows, today), _first_starts(rows)
    return {
        row.pk: replace(
            entry_of(row, today),
            who=who.get(row.pk),
            came_back=firsts[row.client_id, row.project_id] < row.start_date,
        )
        for row in rows
    }


def _first_starts(rows: Sequence[Participation]) -> dict[tuple[int, int], date]:
    own = Participation.objects.filter(client__in={row.client_id for row in rows}).order_by()
    firsts = own.values_list("client_id", "project_id").annotate(first=Min("start_date"))
    return {(client, project): first for client, project, first in firsts}


def entry_of(row: Participation, today: date) -> Entry:
    """How `row` (with client and project) stands on `today`, by itself."""
    lacks = lacks_of(row, today)
    at_start = [lack for lack in lacks if lack.code in _OF_START]
    at_end = [lack for lack in lacks if lack.code in EURA and lack.code not in _OF_START]
    start = Side(START, _answers(row, START), row.eura_start, row.eura_start_on, at_start, _blocked(at_start))
    return Entry(row, start, _end(row, at_end, today), [lack for lack in lacks if lack.code not in EURA])


def _end(row: Participation, lacks: list[Lack], today: date) -> Side:
    why = str(_("Still in the project.")) if row.is_open_on(today) else _blocked(lacks)
    late = row.eura_end == "" and row.check_28d_by is not None and row.check_28d_by < today
    return Side(END, _answers(row, END), row.eura_end, row.eura_end_on, lacks, why, row.check_28d_by, late)


def _blocked(lacks: list[Lack]) -> str:
    return str(_("An answer is missing.")) if lacks else ""


def _answers(row: Participation, side: str) -> list[Answer]:
    return [Answer(str(question), _answer(row, name)) for name, question in ASKED[side]]


def _answer(row: Participation, name: str) -> str:
    value = getattr(row, name)
    if value in ("", None):
        return ""
    if isinstance(value, bool):
        return pgettext("EURA", "Yes") if value else pgettext("EURA", "No")
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    return str(EXIT_WORDS[LabourEnd(value)]) if name == "labour_end" else str(getattr(row, f"get_{name}_display")())


def unfinished(rows: QuerySet[Participation], today: date) -> QuerySet[Participation]:
    """Those of which something is still to be given or accepted, or a check after the end is due."""
    open_start = ~Q(eura_start=EuraState.ACCEPTED)
    open_end = Q(end_date__lte=today) & ~Q(eura_end=EuraState.ACCEPTED)
    return rows.filter(open_start | open_end)
