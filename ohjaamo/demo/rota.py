"""The demo's rota: weekly and monthly shifts as Ohjaamos have them, somebody away now and somebody later."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from network.models import Absence, Expert, Site
from ohjaamo.demo.dice import Dice
from services.codes import Frequency
from services.models import Position, Shift, ShiftException, ShiftSeries

WEEKS_BACK = 8
# (weekdays, from, until): what those who come every week do, in turn.
WEEKLY = [
    ([0, 2], time(12), time(16)),
    ([1, 3], time(12), time(16)),
    ([0, 4], time(12), time(15)),
    ([1], time(12), time(16)),
    ([2, 3], time(13), time(16)),
    ([4], time(12), time(16)),
]
# (every how many weeks, weekday, from, until)
SELDOM = [(2, 3, time(12), time(14)), (2, 1, time(14), time(16))]
# (which of the month, weekday, from, until)
MONTHLY = [
    ([Position.FIRST], 1, time(12), time(16)),
    ([Position.SECOND, Position.LAST], 3, time(13), time(16)),
    ([Position.THIRD], 2, time(12), time(15)),
]


def make_rota(sites: dict[str, Site], now: datetime) -> None:
    """Recurring shifts at every Ohjaamo, and single ones today around `now`: somebody is always here."""
    dice, today = Dice(), timezone.localdate(now)
    monday = today - timedelta(today.weekday() + 7 * WEEKS_BACK)
    taken: set[int] = set()
    for site in sites.values():
        experts = Expert.objects.filter(sites=site).valid_on(today).exclude(pk__in=taken).order_by("key")
        chosen = choose(dice, list(experts))
        taken |= {expert.pk for expert in chosen}
        series = make_series(site, chosen[2:], monday)
        make_changes(series, today)
        make_here_now(site, chosen[:2], now)


def choose(dice: Dice, experts: list[Expert]) -> list[Expert]:
    """As many as the rota has room for, in an order by chance; who has a login comes fourth."""
    room = 2 + len(WEEKLY) + len(SELDOM) + len(MONTHLY)
    chosen = dice.sample(experts, min(room, len(experts)))
    known = [expert for expert in experts if expert.user_id]
    others = [expert for expert in chosen if expert not in known]
    return (others[:3] + known + others[3:])[:room]


def make_series(site: Site, experts: list[Expert], monday: date) -> list[ShiftSeries]:
    rules = [{"weekdays": days, "starts": starts, "ends": ends} for days, starts, ends in WEEKLY]
    rules += [
        {"interval": number, "weekdays": [day], "starts": starts, "ends": ends} for number, day, starts, ends in SELDOM
    ]
    rules += [
        {"frequency": Frequency.MONTHLY, "positions": which, "weekdays": [day], "starts": starts, "ends": ends}
        for which, day, starts, ends in MONTHLY
    ]
    # A small Ohjaamo has fewer experts than there are rules.
    pairs = zip(experts, rules, strict=False)
    return ShiftSeries.objects.bulk_create(
        ShiftSeries(site=site, expert=expert, first_day=monday, **rule) for expert, rule in pairs
    )


def make_changes(series: list[ShiftSeries], today: date) -> None:
    """One is away now and another later; one day is at other times and one is cancelled."""
    now_away, later_away, changed, cancelled = series[0], series[3], series[1], series[4]
    Absence.objects.create(expert=now_away.expert, starts=today - timedelta(2), ends=today + timedelta(5))
    Absence.objects.create(expert=later_away.expert, starts=today + timedelta(12), ends=today + timedelta(25))
    soon = today + timedelta(1)
    day = next(iter(changed.days_between(soon, soon + timedelta(21))))
    ShiftException.objects.create(series=changed, date=day, starts=time(13), ends=time(15))
    day = next(iter(cancelled.days_between(soon, soon + timedelta(21))))
    ShiftException.objects.create(series=cancelled, date=day)


def make_here_now(site: Site, experts: list[Expert], now: datetime) -> None:
    """Two single shifts around this moment, whatever the hour."""
    local = timezone.localtime(now)
    for before, after, expert in zip((1, 2), (4, 3), experts, strict=True):
        starts = time(max(local.hour - before, 0))
        ends = time(local.hour + after) if local.hour + after < 24 else time(23, 59)
        Shift.objects.create(site=site, expert=expert, date=local.date(), starts=starts, ends=ends)
