"""What happened in the demo: young people, their visits, head counts and referrals."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from clients.codes import ContactType, Gender, Isced, LifeSituation, ReferralTarget
from clients.models import Client, Gathering, Referral, Visit, VisitExpert
from network.codes import Theme
from network.models import Agency, Expert, Site, User
from ohjaamo.demo.dice import Dice
from services.codes import EventType, GatheringKind

# What the founding project published (docs/decisions/0003); the records below add up to it.
WALK_INS, INDIVIDUAL_SESSIONS, HEADS = 1225, 512, 2232
PILOTS, RECRUITING_EVENTS = 13, 14
SUMMER_JOB_INFOS, INFORMED = 6, 156
CAMPAIGN = "Duunia Koskista kesäksi"

THEMES = {
    Theme.EMPLOYMENT: 30,
    Theme.EDUCATION: 20,
    Theme.SUMMER_JOB: 10,
    Theme.HOUSING: 9,
    Theme.FINANCES: 12,
    Theme.DEBTS: 4,
    Theme.EVERYDAY_LIFE: 12,
    Theme.WELLBEING: 12,
    Theme.HEALTH: 4,
    Theme.SUBSTANCES: 2,
    Theme.RELATIONSHIPS: 5,
    Theme.INDEPENDENCE: 6,
    Theme.LEISURE: 6,
    Theme.LEGAL: 2,
    Theme.IMMIGRATION: 4,
    Theme.ENTREPRENEURSHIP: 3,
    Theme.OTHER: 3,
}
TARGETS = {
    ReferralTarget.WORK: 30,
    ReferralTarget.WAGE_SUBSIDY: 7,
    ReferralTarget.SUMMER_JOB: 12,
    ReferralTarget.EDUCATION: 24,
    ReferralTarget.APPRENTICESHIP: 5,
    ReferralTarget.WORK_TRIAL: 14,
    ReferralTarget.EDUCATION_TRIAL: 5,
    ReferralTarget.WELLBEING: 20,
    ReferralTarget.HOUSING: 9,
    ReferralTarget.WORKSHOP: 9,
    ReferralTarget.PROJECT: 4,
    ReferralTarget.FINANCES: 8,
    ReferralTarget.OTHER: 3,
}


def make_clients(dice: Dice, sites: dict[str, Site], number: int, born: tuple[date, date], prefix: str) -> list[Client]:
    """Young people by name; a few fields are missing here and there, as in life."""
    rows = []
    for index in range(number):
        gender = dice.weighted({Gender.FEMALE: 46, Gender.MALE: 48, Gender.OTHER: 3, Gender.UNKNOWN: 3})
        first_name, last_name = dice.name(gender)
        site = sites[dice.weighted({"A": 26, "U": 14, "V": 60})]
        rows.append(
            Client(
                key=f"{prefix}-{index}",
                first_name=first_name,
                last_name=last_name,
                gender=gender,
                home_site=site,
                birth_date=None
                if dice.random() < 0.03
                else born[0] + timedelta(dice.randrange((born[1] - born[0]).days)),
                municipality_id=site.municipality_id if dice.random() < 0.93 else "",
                mother_tongue=dice.weighted({"fi": 82, "sv": 3, "ru": 4, "ar": 3, "uk": 4, "so": 2, "": 2}),
                education_isced=dice.weighted(
                    {Isced.LEVEL_1: 3, Isced.LEVEL_2: 50, Isced.LEVEL_3: 42, Isced.LEVEL_6: 5}
                ),
                life_situation=dice.weighted(
                    {
                        LifeSituation.UNEMPLOYED: 60,
                        LifeSituation.STUDENT: 21,
                        LifeSituation.EMPLOYED: 9,
                        LifeSituation.OUTSIDE: 6,
                        LifeSituation.FAMILY_LEAVE: 2,
                        LifeSituation.CONSCRIPT: 2,
                    }
                ),
                foreign_background=dice.random() < 0.15,
            )
        )
    for row in rows:
        row.municipality_id = row.municipality_id or None
    return Client.objects.bulk_create(rows)


def themes(dice: Dice) -> list[str]:
    """One to three themes, the main one first."""
    return list(dict.fromkeys(dice.weighted(THEMES) for _ in range(dice.choice([1, 1, 1, 2, 2, 3]))))


def make_visits(dice: Dice, plan: list[dict], clients: list[Client], prefix: str) -> None:
    """One visit per line of `plan` (site, date, time, contact_type, is_named, created_by)."""
    by_site = {site: [c for c in clients if c.home_site_id == site] for site in {c.home_site_id for c in clients}}
    on_site = {site: list(Expert.objects.filter(sites=site, valid_to=None, valid_from=None)) for site in by_site}
    rows = []
    for number, line in enumerate(plan):
        is_named = line.pop("is_named")
        row = Visit(
            **line,
            key=f"{prefix}-{number}",
            themes=themes(dice),
            language=dice.weighted({"fi": 92, "sv": 3, "en": 5}),
            minutes=None if dice.random() < 0.04 else dice.choice([10, 15, 20, 30, 30, 45, 45, 60, 60, 90]),
        )
        row.created_at = datetime.combine(row.date, row.time, timezone.get_current_timezone())
        if is_named:
            row.client = dice.choice(by_site[row.site_id])
        else:
            row.age_band = dice.weighted({"under_18": 12, "18_24": 60, "25_29": 24, "unknown": 4})
            row.gender = dice.weighted({"female": 45, "male": 47, "other": 2, "unknown": 6})
            row.met_before = dice.random() < 0.45
        rows.append(row)
    Visit.objects.bulk_create(rows, batch_size=500)
    VisitExpert.objects.bulk_create(
        [
            VisitExpert(visit=row, expert=expert)
            for row in rows
            for expert in dice.sample(on_site[row.site_id], dice.choice([1, 1, 1, 2]))
        ],
        batch_size=1000,
    )


def project_visits(dice: Dice, sites: dict[str, Site], last: date) -> list[dict]:
    """The plan of the PoVer project's visits: so many walk-ins and so many individual sessions, none before opening."""
    plan = []
    for contact_type, number in ((ContactType.WALK_IN, WALK_INS), (ContactType.BOOKED, INDIVIDUAL_SESSIONS)):
        for _ in range(number):
            site = sites[dice.weighted({"A": 26, "U": 14, "V": 60})]
            plan.append(
                {
                    "site": site,
                    "date": dice.working_day(site.opened, last),
                    "time": dice.opening_time(),
                    "contact_type": contact_type,
                    "is_named": contact_type == ContactType.BOOKED or dice.random() < 0.62,
                }
            )
    return plan


