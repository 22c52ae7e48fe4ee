"""Ohjaamo Espoo, ESF S20125: the records add up to what its final description published."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from clients.codes import (
    Card,
    EmployerType,
    FollowupResult,
    HousingNeed,
    HousingOutcome,
    Isced,
    Placement,
    ReferralStatus,
    ReferralTarget,
    ServiceKind,
    Source,
)
from clients.models import (
    Client,
    Gathering,
    HousingGuidance,
    PlacementPeriod,
    Referral,
    ServiceUse,
    Visit,
    WageSubsidy,
)
from network.codes import Programme, Sector
from network.models import Agency, Development, Expert, Project, Site, User
from ohjaamo.demo.dice import Dice
from ohjaamo.demo.past.people import days, make_people, seeded, some
from ohjaamo.demo.past.series import make_series
from ohjaamo.demo.work import themes
from services.codes import EventType, GatheringKind

START, END = date(2015, 3, 1), date(2018, 2, 28)
GENDERS = {"female": 560, "male": 650, "other": 25, "unknown": 15}
# Without a degree: 492 of the 1,200 whose education is known, 41 %; 212 of them women, 43 %.
WITHOUT_DEGREE, EDUCATION_UNKNOWN = {"female": 212, "male": 270, "other": 10}, 50
# Of foreign background: 400 of 1,250, 32 %; 164 of them women, 41 %.
FOREIGN = {"female": 164, "male": 228, "other": 8}
# 650 to work, of whom 39 (6 %) with wage subsidy; 274 trials of 1,370 referrals are 20 %.
REFERRALS = {
    ReferralTarget.WORK: 611,
    ReferralTarget.WAGE_SUBSIDY: 39,
    ReferralTarget.WORK_TRIAL: 198,
    ReferralTarget.EDUCATION_TRIAL: 76,
    ReferralTarget.EDUCATION: 132,
    ReferralTarget.APPRENTICESHIP: 36,
    ReferralTarget.WELLBEING: 250,
    ReferralTarget.HOUSING: 28,
}
ADMITTED, GUIDED, HOUSED = 182, 305, 132
CARD_TRAININGS, COACHINGS, SUMMER_JOBS = 432, 247, 748
CARDS = {Card.HYGIENE: 12, Card.WORK_SAFETY: 11, Card.ALCOHOL: 8, Card.FIRST_AID: 7, Card.HOT_WORK: 5}
MEETINGS, HEADS_AT_MEETINGS = 9, 4512
CANDIDATES = [20, 22, 23, 24, 24, 25, 25, 26, 26, 27, 28, 30]
EXPERTS = 80
FIELDS = [
    "nuorisopalvelut",
    "sosiaalityö",
    "työllisyyspalvelut",
    "terveydenhuolto",
    "oppilaitokset",
    "Kela",
    "asuminen",
]
# (kind, title, person-days): about 1,600 in all.
WORK = [
    ("practice", "Verkostomalli: tiimit, asiakasprofiilit ja saattaen vaihto", "912"),
    ("workshop", "Palvelumuotoilun työpajat nuorten kanssa", "286.5"),
    ("practice", "Yritysyhteistyö ja täsmärekryt", "241"),
    ("product", "Tiekartta, vuosikello ja esittelyvideot", "96.5"),
    ("purchase", "Ruotsinkielisen palvelun kokeilu, neljä kuukautta", "64"),
]
SERIES = [
    ("Alle 25-vuotiaat työttömät, Espoo", "1207", "18–24", "people", (1337, 991)),
    ("Alle 30-vuotiaat työttömät, Espoo", "1263", "18–29", "people", (2713, 2257)),
    ("Yli 3 kk työttömänä olleet nuoret, Espoo", "1220", "18–24", "people", (356, 254)),
]


def make(site: Site, by: User) -> Project:
    """The project with its people, and all that was done with them."""
    dice = seeded(20150301)
    project = Project.objects.create(
        code="S20125",
        name="Ohjaamo Espoo – nuorten matalankynnyksen yhden luukun palveluita kehittävä hanke",
        programme=Programme.ESR2014,
        start_date=START,
        end_date=END,
        priority="Toimintalinja 3 (ESR)",
        specific_objective="Nuorten ja muiden heikossa työmarkkina-asemassa olevien työllistymisen edistäminen",
        funder="Keski-Suomen elinkeino-, liikenne- ja ympäristökeskus",
        implementer="Espoon seudun koulutuskuntayhtymä Omnia",
        region="13",
        budget_band="Yli 1 000 000 €",
    )
    project.sites.set([site])
    clients = _people(dice, site)
    experts = _network(dice, site)
    _visits(dice, site, clients)
    _referrals(dice, clients, experts)
    _services(dice, site, clients)
    _outcomes(dice, site, clients)
    _gatherings(dice, site)
    Development.objects.bulk_create(
        Development(project=project, date=day, kind=kind, title=title, person_days=Decimal(number), created_by=by)
        for day, (kind, title, number) in zip(days(dice, len(WORK), START, END), WORK, strict=True)
    )
    make_series(project, SERIES, (date(2015, 12, 31), date(2017, 12, 31)), date(2018, 3, 20), by)
    return project


def _people(dice: Dice, site: Site) -> list[Client]:
    people = make_people(dice, "espoo", site, GENDERS, (date(1988, 6, 1), date(1999, 6, 1)))
    for one in (without := some(dice, people, **WITHOUT_DEGREE)):
        one.education_isced = dice.weighted({Isced.LEVEL_1: 8, Isced.LEVEL_2: 92})
    for one in some(dice, people, **FOREIGN):
        one.foreign_background = True
        one.mother_tongue = dice.weighted({"ar": 28, "so": 24, "ru": 22, "et": 14, "ku": 12})
    for one in dice.sample([one for one in people if one not in without], EDUCATION_UNKNOWN):
        one.education_isced = None
    return Client.objects.bulk_create(people)


def _network(dice: Dice, site: Site) -> list[Expert]:
    """Eighty experts of fourteen agencies, as on the project's last day; today's directory has none of them."""
    sectors = dice.sample([Sector.MUNICIPALITY, Sector.EMPLOYMENT, Sector.EDUCATION, Sector.NGO, Sector.KELA] * 3, 14)
    valid = {"valid_from": START, "valid_to": END + timedelta(30)}
    agencies = [
        Agency.objects.create(
            key=f"espoo-agency-{number}", name_fi=f"Espoon yhteistyötaho {number}", sector=sector, **valid
        )
        for number, sector in enumerate(sectors, start=1)
    ]
    experts = []
    for number in range(EXPERTS):
        first_name, last_name = dice.name(dice.choice(["female", "male"]))
        person = {"first_name": first_name, "last_name": last_name, "title": "asiantuntija"}
        of = {"agency": agencies[number % len(agencies)], "field": dice.choice(FIELDS)}
        experts.append(Expert(key=f"espoo-expert-{number}", **person, **of, **valid))
    Expert.objects.bulk_create(experts)
    Expert.sites.through.objects.bulk_create(Expert.sites.through(expert=one, site=site) for one in experts)
    return experts


def _visits(dice: Dice, site: Site, clients: list[Client]) -> None:
    """Everybody came at least once; every sixth visit is anonymous."""
    named = clients + [dice.choice(clients) for _one in range(900)]
    rows = []
    for number, client in enumerate([*named, *[None] * 430]):
        day = dice.working_day(START, END)
        row = Visit(
            key=f"espoo-visit-{number}",
            site=site,
            client=client,
            date=day,
            time=time(dice.choice([12, 13, 14, 15]), dice.choice([0, 15, 30, 45])),
            contact_type=dice.weighted({"walk_in": 70, "booked": 22, "phone": 8}),
            themes=themes(dice),
            minutes=dice.choice([15, 30, 30, 45, 60]),
            language=dice.weighted({"fi": 82, "sv": 5, "en": 13}),
        )
        row.created_at = datetime.combine(row.date, row.time, timezone.get_current_timezone())
        if client is None:
            row.age_band, row.gender = dice.choice(["18_24", "25_29"]), dice.choice(["female", "male", "unknown"])
        rows.append(row)
    Visit.objects.bulk_create(rows, batch_size=1000)


def _referrals(dice: Dice, clients: list[Client], experts: list[Expert]) -> None:
    """Each person at most once to work, wellbeing services or an apprenticeship; several times to other things."""
    to_work = dice.sample(clients, REFERRALS[ReferralTarget.WORK] + REFERRALS[ReferralTarget.WAGE_SUBSIDY])
    rows = []
    for target, number in REFERRALS.items():
        people = {
            ReferralTarget.WORK: to_work[: REFERRALS[ReferralTarget.WORK]],
            ReferralTarget.WAGE_SUBSIDY: to_work[REFERRALS[ReferralTarget.WORK] :],
            ReferralTarget.EDUCATION: clients[:number],
        }.get(target) or dice.sample(clients, number)
        for client in people:
            day, expert = dice.working_day(START, END), dice.choice(experts)
            row = Referral(
                key=f"espoo-referral-{len(rows)}",
                client=client,
                date=day,
                from_expert=expert,
                to_agency_id=dice.choice(experts).agency_id,
                target=target,
                accompanied=dice.random() < 0.4,
                status=dice.weighted(
                    {ReferralStatus.ARRIVED: 78, ReferralStatus.NOT_ARRIVED: 14, ReferralStatus.CLOSED: 8}
                ),
            )
            if dice.random() < 0.8:
                row.followup_date = day + timedelta(92 + dice.randrange(14))
                row.followup_result = dice.weighted(
                    {FollowupResult.ATTACHED: 64, FollowupResult.NOT_ATTACHED: 20, FollowupResult.UNREACHED: 16}
                )
            rows.append(row)
    Referral.objects.bulk_create(rows, batch_size=1000)
    _subsidise(dice, to_work[REFERRALS[ReferralTarget.WORK] :])


def _subsidise(dice: Dice, clients: list[Client]) -> None:
    """A period of wage-subsidised work for each."""
    WageSubsidy.objects.bulk_create(
        WageSubsidy(
            client=client,
            employer_type=dice.weighted(
                {EmployerType.COMPANY: 70, EmployerType.ASSOCIATION: 20, EmployerType.MUNICIPALITY: 10}
            ),
            started_on=dice.working_day(START, END - timedelta(120)),
            money_eur=Decimal(dice.randrange(24, 72)) * 100,
        )
        for client in clients
    )


def _services(dice: Dice, site: Site, clients: list[Client]) -> None:
    """Card trainings and coachings are times; for a summer job each was coached once."""
    used = [
        (ServiceKind.CARD_TRAINING, dice.weighted(CARDS), client) for client in dice.choices(clients, k=CARD_TRAININGS)
    ]
    used += [(ServiceKind.COACHING, "", client) for client in dice.choices(clients, k=COACHINGS)]
    used += [(ServiceKind.SUMMER_JOB_COACHING, "", client) for client in dice.sample(clients, SUMMER_JOBS)]
    titles = {ServiceKind.COACHING: "Taitoa työnhakuun", ServiceKind.SUMMER_JOB_COACHING: "Kesätyövalmennus"}
    ServiceUse.objects.bulk_create(
        [
            ServiceUse(
                client=client,
                site=site,
                kind=kind,
                card=card,
                title=titles.get(kind, ""),
                date=dice.working_day(START, END),
                passed=True if card else None,
            )
            for kind, card, client in used
        ],
        batch_size=1000,
    )


def _outcomes(dice: Dice, site: Site, clients: list[Client]) -> None:
    """A place to study for others than those who only applied; and homes: guided 305, of whom 132 got one."""
    PlacementPeriod.objects.bulk_create(
        PlacementPeriod(
            client=client,
            placement=Placement.EDUCATION,
            started_on=dice.working_day(START, END),
            source=Source.SCHOOL,
        )
        for client in dice.sample(clients[REFERRALS[ReferralTarget.EDUCATION] :], ADMITTED)
    )
    rows = []
    for number, client in enumerate(dice.sample(clients, GUIDED)):
        since = dice.working_day(START, END - timedelta(200))
        row = HousingGuidance(client=client, site=site, started_on=since, need=dice.choice(HousingNeed.values))
        if number < HOUSED:
            row.outcome, row.outcome_on = HousingOutcome.GOT_HOME, since + timedelta(dice.randrange(20, 190))
        elif dice.random() < 0.6:
            row.outcome, row.outcome_on = HousingOutcome.ENDED, since + timedelta(dice.randrange(20, 190))
        rows.append(row)
    HousingGuidance.objects.bulk_create(rows)


def _gatherings(dice: Dice, site: Site) -> None:
    """Meetings with employers held by several Ohjaamos together, and targeted recruitments of 20 to 30 candidates."""
    heads = [
        (EventType.EMPLOYER_MEETING, "Työnantajatreffit", n, True)
        for n in dice.share_out(HEADS_AT_MEETINGS, MEETINGS, 300)
    ]
    heads += [(EventType.RECRUITMENT, "Täsmärekry", number, False) for number in CANDIDATES]
    Gathering.objects.bulk_create(
        Gathering(
            key=f"espoo-gathering-{number}",
            date=day,
            site=site,
            kind=GatheringKind.EVENT,
            event_type=event_type,
            title=title,
            headcount=count,
            joint=joint,
        )
        for number, (day, (event_type, title, count, joint)) in enumerate(
            zip(days(dice, len(heads), START, END), heads, strict=True)
        )
    )
