"""Is the door open, and if not, when is it? Times of day are Finland's own."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from network.holidays import holiday_name
from network.models import Site, SiteAddress

DAYS_SHOWN = 7
# How far ahead the next opening and the exceptional days are looked for: a summer's break fits in.
DAYS_LOOKED_AHEAD = 70


@dataclass(frozen=True)
class OpeningDay:
    """One day at a site: its hours as (opens, closes) pairs, and why they differ from the week's if they do."""

    date: date
    hours: list[tuple[time, time]]
    reason: str
    is_exceptional: bool


@dataclass(frozen=True)
class Door:
    """A site at one moment: open until a time, or opening next at a time of some day (None = not in sight)."""

    today: OpeningDay
    until: time | None
    next_date: date | None
    next_opens: time | None

    @property
    def is_open(self) -> bool:
        return self.until is not None

    @property
    def opens_today(self) -> bool:
        """Shut now, but opening later the same day."""
        return not self.is_open and self.next_date == self.today.date

    @property
    def opens_tomorrow(self) -> bool:
        return self.next_date == self.today.date + timedelta(days=1)

    @property
    def day_of_help(self) -> date:
        """The day for which it is worth telling who is there: today as long as the door still opens, else the next."""
        return self.today.date if self.is_open or not self.next_date else self.next_date


def opening_day(site: Site, day: date) -> OpeningDay:
    """The hours of `day`; the reason is the exception's own, or the holiday's name in the user's language."""
    exceptions = [row for row in site.opening_exceptions.all() if row.date == day]
    reasons = [row.reason for row in exceptions if row.reason]
    holiday = holiday_name(day)
    return OpeningDay(day, site.opening_on(day), reasons[0] if reasons else holiday, bool(exceptions or holiday))


def door_of(site: Site, now: datetime) -> Door:
    """The door of `site` at `now` (aware). Asks only for the site's prefetched hours and exceptions."""
    local = timezone.localtime(now)
    today, clock = local.date(), local.time()
    until = max((closes for opens, closes in site.opening_on(today) if opens <= clock < closes), default=None)
    next_date, next_opens = _next_opening(site, today, clock)
    return Door(opening_day(site, today), until, next_date, next_opens)


def _next_opening(site: Site, today: date, clock: time) -> tuple[date | None, time | None]:
    for offset in range(DAYS_LOOKED_AHEAD):
        day = today + timedelta(days=offset)
        if site.closed and day > site.closed:
            break
        for opens, _closes in site.opening_on(day):
            if offset or opens > clock:
                return day, opens
    return None, None


def coming_days(site: Site, today: date) -> list[OpeningDay]:
    """The next seven days, today first."""
    return [opening_day(site, today + timedelta(days=offset)) for offset in range(DAYS_SHOWN)]


def exceptional_days(site: Site, today: date) -> list[OpeningDay]:
    """Days after the next seven that differ from the week's hours: exceptions, and holidays that shut the door."""
    days = [today + timedelta(days=offset) for offset in range(DAYS_SHOWN, DAYS_LOOKED_AHEAD)]
    rows = [opening_day(site, day) for day in days]
    weekdays = {row.weekday for row in site.opening_hours.all() if row.is_valid_on(today)}
    dated = {row.date for row in site.opening_exceptions.all()}
    return [row for row in rows if row.is_exceptional and (row.date in dated or row.date.weekday() in weekdays)]


def coming_address(site: Site, today: date) -> SiteAddress | None:
    """The address that comes into force next after `today`, from the prefetched addresses."""
    later = [row for row in site.addresses.all() if row.valid_from and row.valid_from > today]
    return min(later, key=lambda row: row.valid_from, default=None)
