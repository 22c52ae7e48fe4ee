"""Välke in Kuopio and Sisä-Savo, 2008–2011: targets by period and area, and the screening of Viissatanen."""

from datetime import date, timedelta

from clients.codes import Isced, LabourEnd, LabourStart, Placement, ReferralTarget
from clients.models import Client, Participation, Screening, ScreeningCase
from clients.screening_codes import NextBody, ScreeningDecision, ScreeningReason, ScreeningSource
from network.codes import PlacementCategory, Programme
from network.models import Area, Project, Site, Target, TargetVersion, User
from ohjaamo.demo.dice import Dice
from ohjaamo.demo.past.people import days, make_people, seeded

START, END = date(2008, 3, 1), date(2011, 6, 30)
AREAS = {"Kuopio": ["297", "749"], "Sisä-Savo": ["844", "921", "778", "686"]}
# Period: first and last day, intake promised in Kuopio and Sisä-Savo, and people who came.
PERIODS = {
    "2008": (START, date(2008, 12, 31), (160, 50), (152, 47)),
    "2009": (date(2009, 1, 1), date(2009, 12, 31), (300, 90), (288, 94)),
    "2010": (date(2010, 1, 1), date(2010, 12, 31), (200, 90), (214, 81)),
    "Jatkoaika": (date(2011, 1, 1), END, (140, 50), (131, 42)),
}
# The overall target is that of the first three periods; the extension's 190 came on top.
OVERALL, IN_VIISSATANEN = 890, 150
TARGETS_SET_ON = {
    "2008": date(2008, 3, 1),
    "2009": date(2008, 10, 15),
    "2010": date(2009, 11, 4),
    "Jatkoaika": date(2010, 11, 23),
}
# Placement targets were set for the later periods, in per cent of the intake.
SHARES = {
    PlacementCategory.OPEN_LABOUR_MARKET: 20,
    PlacementCategory.WAGE_SUBSIDY: 25,
    PlacementCategory.EDUCATION: 20,
    PlacementCategory.CONTINUES_JOB_SEARCH: 20,
    PlacementCategory.OTHER: 15,
}
EXITS = {
    (Placement.OPEN_JOB, LabourEnd.EMPLOYED): 17,
    (Placement.ENTREPRENEUR, LabourEnd.ENTREPRENEUR): 1,
    (Placement.SUBSIDISED_JOB, LabourEnd.EMPLOYED): 24,
    (Placement.EDUCATION, LabourEnd.IN_EDUCATION): 16,
    (Placement.APPRENTICESHIP, LabourEnd.EMPLOYED): 3,
    (Placement.JOB_SEEKING, LabourEnd.JOBSEEKER): 22,
    (Placement.REHABILITATIVE_WORK, LabourEnd.NONE): 6,
    (Placement.SERVICE, LabourEnd.NONE): 4,
    (Placement.PENSION, LabourEnd.NONE): 3,
    (Placement.DROPPED_OUT, LabourEnd.NONE): 4,
}
# Viissatanen: of 1,138 screened so many were invited, interviewed, got a plan and went forward.
SCREENED, INVITED, INTERVIEWED, PLANNED, FORWARDED = 1138, 233, 163, 158, 97
SCREENING_STARTED, SCREENING_ENDED = date(2009, 9, 1), date(2010, 4, 30)
REASONS = {
    ScreeningReason.IN_MEASURE: 38,
    ScreeningReason.STARTING: 12,
    ScreeningReason.SOCIAL: 16,
    ScreeningReason.EMPLOYMENT: 17,
    ScreeningReason.NO_BENEFIT: 9,
    ScreeningReason.NO_TIME: 8,
}


def make(site: Site, by: User) -> Project:
    """The project with its four sub-projects, targets, participants and the screening."""
    dice = seeded(20080301)
    base = {
        "programme": Programme.ESR2007,
        "start_date": START,
        "end_date": END,
        "region": "11",
        "funder": "Pohjois-Savon elinkeino-, liikenne- ja ympäristökeskus",
        "implementer": "Kuopion kaupunki",
    }
    project = Project.objects.create(code="VALKE", name="Välke – väylä työelämään", **base)
    project.sites.set([site])
    parts = {
        code: Project.objects.create(code=f"VALKE-{code}", name=name, parent=project, **base)
        for code, name in (
            ("1", "Välke-hallinto"),
            ("2", "Välke-Sisä-Savo"),
            ("3", "Välke-palvelut"),
            ("4", "Viissatanen"),
        )
    }
    _targets(project, parts["4"], by)
    _participations(dice, site, parts)
    _screening(dice, site, parts["4"], by)
    return project