def recent_visits(dice: Dice, sites: dict[str, Site], now: datetime, counsellor: User) -> list[dict]:
    """The plan of visits of the last twelve weeks and of today so far."""
    today, plan = timezone.localdate(now), []
    for back in range(84, -1, -1):
        day = today - timedelta(back)
        if day.weekday() >= 5 and back:
            continue
        for site in sites.values():
            for _ in range(dice.randint(2, 7)):
                at = dice.opening_time() if back else earlier_today(dice, now)
                channel = dice.weighted(
                    {"walk_in": 62, "booked": 22, "phone": 6, "online": 4, "message": 4, "outreach": 2}
                )
                plan.append(
                    {
                        "site": site,
                        "date": day,
                        "time": at,
                        "contact_type": channel,
                        "created_by": counsellor,
                        "is_named": channel == "booked" or dice.random() < 0.65,
                    }
                )
    return plan


def earlier_today(dice: Dice, now: datetime) -> time:
    """A full five minutes between eight o'clock (or midnight, very early) and now."""
    local = timezone.localtime(now)
    first = 8 * 60 if local.hour >= 9 else 0
    minute = dice.randrange(first, max(local.hour * 60 + local.minute, first + 1)) // 5 * 5
    return time(minute // 60, minute % 60)


def make_gatherings(dice: Dice, sites: dict[str, Site], last: date) -> None:
    """Groups, pop-ups and outreach whose heads add up; recruiting events and pilots are among them."""
    infos = [(GatheringKind.GROUP, EventType.JOB_INFO, "Kesätyöinfo", CAMPAIGN)] * SUMMER_JOB_INFOS
    kinds = (
        infos
        + [(GatheringKind.POPUP, EventType.RECRUITMENT, "Täsmärekry", "")] * RECRUITING_EVENTS
        + [(GatheringKind.GROUP, EventType.PARTICIPATION, "Nuorten oma suunnittelupaja", "")] * PILOTS
        + [(GatheringKind.POPUP, "", "Pop up -Ohjaamo ammattiopistolla", "")] * 22
        + [(GatheringKind.OUTREACH, "", "Jalkautuminen kauppakeskukseen", "")] * 18
        + [(GatheringKind.GROUP, EventType.WORKSHOP, "Työnhakupaja", "")] * 24
        + [(GatheringKind.GROUP, "", "Kielikahvila", "")] * 16
    )
    heads = dice.share_out(INFORMED, len(infos), least=15)
    heads += dice.share_out(HEADS - INFORMED, len(kinds) - len(infos), least=6)
    rows = []
    for number, ((kind, event_type, title, campaign), count) in enumerate(zip(kinds, heads, strict=True)):
        site = sites[dice.weighted({"A": 26, "U": 14, "V": 60})]
        women = dice.randint(count // 3, count // 2)
        rows.append(
            Gathering(
                key=f"gathering-{number}",
                date=dice.working_day(site.opened, last),
                site=site,
                kind=kind,
                title=title,
                event_type=event_type,
                campaign=campaign,
                headcount=count,
                joint=dice.random() < 0.15,
                women=women,
                men=count - women - dice.randint(0, 2),
            )
        )
    Gathering.objects.bulk_create(rows)


def make_referrals(dice: Dice, clients: list[Client], first: date, last: date, number: int, prefix: str) -> None:
    """Referrals with their state, and a follow-up after three months where it is due."""
    agencies, experts = list(Agency.objects.filter(valid_to=None)), list(Expert.objects.filter(valid_to=None))
    today, rows = timezone.localdate(), []
    for index in range(number):
        day = dice.working_day(first, last)
        row = Referral(
            key=f"{prefix}-{index}",
            client=dice.choice(clients),
            date=day,
            from_expert=dice.choice(experts),
            to_agency=dice.choice(agencies),
            target=dice.weighted(TARGETS),
            accompanied=dice.random() < 0.35,
            status=dice.weighted(
                {"arrived": 60, "closed": 14, "accepted": 10, "not_arrived": 7, "declined": 5, "sent": 4}
            ),
        )
        followed_up = day + timedelta(92 + dice.randrange(10))
        if followed_up <= today and dice.random() < 0.85:
            row.followup_date = followed_up
            row.followup_result = dice.weighted({"attached": 62, "not_attached": 22, "unreached": 16})
        rows.append(row)
    Referral.objects.bulk_create(rows)
