"""The projects of the demo: PoVer, ended, and a running one with sub-projects, so that both rule sets have data."""

from datetime import date, timedelta
from decimal import Decimal

from clients.codes import LabourEnd, LabourStart, Placement
from clients.models import Client, Participation
from network.codes import PlacementCategory, Programme
from network.models import Area, Project, Site, Target
from ohjaamo.demo.dice import Dice

POVER_START, POVER_END = date(2020, 3, 1), date(2022, 12, 31)
AREAS = {"Akaa": ["020"], "Urjala": ["887"], "Valkeakoski": ["908"]}
TARGETS = {
    "2020": (date(2020, 3, 1), date(2020, 12, 31), (14, 6, 20)),
    "2021": (date(2021, 1, 1), date(2021, 12, 31), (22, 10, 36)),
    "2022": (date(2022, 1, 1), date(2022, 12, 31), (22, 10, 40)),
}
# Of those who start, the hoped-for share by placement, per cent.
SHARES = {
    PlacementCategory.OPEN_LABOUR_MARKET: 25,
    PlacementCategory.WAGE_SUBSIDY: 15,
    PlacementCategory.EDUCATION: 30,
    PlacementCategory.CONTINUES_JOB_SEARCH: 15,
    PlacementCategory.OTHER: 15,
}
PLACED = {
    (Placement.OPEN_JOB, LabourEnd.EMPLOYED): 30,
    (Placement.ENTREPRENEUR, LabourEnd.ENTREPRENEUR): 2,
    (Placement.SUBSIDISED_JOB, LabourEnd.EMPLOYED): 14,
    (Placement.APPRENTICESHIP, LabourEnd.EMPLOYED): 7,
    (Placement.EDUCATION, LabourEnd.IN_EDUCATION): 24,
    (Placement.JOB_SEEKING, LabourEnd.JOBSEEKER): 16,
    (Placement.WORK_TRIAL, LabourEnd.JOBSEEKER): 8,
    (Placement.REHABILITATIVE_WORK, LabourEnd.NONE): 5,
    (Placement.WORKSHOP, LabourEnd.NONE): 6,
    (Placement.MILITARY, LabourEnd.NONE): 3,
    (Placement.FAMILY_LEAVE, LabourEnd.NONE): 2,
    (Placement.MOVED, LabourEnd.NONE): 3,
    (Placement.DROPPED_OUT, LabourEnd.NONE): 4,
}


def make_pover(sites: dict[str, Site]) -> Project:
    """The PoVer project with its three areas and its targets by year, area and placement."""
    project = Project.objects.create(
        code="POVER",
        name="PoVer – Työllistämisen ja työllistymisen palvelupolut ja verkostot",
        programme=Programme.ESR2014,
        start_date=POVER_START,
        end_date=POVER_END,
        priority="Toimintalinja 3: Työllisyys ja työvoiman liikkuvuus",
        specific_objective="Nuorten ja muiden heikossa työmarkkina-asemassa olevien työllistymisen edistäminen",
        funder="Keski-Suomen elinkeino-, liikenne- ja ympäristökeskus",
        implementer="UrAVa ry",
        region="13",
        budget_eur=Decimal("786000.00"),
        budget_band="500 000–1 000 000 €",
    )
    project.sites.set(sites.values())
    make_pover_targets(project)
    return project


def make_pover_targets(project: Project) -> None:
    """Targets of each year by area and placement category, and the overall one, which is no sum of them."""
    areas = [Area.objects.create(project=project, name=name) for name in AREAS]
    for area in areas:
        area.municipalities.set(AREAS[area.name])
    for period, (start, end, counts) in TARGETS.items():
        span = {"project": project, "period": period, "period_start": start, "period_end": end}
        Target.objects.bulk_create(
            Target(**span, area=area, measure="intake", target=n) for area, n in zip(areas, counts, strict=True)
        )
        Target.objects.bulk_create(
            Target(**span, area=area, measure=category, target=round(n * share / 100))
            for area, n in zip(areas, counts, strict=True)
            for category, share in SHARES.items()
        )
    Target.objects.create(
        project=project,
        period="Koko hanke",
        period_start=POVER_START,
        period_end=POVER_END,
        measure="intake",
        target=180,
    )


def make_running(today: date, sites: dict[str, Site]) -> Project:
    """A project that runs today, with two sub-projects; the second target is part of the parent's."""
    start, end = date(today.year - 1, 1, 1), date(today.year + 1, 12, 31)
    base = {
        "programme": Programme.ESFPLUS2021,
        "start_date": start,
        "end_date": end,
        "region": "06",
        "funder": "Sisä-Suomen elinvoimakeskus",
        "implementer": "Valkeakosken kaupunki",
        "priority": "Toimintalinja 4: Työllistyvä, osaava ja osallistava Suomi",
    }
    parent = Project.objects.create(code="PORTTI", name="Portti – nuorten polku työhön ja koulutukseen", **base)
    for code, name, letters in (
        ("PORTTI-1", "Matala kynnys", "AUV"),
        ("PORTTI-2", "Työelämäyhteistyö", "V"),
    ):
        child = Project.objects.create(code=code, name=name, parent=parent, **base)
        child.sites.set(sites[letter] for letter in letters)
        Target.objects.create(
            project=child,
            period="Koko hanke",
            period_start=start,
            period_end=end,
            measure="intake",
            target=60 if code == "PORTTI-1" else 40,
            included_in_parent=True,
        )
    Target.objects.create(
        project=parent, period="Koko hanke", period_start=start, period_end=end, measure="intake", target=110
    )
    return parent


def make_participations(dice: Dice, project: Project, clients: list[Client], last: date) -> None:
    """A participation for each client: most have ended, some are open, a few lack what the funder asks for."""
    rows = []
    for client in clients:
        start = dice.working_day(project.start_date, min(project.end_date, last) - timedelta(60))
        labour = dice.weighted(
            {
                LabourStart.UNEMPLOYED: 62,
                LabourStart.INACTIVE: 14,
                LabourStart.INACTIVE_IN_EDUCATION: 12,
                LabourStart.EMPLOYED: 12,
            }
        )
        since = start - timedelta(dice.randrange(20, 700)) if labour == LabourStart.UNEMPLOYED else None
        row = Participation(
            key=f"participation-{project.code}-{len(rows)}",
            project=project,
            client=client,
            start_date=start,
            labour_start=labour,
            unemployed_since=since,
            municipality_id=client.municipality_id,
            education_isced=None if dice.random() < 0.05 else client.education_isced,
        )
        if dice.random() < 0.86:
            end_participation(dice, row, min(project.end_date, last))
        rows.append(row)
    Participation.objects.bulk_create(rows)


def end_participation(dice: Dice, row: Participation, last: date) -> None:
    row.end_date = min(row.start_date + timedelta(dice.randrange(60, 420)), last)
    row.placement, row.labour_end = dice.weighted(PLACED)
    row.qualification = dice.random() < 0.12
    if dice.random() < 0.75:
        employed = row.labour_end in {LabourEnd.EMPLOYED, LabourEnd.ENTREPRENEUR}
        row.status_6m = dice.weighted(
            {"improved": 3, "employed": 4, "not_employed": 1, "unreached": 2}
            if employed and row.labour_start == LabourStart.EMPLOYED
            else {"employed": 6, "not_employed": 2, "unreached": 2}
            if employed
            else {"employed": 2, "not_employed": 6, "unreached": 2}
        )
