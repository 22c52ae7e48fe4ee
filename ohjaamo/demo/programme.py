"""The demo's programme: what comes again and again, sign-ups, events that wait for their head count."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from clients.models import Gathering
from network.codes import HelpTheme
from network.dates import months_after
from network.models import Employer, Site
from ohjaamo.demo.dice import Dice
from services.codes import EventStatus, EventType, Frequency, GatheringKind
from services.models import Event, EventSeries, SignUp

# What comes again: rule, weekdays (0 = Monday) and which of the month, and what it tells of itself.
WEEKLY, MONTHLY = Frequency.WEEKLY, Frequency.MONTHLY
SERIES = [
    (
        (MONTHLY, [1], [1, 3], time(13), time(15)),
        {
            "title_fi": "Työnhakupaja",
            "title_sv": "Jobbsökarverkstad",
            "title_en": "Job-seeking workshop",
            "description_fi": "Tehdään yhdessä CV ja hakemus. Ota puhelin mukaan, läppärin saat meiltä.",
            "description_sv": "Vi gör cv och ansökan tillsammans. Ta med telefonen, en dator får du låna.",
            "description_en": "We write a CV and an application together. Bring your phone, we lend you a laptop.",
            "kind": GatheringKind.GROUP,
            "event_type": EventType.WORKSHOP,
            "theme": HelpTheme.WORK,
            "sign_up": True,
            "capacity": 8,
        },
    ),
    (
        (WEEKLY, [3], [], time(14), time(15, 30)),
        {
            "title_fi": "Kielikahvila",
            "title_sv": "Språkkafé",
            "title_en": "Language café",
            "description_fi": "Jutellaan suomeksi kahvin ääressä. Kaikki tasot käyvät.",
            "description_sv": "Vi pratar finska över en kopp kaffe. Alla nivåer är välkomna.",
            "description_en": "Finnish over a cup of coffee, at any level.",
            "kind": GatheringKind.GROUP,
            "theme": HelpTheme.EVERYDAY,
            "languages": ["fi", "sv", "en"],
        },
    ),
    (
        (MONTHLY, [2], [2], time(12), time(16)),
        {
            "title_fi": "Talousneuvola",
            "title_sv": "Ekonomirådgivning",
            "title_en": "Money clinic",
            "description_fi": "Laskut, velat, budjetti: kysy ihan mitä vain rahasta.",
            "description_sv": "Räkningar, skulder, budget: fråga vad som helst om pengar.",
            "description_en": "Bills, debts, budget: ask anything about money.",
            "kind": GatheringKind.EVENT,
            "theme": HelpTheme.MONEY,
        },
    ),
    (
        (MONTHLY, [0], [4], time(10), time(12)),
        {
            "title_fi": "Pop up -Ohjaamo ammattiopistolla",
            "title_sv": "Pop up-Ohjaamo på yrkesskolan",
            "title_en": "Pop-up Ohjaamo at the vocational college",
            "kind": GatheringKind.POPUP,
            "place": "Ammattiopiston aula",
        },
    ),
]
FULL_NAMES = ["Nella", "Aatu", "Sumu", "Milo", "Iida", "Väinö", "Amal", "Lumi", "Onni", "Kide", "Eetu"]


def make_programme(sites: dict[str, Site], now: datetime) -> None:
    """Four series per site from the month before last on, a full workshop, a recruiting event at two sites."""
    today, dice = timezone.localdate(now), Dice()
    first = months_after(today.replace(day=1), -1)
    for site in sites.values():
        for rule, text in SERIES:
            make_series(site, rule, text, first, today)
        make_counts(dice, site, today)
        make_games(site, today)
        make_sign_ups(dice, site, now)
    for key in ("V", "A"):
        make_recruiting(sites[key], today)


def make_series(site: Site, rule: tuple, text: dict, first: date, today: date) -> None:
    """A series and its events; this month's and the next ones' first weeks are published, the rest are drafts."""
    frequency, weekdays, positions, starts, ends = rule
    series = EventSeries.objects.create(
        site=site,
        frequency=frequency,
        weekdays=weekdays,
        positions=positions,
        first_day=first,
        starts=starts,
        ends=ends,
        **text,
    )
    known_until = months_after(today.replace(day=1), 1) + timedelta(6)
    Event.objects.bulk_create(
        Event(
            site=site,
            series=series,
            date=day,
            starts=starts,
            ends=ends,
            status=EventStatus.PUBLISHED if day <= known_until else EventStatus.DRAFT,
            **text,
        )
        for day in series.days_between(first, months_after(today, 3))
    )


def make_counts(dice: Dice, site: Site, today: date) -> None:
    """Heads of what has been, but for the last few days: those wait for it."""
    for event in Event.objects.filter(site=site, date__lt=today - timedelta(5)):
        Gathering.objects.create(
            key=f"event-{event.uid}",
            event=event,
            site=site,
            date=event.date,
            kind=event.kind,
            event_type=event.event_type,
            title=event.title_fi,
            headcount=dice.randint(4, 14),
            joint=False,
        )


def make_games(site: Site, today: date) -> None:
    """Something on the day itself, so that the counter always has what comes next, and one that was called off."""
    text = {"title_fi": "Lautapelit ja kahvit", "title_sv": "Brädspel och kaffe", "title_en": "Board games and coffee"}
    hours = {"starts": time(14), "ends": time(20)}
    states = [(today, EventStatus.PUBLISHED), (today + timedelta(4), EventStatus.CANCELLED)]
    Event.objects.bulk_create(Event(site=site, date=day, status=state, **text, **hours) for day, state in states)


def make_sign_ups(dice: Dice, site: Site, now: datetime) -> None:
    """The next workshop is full and some wait; the one after that has a few."""
    coming = Event.objects.filter(site=site, sign_up=True, date__gt=timezone.localdate(now)).order_by("date")
    # The first two are for everybody, whatever the day of the month on which the demo is loaded.
    workshops = list(coming[:2])
    Event.objects.filter(pk__in=[event.pk for event in workshops]).update(status=EventStatus.PUBLISHED)
    for event, number in zip(workshops, (len(FULL_NAMES), 3), strict=False):
        SignUp.objects.bulk_create(
            SignUp(
                event=event,
                name=name,
                contact=dice.choice(["", "", f"{name.lower()}@example.org", f"040 000 {order:02}{order:02}"]),
                created_at=now - timedelta(hours=number - order + 1),
            )
            for order, name in enumerate(FULL_NAMES[:number])
        )


def make_recruiting(site: Site, today: date) -> None:
    """A recruiting event that was, with what came of it, and one to come."""
    text = {
        "title_fi": "Täsmärekry: kesätyöt",
        "title_sv": "Rekrytering: sommarjobb",
        "title_en": "Recruiting event: summer jobs",
        "kind": GatheringKind.POPUP,
        "event_type": EventType.RECRUITMENT,
        "theme": HelpTheme.WORK,
        "status": EventStatus.PUBLISHED,
        "starts": time(13),
        "ends": time(16),
    }
    past = Event.objects.create(site=site, date=today - timedelta(9), posts=6, candidates=14, hired=4, **text)
    coming = Event.objects.create(site=site, date=today + timedelta(11), posts=9, **text)
    employers = list(Employer.objects.order_by("pk")[:3])
    past.employers.set(employers[:2])
    coming.employers.set(employers)
