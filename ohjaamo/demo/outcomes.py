"""Services that the young people of the demo have used, and what came of it: all invented."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from clients.cards import expiry_of
from clients.codes import (
    Card,
    EmployerType,
    HousingNeed,
    HousingOutcome,
    Placement,
    ServiceKind,
    Source,
)
from clients.forms.outcome import TYPE_OF_SECTOR
from clients.models import Client, HousingGuidance, PlacementPeriod, ServiceUse, WageSubsidy, new_batch
from network.models import Employer, Project, User
from ohjaamo.demo.dice import Dice

SEED = 20260315
CARDS = {Card.HYGIENE: 12, Card.WORK_SAFETY: 11, Card.FIRST_AID: 7, Card.HOT_WORK: 5, Card.ALCOHOL: 5}
GROUPS = [
    (ServiceKind.GROUP, "Kokkikerho", 9, 12),
    (ServiceKind.COACHING, "TyönhakuBoosti", 8, 40),
    (ServiceKind.COURSE, "Taitoa työnhakuun -kurssi", 10, 75),
    (ServiceKind.SUMMER_JOB_COACHING, "Kesätyövalmennus", 11, 150),
    (ServiceKind.MENTORING, "Mentori-ilta", 7, 90),
]
SINGLES = {
    ServiceKind.COACHING: 14,
    ServiceKind.MICRO_JOB: 9,
    ServiceKind.TRIAL: 7,
    ServiceKind.MENTORING: 5,
}
TITLES = {
    ServiceKind.COACHING: "Uravalmennus",
    ServiceKind.MICRO_JOB: "Mikrotyö: pihatalkoot",
    ServiceKind.TRIAL: "Koulutuskokeilu",
    ServiceKind.MENTORING: "Ammatillinen mentori",
}
PLACEMENTS = {
    Placement.OPEN_JOB: 30,
    Placement.SUBSIDISED_JOB: 14,
    Placement.EDUCATION: 24,
    Placement.APPRENTICESHIP: 8,
    Placement.WORK_TRIAL: 12,
    Placement.WORKSHOP: 8,
    Placement.MILITARY: 4,
}
AT_WORK = {Placement.OPEN_JOB, Placement.SUBSIDISED_JOB, Placement.APPRENTICESHIP, Placement.WORK_TRIAL}


def make_outcomes(this_day: date, by: User) -> None:
    """Services used, housing guidance, placements and wage subsidies of the running project's young people."""
    dice = Dice()
    dice.seed(SEED)
    clients = list(Client.objects.filter(key__startswith="client-now").select_related("home_site").order_by("pk"))
    make_service_uses(dice, clients, this_day, by)
    make_housing(dice, dice.sample(clients, 25), this_day)
    make_placements(dice, clients, this_day)
    make_subsidies(dice, clients, this_day)


def _use(client: Client, day: date, by: User, **fields) -> ServiceUse:
    at = datetime.combine(day, time(15), timezone.get_current_timezone())
    return ServiceUse(client=client, site=client.home_site, date=day, created_at=at, created_by=by, **fields)


def make_service_uses(dice: Dice, clients: list[Client], this_day: date, by: User) -> None:
    """40 card trainings, five groups, single uses: 120 in all; some cards have expired by now."""
    rows = []
    for card, number in CARDS.items():
        for client in dice.sample(clients, number):
            day = dice.working_day(this_day - timedelta(300), this_day - timedelta(3))
            # An older card or two, gained elsewhere, whose time is up.
            day = day - timedelta(4 * 365) if card == Card.FIRST_AID and dice.random() < 0.3 else day
            passed = dice.random() < 0.9
            expires = expiry_of(card, day) if passed else None
            fields = {"kind": ServiceKind.CARD_TRAINING, "card": card, "passed": passed, "card_expires_on": expires}
            rows.append(_use(client, day, by, **fields))
    for kind, title, people, ago in GROUPS:
        batch, day = new_batch(), this_day - timedelta(ago)
        rows += [_use(client, day, by, kind=kind, title=title, batch=batch) for client in dice.sample(clients, people)]
    for kind, number in SINGLES.items():
        for client in dice.sample(clients, number):
            day = dice.working_day(this_day - timedelta(200), this_day - timedelta(1))
            rows.append(_use(client, day, by, kind=kind, title=TITLES[kind]))
    ServiceUse.objects.bulk_create(rows)


def make_housing(dice: Dice, clients: list[Client], this_day: date) -> None:
    """Guidance on the way to a home: 12 of 25 got one, some search on."""
    rows = []
    for number, client in enumerate(clients):
        row = HousingGuidance(
            client=client,
            site=client.home_site,
            started_on=dice.working_day(this_day - timedelta(280), this_day - timedelta(30)),
            need=dice.weighted(
                {
                    HousingNeed.FIRST_HOME: 50,
                    HousingNeed.NO_HOME: 15,
                    HousingNeed.UNSUITABLE: 20,
                    HousingNeed.AT_RISK: 15,
                }
            ),
        )
        if number < 12:
            row.outcome = HousingOutcome.GOT_HOME
        elif number < 17:
            row.outcome = dice.choice([HousingOutcome.KEPT_HOME, HousingOutcome.OTHER, HousingOutcome.ENDED])
        if row.outcome:
            row.outcome_on = min(row.started_on + timedelta(dice.randrange(10, 120)), this_day)
        rows.append(row)
    HousingGuidance.objects.bulk_create(rows)


def make_placements(dice: Dice, clients: list[Client], this_day: date) -> None:
    """40 periods of 34 people: who found two places one after the other is one person."""
    employers, people = list(Employer.objects.order_by("pk")), dice.sample(clients, 34)
    rows = []
    for client in [*people, *people[:6]]:
        placement = dice.weighted(PLACEMENTS)
        start = dice.working_day(this_day - timedelta(300), this_day - timedelta(5))
        end = start + timedelta(dice.randrange(40, 200))
        rows.append(
            PlacementPeriod(
                client=client,
                placement=placement,
                started_on=start,
                ended_on=end if end < this_day and dice.random() < 0.5 else None,
                source=dice.weighted({Source.CLIENT: 60, Source.EMPLOYER: 15, Source.SCHOOL: 10, Source.AGENCY: 15}),
                employer=dice.choice(employers) if placement in AT_WORK and employers else None,
            )
        )
    PlacementPeriod.objects.bulk_create(rows)


def make_subsidies(dice: Dice, clients: list[Client], this_day: date) -> None:
    """18 periods of wage-subsidised work with their money; of two that ended nobody has asked yet how it went on."""
    employers = list(Employer.objects.exclude(sector="").order_by("pk"))
    project = Project.objects.filter(code="PORTTI").first()
    rows = []
    for number, client in enumerate(dice.sample(clients, 18)):
        employer = dice.choice(employers)
        start = dice.working_day(this_day - timedelta(320), this_day - timedelta(20))
        row = WageSubsidy(
            client=client,
            project=project if dice.random() < 0.6 else None,
            employer=employer,
            employer_type=TYPE_OF_SECTOR.get(employer.sector, EmployerType.COMPANY),
            started_on=start,
            ended_on=start + timedelta(dice.choice([90, 120, 180])),
            money_eur=Decimal(dice.randrange(30, 96) * 100) if number else None,
        )
        if row.ended_on < this_day - timedelta(20):
            row.continued = dice.random() < 0.55
        rows.append(row)
    WageSubsidy.objects.bulk_create(rows)
