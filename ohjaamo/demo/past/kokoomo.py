"""Kokoomo in Haapavesi: 150 participants in three years, and where they went."""

from datetime import date, timedelta
from decimal import Decimal

from clients.codes import EmployerType, EndReason, Isced, LabourEnd, LabourStart, Placement
from clients.models import Client, Participation, WageSubsidy
from network.codes import Programme
from network.models import Project, Site, Target, User
from ohjaamo.demo.dice import Dice
from ohjaamo.demo.past.people import make_people, seeded
from ohjaamo.demo.past.series import make_series

START, END = date(2016, 3, 1), date(2019, 2, 28)
GENDERS = {"female": 66, "male": 82, "unknown": 2}
# Where the 150 went: 60 to work (40 %), 41 to a trial or rehabilitative work (27 %), 11 to a pension.
EXITS = {
    (Placement.OPEN_JOB, LabourEnd.EMPLOYED): 38,
    (Placement.ENTREPRENEUR, LabourEnd.ENTREPRENEUR): 2,
    (Placement.SUBSIDISED_JOB, LabourEnd.EMPLOYED): 20,
    (Placement.WORK_TRIAL, LabourEnd.JOBSEEKER): 19,
    (Placement.REHABILITATIVE_WORK, LabourEnd.NONE): 22,
    (Placement.PENSION, LabourEnd.NONE): 11,
    (Placement.EDUCATION, LabourEnd.IN_EDUCATION): 14,
    (Placement.JOB_SEEKING, LabourEnd.JOBSEEKER): 18,
    (Placement.MOVED, LabourEnd.NONE): 3,
    (Placement.DROPPED_OUT, LabourEnd.NONE): 3,
}
AT_WORK = (LabourEnd.EMPLOYED, LabourEnd.ENTREPRENEUR)
# The situation after six months, of those who went to work and of the others.
AFTER_WORK = {"employed": 6, "not_employed": 2, "unreached": 2}
AFTER_OTHERS = {"employed": 1, "not_employed": 6, "unreached": 3}
# Wage-subsidy money by receiver, in hundreds of euros: 48 % to companies, 32 % to associations, 20 % to the town.
MONEY = {EmployerType.COMPANY: (22, 1200), EmployerType.ASSOCIATION: (16, 800), EmployerType.MUNICIPALITY: (9, 500)}


def make(site: Site, by: User) -> Project:
    """The project with its participants, their exits, and what the wage subsidies cost."""
    dice = seeded(20160301)
    project = Project.objects.create(
        code="KOKOOMO",
        name="Kokoomo – yhden luukun palvelut työttömille",
        programme=Programme.ESR2014,
        start_date=START,
        end_date=END,
        priority="Toimintalinja 3: Työllisyys ja työvoiman liikkuvuus",
        funder="Pohjois-Pohjanmaan elinkeino-, liikenne- ja ympäristökeskus",
        implementer="Haapaveden kaupunki",
        region="17",
    )
    project.sites.set([site])
    people = make_people(dice, "kokoomo", site, GENDERS, (date(1956, 1, 1), date(1997, 1, 1)))
    for one in people:
        one.education_isced = dice.weighted({Isced.LEVEL_2: 34, Isced.LEVEL_3: 60, Isced.LEVEL_6: 6})
    clients = Client.objects.bulk_create(people)
    _participations(dice, project, clients)
    _subsidies(dice, project, clients)
    whole = {"period": "Koko hanke", "period_start": START, "period_end": END}
    Target.objects.create(project=project, measure="intake", target=150, **whole)
    Target.objects.create(project=project, measure="open_labour_market", target=45, **whole)
    days = (date(2016, 6, 30), date(2019, 1, 31))
    make_series(project, [("Työttömät, Haapavesi", "", "", "people", (408, 249))], days, date(2019, 3, 5), by)
    make_series(project, [("Aktivointiaste, Haapavesi", "", "", "percent", (21.5, 43.1))], days, date(2019, 3, 5), by)
    return project


def _participations(dice: Dice, project: Project, clients: list[Client]) -> None:
    exits = [exit for exit, number in EXITS.items() for _one in range(number)]
    dice.shuffle(exits)
    rows = []
    for number, (client, (placement, labour_end)) in enumerate(zip(clients, exits, strict=True)):
        start = dice.working_day(START, END - timedelta(90))
        end = min(start + timedelta(dice.randrange(80, 400)), END)
        rows.append(
            Participation(
                key=f"kokoomo-participation-{number}",
                project=project,
                client=client,
                start_date=start,
                labour_start=LabourStart.UNEMPLOYED,
                unemployed_since=start - timedelta(dice.randrange(120, 1400)),
                education_isced=client.education_isced,
                municipality_id=client.municipality_id,
                end_date=end,
                checked_28d_on=end + timedelta(dice.randrange(12, 28)),
                status_6m=dice.weighted(AFTER_WORK if labour_end in AT_WORK else AFTER_OTHERS),
                status_6m_on=end + timedelta(184),
                placement=placement,
                labour_end=labour_end,
                qualification=dice.random() < 0.08,
                end_reason=EndReason.FOUND_PLACE if labour_end == LabourEnd.EMPLOYED else EndReason.COMPLETED,
            )
        )
    Participation.objects.bulk_create(rows)


def _subsidies(dice: Dice, project: Project, clients: list[Client]) -> None:
    rows = []
    for kind, (number, hundreds) in MONEY.items():
        for money in dice.share_out(hundreds, number, least=20):
            start = dice.working_day(START, END - timedelta(180))
            rows.append(
                WageSubsidy(
                    client=dice.choice(clients),
                    project=project,
                    employer_type=kind,
                    started_on=start,
                    ended_on=start + timedelta(dice.choice([90, 120, 180])),
                    money_eur=Decimal(money * 100),
                    continued=dice.random() < 0.4,
                )
            )
    WageSubsidy.objects.bulk_create(rows)
