"""Is the door open, and when is it next: exceptions, holidays, the clock's edges."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from network.models import OpeningException, OpeningHours, SiteAddress
from services.opening import coming_address, coming_days, door_of, exceptional_days
from tests.factories import make_site

pytestmark = pytest.mark.django_db

HELSINKI = ZoneInfo("Europe/Helsinki")
MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 27)
INDEPENDENCE_DAY_WEEK = date(2027, 12, 6)  # a Monday


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=HELSINKI)


@pytest.fixture
def site():
    """Open on weekdays from 12 to 16."""
    site = make_site(name="Ohjaamo Valkeakoski")
    for weekday in range(5):
        OpeningHours.objects.create(site=site, weekday=weekday, opens=time(12), closes=time(16))
    return site


@pytest.mark.parametrize(
    ("moment", "until", "next_opening"),
    [
        (at(MONDAY, 11, 59), None, (MONDAY, time(12))),
        (at(MONDAY, 12), time(16), (date(2026, 11, 24), time(12))),
        (at(MONDAY, 15, 59), time(16), (date(2026, 11, 24), time(12))),
        (at(MONDAY, 16), None, (date(2026, 11, 24), time(12))),
        (at(FRIDAY, 20), None, (date(2026, 11, 30), time(12))),
    ],
)
def test_the_door_follows_the_clock(site, moment, until, next_opening):
    door = door_of(site, moment)
    assert (door.until, (door.next_date, door.next_opens)) == (until, next_opening)


def test_a_holiday_shuts_the_door_by_its_name(site):
    with translation.override("fi"):
        door = door_of(site, at(INDEPENDENCE_DAY_WEEK, 13))
    assert (door.is_open, door.today.reason, door.next_date) == (False, "Itsenäisyyspäivä", date(2027, 12, 7))
    with translation.override("sv"):
        assert door_of(site, at(INDEPENDENCE_DAY_WEEK, 13)).today.reason == "Självständighetsdagen"


def test_an_exception_tells_its_reason_and_its_hours(site):
    OpeningException.objects.create(site=site, date=MONDAY, opens=time(14), closes=time(15), reason="Koulutus")
    door = door_of(site, at(MONDAY, 13))
    assert (door.is_open, door.opens_today, door.next_opens, door.today.reason) == (False, True, time(14), "Koulutus")
    assert door_of(site, at(MONDAY, 14)).until == time(15)


def test_a_site_without_hours_is_shut_without_a_next_time():
    door = door_of(make_site(), at(MONDAY, 13))
    assert (door.is_open, door.next_date, door.day_of_help) == (False, None, MONDAY)


def test_a_closed_site_does_not_open_after_its_last_day(site):
    site.closed = FRIDAY
    assert door_of(site, at(FRIDAY, 17)).next_date is None


def test_the_week_begins_today_and_later_exceptions_stand_apart(site):
    OpeningException.objects.create(site=site, date=date(2026, 12, 2), reason="Muutto")
    days = coming_days(site, MONDAY)
    assert [day.date.day for day in days] == [23, 24, 25, 26, 27, 28, 29]
    assert [bool(day.hours) for day in days] == [True] * 5 + [False] * 2
    # Independence Day 2026 is a Sunday, on which the door is shut anyway.
    later = [(day.date, day.hours) for day in exceptional_days(site, MONDAY) if day.date < date(2026, 12, 24)]
    assert later == [(date(2026, 12, 2), [])]


def test_the_next_address_is_told_beforehand(site):
    SiteAddress.objects.create(site=site, street="Vanha 1", postal_code="37600", city="Valkeakoski", valid_to=FRIDAY)
    new = SiteAddress.objects.create(
        site=site, street="Uusi 2", postal_code="37600", city="Valkeakoski", valid_from=date(2026, 11, 28)
    )
    assert coming_address(site, MONDAY) == new
    assert coming_address(site, date(2026, 11, 28)) is None
