"""Screenings of the demo: one that is being gone through at Valkeakoski, one that is over. All people are invented."""

from datetime import date, timedelta

from clients.codes import ReferralTarget
from clients.models import Client, Screening, ScreeningCase
from clients.screening_codes import NextBody, PlanState, ScreeningDecision, ScreeningReason, ScreeningSource
from clients.screenings import by_urgency
from network.models import Project, User
from ohjaamo.demo.dice import Dice

SEED = 20260401
SOURCES = {ScreeningSource.EMPLOYMENT: 60, ScreeningSource.SOCIAL: 34, ScreeningSource.OTHER: 6}
PLANS = {PlanState.MISSING: 28, PlanState.OUT_OF_DATE: 41, PlanState.UP_TO_DATE: 31}
REASONS = {
    ScreeningReason.IN_MEASURE: 34,
    ScreeningReason.STARTING: 16,
    ScreeningReason.SOCIAL: 17,
    ScreeningReason.EMPLOYMENT: 15,
    ScreeningReason.NO_BENEFIT: 8,
    ScreeningReason.NO_TIME: 7,
    ScreeningReason.OTHER: 3,
}
BODIES = {
    ScreeningReason.SOCIAL: NextBody.SOCIAL,
    ScreeningReason.EMPLOYMENT: NextBody.EMPLOYMENT,
    ScreeningReason.IN_MEASURE: NextBody.EMPLOYMENT,
}
FORWARD = {
    ReferralTarget.WORK_TRIAL: 12,
    ReferralTarget.EDUCATION: 11,
    ReferralTarget.WORKSHOP: 7,
    ReferralTarget.WAGE_SUBSIDY: 5,
    ReferralTarget.WORK: 4,
    ReferralTarget.EDUCATION_TRIAL: 3,
}


def make_screenings(sites: dict, today: date, by: User) -> None:
    """One list two thirds done, one of last year with its whole funnel."""
    dice = Dice()
    dice.seed(SEED)
    dice.faker.seed_instance(SEED)
    project = Project.objects.get(code="PORTTI")
    shared = {"site": sites["V"], "project": project, "created_by": by}
    ended = Screening.objects.create(
        name=f"Työmarkkinatuen saajat {today.year - 1}",
        started_on=today - timedelta(420),
        ended_on=today - timedelta(200),
        target_screened=200,
        target_invited=60,
        target_forwarded=35,
        **shared,
    )
    _screen(dice, ended, _people(dice, ended, 200), 200, today - timedelta(400))
    running = Screening.objects.create(
        name=f"Yli 300 päivää työmarkkinatuella, {today.year}",
        started_on=today - timedelta(40),
        target_screened=60,
        target_invited=25,
        target_forwarded=12,
        **shared,
    )
    _screen(dice, running, _people(dice, running, 60), 41, today - timedelta(38))


def _people(dice: Dice, screening: Screening, number: int) -> list[ScreeningCase]:
    """The list as it came, with what is known of everybody, in the order in which it is gone through."""
    rows = []
    for _number in range(number):
        first_name, last_name = dice.name(dice.choice(["female", "male"]))
        born = screening.started_on - timedelta(dice.randrange(18 * 366, 29 * 365))
        rows.append(
            ScreeningCase(
                screening=screening,
                first_name=first_name,
                last_name=last_name,
                birth_date=born,
                source=dice.weighted(SOURCES),
                days_unemployed=dice.randrange(300, 1100) if dice.random() < 0.94 else None,
            )
        )
    ScreeningCase.objects.bulk_create(rows)
    return list(by_urgency(screening.cases.all()))


def _screen(dice: Dice, screening: Screening, cases: list[ScreeningCase], number: int, first: date) -> None:
    """Decide about the first `number` of them, day by day from `first` on."""
    for place, case in enumerate(cases[:number]):
        case.decided_on = first + timedelta(place // 3)
        case.plan_state = dice.weighted(PLANS)
        case.in_measure = dice.random() < 0.3
        case.last_contact_employment = case.decided_on - timedelta(dice.randrange(10, 500))
        if case.source == ScreeningSource.SOCIAL:
            case.last_contact_social = case.decided_on - timedelta(dice.randrange(5, 300))
        if not case.in_measure and dice.random() < 0.48:
            _invite(dice, case, screening.ended_on)
        else:
            case.decision = ScreeningDecision.NOT_INVITED
            case.reason = ScreeningReason.IN_MEASURE if case.in_measure else dice.weighted(REASONS)
            case.next_body = BODIES.get(case.reason, dice.choice(["", NextBody.EMPLOYMENT, NextBody.OHJAAMO]))
    named = [field.name for field in ScreeningCase._meta.concrete_fields if field.name not in ("id", "sort_name")]
    ScreeningCase.objects.bulk_update(cases[:number], named)


def _invite(dice: Dice, case: ScreeningCase, ended: date | None) -> None:
    """Invite, and let things take their course; on a list that goes on, the latest wait still."""
    case.decision, case.next_body = ScreeningDecision.INVITE, NextBody.OHJAAMO
    reached = dice.random()
    if not ended and reached > 0.85:
        return
    case.invited_on = case.decided_on + timedelta(1)
    if reached > 0.72:
        return
    case.interviewed_on = case.invited_on + timedelta(dice.randrange(4, 12))
    case.interviews = dice.choice([1, 1, 2, 2, 3, 4])
    case.minutes = case.interviews * dice.choice([45, 60, 60, 75, 90])
    case.client = _client_of(case)
    if reached > 0.6:
        return
    case.plan_made_on = case.interviewed_on + timedelta(dice.randrange(0, 8))
    if reached < 0.44:
        case.forwarded_on = case.plan_made_on + timedelta(dice.randrange(0, 4))
        case.forwarded_to = dice.weighted(FORWARD)


def _client_of(case: ScreeningCase) -> Client:
    """Whoever came to the interview has become a client."""
    return Client.objects.create(
        key=f"client-screened-{case.pk}",
        first_name=case.first_name,
        last_name=case.last_name,
        birth_date=case.birth_date,
        home_site=case.screening.site,
        municipality_id=case.screening.site.municipality_id,
    )
