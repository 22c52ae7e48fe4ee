"""The demo's day: shifts, events and people who wait, around the day on which it is loaded."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from network.models import Expert, OpeningException, Site
from ohjaamo.demo.dice import Dice
from services.models import CheckIn, Event, Shift

PROGRAMME = [
    ("Työnhakupaja", "Jobbsökarverkstad", "Job-seeking workshop", time(13), time(15)),
    ("Kielikahvila", "Språkkafé", "Language café", time(14), time(15, 30)),
    ("Talousneuvola", "Ekonomirådgivning", "Money clinic", time(12), time(16)),
    ("Korttikoulutus: hygieniapassi", "Hygienpass", "Hygiene passport course", time(12, 30), time(15, 30)),
    ("Työnantajatreffit", "Arbetsgivarträff", "Meet employers", time(13), time(16)),
    ("Lautapelit ja kahvit", "Brädspel och kaffe", "Board games and coffee", time(14), time(16)),
]
WEEKS_AHEAD = 5


def make_today(dice: Dice, sites: dict[str, Site], now: datetime) -> None:
    """Five weeks of shifts and events from this week's Monday on; today is open whatever the weekday."""
    today = timezone.localdate(now)
    monday = today - timedelta(today.weekday())
    for site in sites.values():
        if today.weekday() >= 5:
            OpeningException.objects.create(
                site=site, date=today, opens=time(9), closes=time(20), reason="Avoimet ovet viikonloppuna"
            )
        days = [monday + timedelta(n) for n in range(7 * WEEKS_AHEAD)]
        make_shifts(dice, site, [day for day in days if day.weekday() < 5 or day == today], now)
        make_events(dice, site, today)
        CheckIn.objects.create(site=site, nickname="Nella", arrived_at=now - timedelta(minutes=9))
        CheckIn.objects.create(site=site, nickname="", arrived_at=now - timedelta(minutes=3))


def make_shifts(dice: Dice, site: Site, days: list[date], now: datetime) -> None:
    local = timezone.localtime(now)
    experts = list(Expert.objects.filter(sites=site).valid_on(local.date()))
    rows = []
    for day in days:
        for expert in dice.sample(experts, 4):
            starts, ends = dice.choice([(time(12), time(16)), (time(12), time(14)), (time(14), time(16))])
            if day == local.date():
                # Somebody is always here while the demo is looked at.
                starts = time(max(local.hour - dice.randint(1, 3), 0))
                ends = time(min(local.hour + dice.randint(2, 4), 23), 59 if local.hour > 18 else 0)
            rows.append(Shift(site=site, expert=expert, date=day, starts=starts, ends=ends))
    Shift.objects.bulk_create(rows)


def make_events(dice: Dice, site: Site, today: date) -> None:
    rows = []
    for number in range(12):
        fi, sv, en, starts, ends = PROGRAMME[number % len(PROGRAMME)]
        day = today + timedelta(number * 3 - 6)
        day += timedelta(max(0, 7 - day.weekday()) if day.weekday() >= 5 else 0)
        rows.append(Event(site=site, title_fi=fi, title_sv=sv, title_en=en, date=day, starts=starts, ends=ends))
    Event.objects.bulk_create(rows)