def _targets(project: Project, viissatanen: Project, by: User) -> None:
    areas = []
    for name, codes in AREAS.items():
        areas.append(Area.objects.create(project=project, name=name))
        areas[-1].municipalities.set(codes)
    whole = {"period": "Koko hanke", "period_start": START, "period_end": END, "measure": "intake"}
    rows = [Target(project=project, target=OVERALL, **whole)]
    for period, (start, end, promised, _came) in PERIODS.items():
        span = {"project": project, "period": period, "period_start": start, "period_end": end}
        for area, number in zip(areas, promised, strict=True):
            rows.append(Target(**span, area=area, measure="intake", target=number))
            if period != "2008":
                rows += [
                    Target(**span, area=area, measure=category, target=round(number * share / 100))
                    for category, share in SHARES.items()
                ]
    inside = {**whole, "period": "Haastateltavat", "period_start": SCREENING_STARTED, "period_end": date(2010, 12, 31)}
    rows.append(Target(project=viissatanen, target=IN_VIISSATANEN, included_in_parent=True, **inside))
    Target.objects.bulk_create(rows)
    TargetVersion.objects.bulk_create(
        TargetVersion(
            goal=row,
            number=row.target,
            set_on=TARGETS_SET_ON.get(row.period, START),
            note="Johtoryhmä" if row.period in TARGETS_SET_ON else "Hankesuunnitelma",
            recorded_by=by,
        )
        for row in rows
    )


def _participations(dice: Dice, site: Site, parts: dict[str, Project]) -> None:
    """So many people of each area in each period; some of Kuopio's in Viissatanen while it worked."""
    number = sum(sum(came) for _first, _last, _promised, came in PERIODS.values())
    genders = {"female": number // 2 - 10, "male": number - number // 2 + 10}
    clients = make_people(dice, "valke", site, genders, (date(1954, 1, 1), date(1991, 1, 1)))
    for one in clients:
        one.education_isced = dice.weighted({Isced.LEVEL_2: 38, Isced.LEVEL_3: 56, Isced.LEVEL_6: 6})
    people, rows = iter(clients), []
    for first, last, _promised, came in PERIODS.values():
        for area, count in zip(AREAS, came, strict=True):
            for day in days(dice, count, first, last):
                client = next(people)
                client.municipality_id = dice.choice(AREAS[area])
                rows.append(_participation(dice, parts[_part(dice, area, day)], client, day))
    Client.objects.bulk_create(clients)
    for row in rows:
        row.client_id = row.client.pk
    Participation.objects.bulk_create(rows)


def _part(dice: Dice, area: str, day: date) -> str:
    """The sub-project that somebody began in; while Viissatanen screened, about half of Kuopio's did in it."""
    if area == "Sisä-Savo":
        return "2"
    return "4" if SCREENING_STARTED <= day <= date(2010, 12, 31) and dice.random() < 0.55 else "3"


def _participation(dice: Dice, project: Project, client: Client, day: date) -> Participation:
    placement, labour_end = dice.weighted(EXITS)
    return Participation(
        key=f"participation-{client.key}",
        project=project,
        client=client,
        start_date=day,
        labour_start=dice.weighted({LabourStart.UNEMPLOYED: 92, LabourStart.INACTIVE: 8}),
        unemployed_since=day - timedelta(dice.randrange(100, 2200)),
        education_isced=client.education_isced,
        municipality_id=client.municipality_id,
        end_date=min(day + timedelta(dice.randrange(60, 380)), END),
        placement=placement,
        labour_end=labour_end,
        qualification=dice.random() < 0.1,
    )


def _screening(dice: Dice, site: Site, project: Project, by: User) -> None:
    """1,138 people on the lists, of whom 750 were promised to be screened, 150 invited and 90 sent forward."""
    screening = Screening.objects.create(
        name="Viissatanen: yli 500 päivää työmarkkinatuella",
        site=site,
        project=project,
        started_on=SCREENING_STARTED,
        ended_on=SCREENING_ENDED,
        target_screened=750,
        target_invited=150,
        target_forwarded=90,
        created_by=by,
    )
    decided = days(dice, SCREENED, SCREENING_STARTED, SCREENING_ENDED)
    rows = [_case(dice, screening, place, day) for place, day in enumerate(decided)]
    ScreeningCase.objects.bulk_create(rows, batch_size=1000)


def _case(dice: Dice, screening: Screening, place: int, day: date) -> ScreeningCase:
    first_name, last_name = dice.name(dice.choice(["female", "male"]))
    case = ScreeningCase(
        screening=screening,
        first_name=first_name,
        last_name=last_name,
        source=dice.weighted({ScreeningSource.EMPLOYMENT: 62, ScreeningSource.SOCIAL: 38}),
        days_unemployed=dice.randrange(500, 2400),
        decided_on=day,
    )
    # Spread evenly over the list, so that the invited are not all of its first weeks.
    rank = place * 349 % SCREENED
    if rank >= INVITED:
        case.decision, case.reason = ScreeningDecision.NOT_INVITED, dice.weighted(REASONS)
        case.next_body = dice.choice([NextBody.SOCIAL, NextBody.EMPLOYMENT])
        return case
    case.decision, case.next_body = ScreeningDecision.INVITE, NextBody.OHJAAMO
    case.invited_on = day + timedelta(2)
    if rank < INTERVIEWED:
        case.interviewed_on = day + timedelta(dice.randrange(9, 24))
        case.interviews = dice.choice([1, 1, 2, 3, 4])
        case.minutes = case.interviews * dice.choice([45, 60, 75, 90])
    if rank < PLANNED:
        case.plan_made_on = case.interviewed_on + timedelta(3)
    if rank < FORWARDED:
        case.forwarded_on = case.plan_made_on + timedelta(5)
        case.forwarded_to = dice.choice(
            [ReferralTarget.WORK_TRIAL, ReferralTarget.EDUCATION, ReferralTarget.WAGE_SUBSIDY]
        )
    return case
