"""Who is here: what is computed from shifts, series, exceptions, absences, holidays and validity."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from network.holidays import is_holiday
from network.models import OpeningException
from services.clashes import first_clash
from services.codes import Frequency
from services.models import Position, ShiftException, ShiftSeries
from services.rota import HELSINKI, Cut, experts_here_on, here_now, next_here, occurrences_between, planned_between
from services.week import gaps_in
from tests.factories import make_absence, make_agency, make_expert, make_shift, make_shift_series, make_site

THURSDAY = date(2026, 3, 19)
MARCH = (date(2026, 3, 1), date(2026, 3, 31))


@pytest.fixture
def site(db):
    return make_site(name="Akaa")


def days(site, first=MARCH[0], last=MARCH[1]):
    return [(one.date.day, one.starts.hour, one.ends.hour) for one in occurrences_between(first, last, sites=[site])]


def test_shifts_and_series_stand_in_order(site):
    series = make_shift_series(site=site)
    single = make_shift(site=site, starts=time(9), ends=time(11))
    make_shift(), make_shift_series()
    assert days(site) == [(5, 12, 16), (12, 12, 16), (19, 9, 11), (19, 12, 16), (26, 12, 16)]
    found = occurrences_between(THURSDAY, THURSDAY, sites=[site])
    assert [(one.shift, one.series, one.expert) for one in found] == [
        (single, None, single.expert),
        (None, series, series.expert),
    ]
    assert experts_here_on(THURSDAY, [site]) == {single.expert.pk, series.expert.pk}
    assert experts_here_on(date(2026, 3, 20), [site]) == set()
    assert [one.expert for one in occurrences_between(*MARCH, experts=[single.expert])] == [single.expert]


def test_exceptions_change_or_cancel_one_day(site):
    series = make_shift_series(site=site)
    ShiftException.objects.create(series=series, date=date(2026, 3, 12), starts=time(8), ends=time(10))
    ShiftException.objects.create(series=series, date=date(2026, 3, 19))
    ShiftException.objects.create(series=series, date=date(2026, 3, 20), starts=time(8), ends=time(10))
    assert days(site) == [(5, 12, 16), (12, 8, 10), (26, 12, 16)]
    changed = [one.changed for one in occurrences_between(*MARCH, sites=[site])]
    assert changed == [False, True, False]
    assert [one.cut for one in planned_between(THURSDAY, THURSDAY, sites=[site])] == [Cut.CANCELLED]


def test_absences_cut_whole_days_and_end_by_themselves(site):
    series = make_shift_series(site=site)
    make_shift(site=site, expert=series.expert, date=date(2026, 3, 22))
    make_shift(site=site, expert=series.expert, date=date(2026, 3, 23))
    make_absence(expert=series.expert)
    assert days(site) == [(5, 12, 16), (12, 12, 16), (23, 12, 16), (26, 12, 16)]
    assert [one.cut for one in planned_between(THURSDAY, THURSDAY, sites=[site])] == [Cut.AWAY]


def test_holidays_stop_series_but_not_single_shifts(site):
    easter = date(2026, 4, 3)  # Good Friday
    make_shift_series(site=site, first_day=date(2026, 3, 27), ends=time(13))
    make_shift_series(site=site, first_day=date(2026, 3, 27), starts=time(13), on_holidays=True)
    make_shift(site=site, date=easter, starts=time(9), ends=time(10))
    assert days(site, easter, easter) == [(3, 9, 10), (3, 13, 16)]


def test_validity_of_experts_agencies_and_sites(site):
    left = make_expert(sites=[site], valid_to=date(2026, 3, 12))
    merged = make_expert(sites=[site], agency=make_agency(valid_to=date(2026, 3, 18)))
    make_shift_series(site=site, expert=left)
    make_shift_series(site=site, expert=merged, starts=time(13))
    assert days(site) == [(5, 12, 16), (5, 13, 16), (12, 12, 16), (12, 13, 16)]
    shut = make_site(closed=date(2026, 3, 11))
    make_shift_series(site=shut)
    assert days(shut) == [(5, 12, 16)]


def test_a_day_on_which_the_site_is_shut(site):
    make_shift_series(site=site)
    make_shift(site=site, starts=time(9), ends=time(10))
    OpeningException.objects.create(site=site, date=THURSDAY)
    OpeningException.objects.create(site=site, date=date(2026, 3, 12), opens=time(9), closes=time(12))
    OpeningException.objects.create(site=make_site(), date=date(2026, 3, 26))
    assert days(site) == [(5, 12, 16), (12, 12, 16), (26, 12, 16)]


def test_the_clocks_change(site):
    spring = make_shift(site=site, date=date(2026, 3, 29))
    autumn = make_shift(site=site, date=date(2026, 10, 25))
    night = make_shift(site=site, date=date(2026, 3, 29), starts=time(1), ends=time(5))
    found = {one.shift: one for one in occurrences_between(date(2026, 3, 1), date(2026, 10, 31), sites=[site])}
    assert [found[one].starts_at.astimezone(UTC).hour for one in (spring, autumn)] == [9, 10]
    assert [found[one].duration for one in (spring, autumn, night)] == [timedelta(hours=h) for h in (4, 4, 3)]


def test_who_is_here_now_and_next(site):
    morning = make_shift(site=site, starts=time(9), ends=time(12)).expert
    both = make_shift(site=site, starts=time(11), ends=time(13)).expert

    def here(hour, minute=0, day=19):
        return [one.expert for one in here_now(site, datetime(2026, 3, day, hour, minute, tzinfo=HELSINKI))]

    assert [here(8, 59), here(9), here(11), here(12), here(13)] == [[], [morning], [morning, both], [both], []]
    utc = datetime(2026, 3, 19, 10, 59, tzinfo=UTC)
    assert [one.expert for one in here_now(site, utc)] == [both]
    evening = make_shift(site=site, starts=time(22), ends=time(23, 59)).expert
    assert [here(23, 58), here(23, 59), here(0, 0, day=20)] == [[evening], [], []]
    coming = next_here(site, datetime(2026, 3, 19, 9, tzinfo=HELSINKI))
    assert (coming.expert, coming.starts) == (both, time(11))
    assert next_here(site, datetime(2026, 3, 19, 22, tzinfo=HELSINKI)) is None


def test_queries_do_not_grow(site):
    def read():
        with CaptureQueriesContext(connection) as queries:
            list(occurrences_between(date(2026, 1, 1), date(2026, 12, 31), sites=[site]))
        return len(queries)

    make_absence(expert=make_shift_series(site=site).expert)
    make_shift(site=site)
    few = read()
    for _number in range(3):
        series = make_shift_series(site=site)
        ShiftException.objects.create(series=series, date=THURSDAY)
        make_shift(site=site)
    assert (few, read()) == (5, 5)


def test_a_clash_is_found_on_the_day_on_which_it_is(site):
    series = make_shift_series(site=site)
    ShiftException.objects.create(series=series, date=date(2026, 3, 12))
    thursdays = [date(2026, 3, 12), THURSDAY]
    clash = first_clash(series.expert, thursdays, time(15), time(17))
    assert (clash.date, clash.site) == (THURSDAY, site)
    assert first_clash(series.expert, thursdays, time(16), time(17)) is None
    assert first_clash(series.expert, thursdays, time(15), time(17), but=series) is None
    assert first_clash(make_expert(), thursdays, time(15), time(17)) is None


@pytest.mark.parametrize(
    ("here", "gaps"),
    [
        ([], [(12, 16)]),
        ([(12, 16)], []),
        ([(13, 14)], [(12, 13), (14, 16)]),
        ([(11, 14), (13, 15)], [(15, 16)]),
        ([(14, 18), (10, 13)], [(13, 14)]),
        ([(16, 18), (8, 12)], [(12, 16)]),
    ],
)
def test_gaps(here, gaps):
    opening = [(time(12), time(16))]
    assert gaps_in(opening, [(time(a), time(b)) for a, b in here]) == [(time(a), time(b)) for a, b in gaps]


def naive_days(series, first, last):
    """Day by day, by counting on the calendar."""
    found = []
    for number in range((last - first).days + 1):
        day = first + timedelta(number)
        if day < series.first_day or (series.last_day and day > series.last_day) or is_holiday(day):
            continue
        if day.weekday() not in series.weekdays:
            continue
        if series.frequency == Frequency.WEEKLY:
            week = (day - series.first_day + timedelta(series.first_day.weekday())).days // 7
            fits = week % series.interval == 0
        else:
            months = (day.year - series.first_day.year) * 12 + day.month - series.first_day.month
            nth, last_one = (day.day - 1) // 7 + 1, (day + timedelta(7)).month != day.month
            chosen = nth in series.positions or (last_one and Position.LAST in series.positions)
            fits = months % series.interval == 0 and chosen
        if fits:
            found.append(day)
    return found


some_day = st.dates(date(2024, 1, 1), date(2027, 12, 31))


@settings(max_examples=60, deadline=None)
@given(
    first_day=some_day,
    length=st.none() | st.integers(0, 400),
    monthly=st.booleans(),
    interval=st.integers(1, 4),
    weekdays=st.lists(st.integers(0, 6), min_size=1, unique=True),
    positions=st.lists(st.sampled_from([1, 2, 3, 4, -1]), min_size=1, unique=True),
    start=some_day,
    span=st.integers(0, 200),
)
def test_days_are_those_of_a_naive_count(first_day, length, monthly, interval, weekdays, positions, start, span):
    series = ShiftSeries(
        first_day=first_day,
        last_day=None if length is None else first_day + timedelta(length),
        frequency=Frequency.MONTHLY if monthly else Frequency.WEEKLY,
        interval=interval,
        weekdays=weekdays,
        positions=positions if monthly else [],
    )
    end = start + timedelta(span)
    assert series.days_between(start, end) == naive_days(series, start, end)
