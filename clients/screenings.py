"""Screenings: where each person on a list stands, in which order they are looked at, and the funnel of the whole."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models import TextChoices as Choices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.models import Screening, ScreeningCase
from clients.screening_codes import NextBody, PlanState, ScreeningDecision, ScreeningReason
from network.shares import percent_of, rounded


class CaseState(Choices):
    """How far somebody on the list is; the last step taken."""

    WAITING = "waiting", gettext_lazy("Not screened yet")
    NOT_INVITED = "not_invited", gettext_lazy("Not invited")
    TO_INVITE = "to_invite", gettext_lazy("To be invited")
    INVITED = "invited", gettext_lazy("Invited, not interviewed yet")
    INTERVIEWED = "interviewed", gettext_lazy("Interviewed, no plan yet")
    PLANNED = "planned", gettext_lazy("Plan made")
    FORWARDED = "forwarded", gettext_lazy("Forward to a service")


def state_of(case: ScreeningCase) -> CaseState:
    """The state of one person on the list; `in_state` says the same to the database."""
    steps = (
        (case.forwarded_on, CaseState.FORWARDED),
        (case.plan_made_on, CaseState.PLANNED),
        (case.interviewed_on, CaseState.INTERVIEWED),
        (case.invited_on, CaseState.INVITED),
        (case.decision == ScreeningDecision.INVITE, CaseState.TO_INVITE),
        (case.decision == ScreeningDecision.NOT_INVITED, CaseState.NOT_INVITED),
    )
    return next((state for reached, state in steps if reached), CaseState.WAITING)


def in_state(cases: QuerySet[ScreeningCase], state: str) -> QuerySet[ScreeningCase]:
    """Those of `cases` whose state is this one."""
    days = ("forwarded_on", "plan_made_on", "interviewed_on", "invited_on")
    reached = dict(zip(("forwarded", "planned", "interviewed", "invited"), days, strict=True))
    if state in reached:
        later = days[: days.index(reached[state])]
        return cases.filter(**{f"{reached[state]}__isnull": False}, **{f"{day}__isnull": True for day in later})
    decision = {"to_invite": ScreeningDecision.INVITE, "not_invited": ScreeningDecision.NOT_INVITED}.get(state, "")
    return cases.filter(decision=decision, **{f"{day}__isnull": True for day in days})


def by_urgency(cases: QuerySet[ScreeningCase]) -> QuerySet[ScreeningCase]:
    """Who is looked at first: nobody's service, the most days on labour market subsidy, a missing or old plan.

    Those in a service come last. Among equals whom nobody has met for the longest time, then by name. Days that are
    not known come after those that are.
    """
    in_service = Case(When(in_measure=True, then=Value(1)), default=Value(0))
    plan = Case(
        When(plan_state=PlanState.MISSING, then=Value(0)),
        When(plan_state=PlanState.OUT_OF_DATE, then=Value(1)),
        When(plan_state="", then=Value(2)),
        default=Value(3),
    )
    return cases.order_by(
        in_service,
        F("days_unemployed").desc(nulls_last=True),
        plan,
        F("last_contact_employment").asc(nulls_first=True),
        F("last_contact_social").asc(nulls_first=True),
        "sort_name",
        "pk",
    )


def next_case(screening: Screening, after: ScreeningCase | None = None) -> ScreeningCase | None:
    """The first person without a decision; with `after`, the one who comes after them, round the list."""
    numbers = list(by_urgency(in_state(screening.cases.all(), CaseState.WAITING)).values_list("pk", flat=True))
    if not numbers:
        return None
    position = numbers.index(after.pk) + 1 if after and after.pk in numbers else 0
    return ScreeningCase.objects.get(pk=numbers[position % len(numbers)])


@dataclass(frozen=True)
class Progress:
    """How many of a list have a decision, of how many."""

    screened: int
    total: int

    @property
    def left(self) -> int:
        return self.total - self.screened


def progress(screening: Screening) -> Progress:
    """47 of 200: those with a decision, of all on the list."""
    decisions = screening.cases.order_by().values_list("decision", flat=True)
    return Progress(sum(bool(decision) for decision in decisions), len(decisions))


@dataclass(frozen=True)
class Step:
    """One step of the funnel. Shares are whole percentages rounded half up; None where there is nothing to share."""

    key: str
    label: str
    n: int
    of_previous: int | None
    of_screened: int | None
    target: int | None = None


class Counted(NamedTuple):
    """How many for one code of a list, and which share of all counted with it."""

    label: str
    n: int
    share: int | None


@dataclass(frozen=True)
class Funnel:
    """A screening in figures; see `funnel`."""

    listed: int
    steps: list[Step]
    to_invite: int
    not_invited: int
    reasons: list[Counted]
    next_bodies: list[Counted]
    next_body_known: int
    interviews: int
    minutes_per_interview: int | None

    @property
    def largest(self) -> int:
        """What a bar of full length stands for: the most people or the highest target."""
        return max([step.n for step in self.steps] + [step.target or 0 for step in self.steps])


def funnel(screening: Screening) -> Funnel:
    """The funnel of one screening; see `funnel_of`."""
    return funnel_of([screening], list(screening.cases.order_by()))


def funnel_of(screenings: Sequence[Screening], cases: Sequence[ScreeningCase]) -> Funnel:
    """The funnel of screenings and all their cases; who is on a list counts once in each step that they have reached.

    screened: a decision has been made. invited: the day of the invitation is given. interviewed: the day of the first
    interview is given. plan: the day of the plan is given. forward: the day of moving on to a service is given. The
    forms let no step be reached without the one before it, so each is a part of the previous one.
    of_previous: share of the step before (of the first step: of all on the list). of_screened: share of the screened.
    to_invite: decided to be invited, the invitation not sent yet. reasons: of those not invited (not_invited), a
    missing reason apart. next_bodies: of the screened for whom somebody was named responsible (next_body_known).
    minutes_per_interview: the minutes of those whose minutes and number of interviews are both known, divided by
    their interviews (interviews), rounded half up; None without any. Targets of several screenings are added up.
    """
    timed = [case for case in cases if case.interviews and case.minutes is not None]
    interviews, minutes = sum(case.interviews for case in timed), sum(case.minutes for case in timed)
    refused = [case.reason for case in cases if case.decision == ScreeningDecision.NOT_INVITED]
    bodies = [case.next_body for case in cases if case.decision and case.next_body]
    return Funnel(
        listed=len(cases),
        steps=_steps(screenings, cases),
        to_invite=sum(state_of(case) == CaseState.TO_INVITE for case in cases),
        not_invited=len(refused),
        reasons=_counted(refused, ScreeningReason),
        next_bodies=_counted(bodies, NextBody),
        next_body_known=len(bodies),
        interviews=interviews,
        minutes_per_interview=rounded(minutes, interviews) if interviews else None,
    )


def _target(screenings: Sequence[Screening], field: str) -> int | None:
    """The sum of the targets that were set; None without any."""
    given = [number for screening in screenings if (number := getattr(screening, field)) is not None]
    return sum(given) if given else None


def _steps(screenings: Sequence[Screening], cases: Sequence[ScreeningCase]) -> list[Step]:
    invited, forward = (_target(screenings, f"target_{step}") for step in ("invited", "forwarded"))
    counts = [
        (
            "screened",
            _("Screened"),
            sum(bool(case.decision) for case in cases),
            _target(screenings, "target_screened"),
        ),
        ("invited", _("Invited"), sum(case.invited_on is not None for case in cases), invited),
        ("interviewed", _("Interviewed"), sum(case.interviewed_on is not None for case in cases), None),
        ("plan", _("Plan made"), sum(case.plan_made_on is not None for case in cases), None),
        ("forward", _("Forward to a service"), sum(case.forwarded_on is not None for case in cases), forward),
    ]
    steps, previous, screened = [], len(cases), counts[0][2]
    for key, label, n, target in counts:
        steps.append(Step(key, label, n, percent_of(n, previous), percent_of(n, screened), target))
        previous = n
    return steps


def _counted(values: list[str], codes) -> list[Counted]:
    counts = Counter(values)
    rows = [(str(code.label), counts[code.value]) for code in codes if counts[code.value]]
    rows.sort(key=lambda row: -row[1])
    if counts[""]:
        rows.append((_("Not recorded"), counts[""]))
    return [Counted(label, n, percent_of(n, len(values))) for label, n in rows]


def screenings_to_do(user) -> QuerySet[ScreeningCase]:
    """People on running lists whom `user` may screen: to be screened, or decided to be invited but not invited yet."""
    cases = ScreeningCase.objects.visible_to(user).filter(screening__ended_on__isnull=True, invited_on__isnull=True)
    wanted = Q(decision="") | Q(decision=ScreeningDecision.INVITE)
    return by_urgency(cases.filter(wanted).select_related("screening"))
