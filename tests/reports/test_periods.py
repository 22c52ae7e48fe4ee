from datetime import date, timedelta

import pytest
from django.utils.translation import override

from network.dates import latest_day_months_before, months_after
from reports.periods import month_end, months, quarters, years


@pytest.mark.parametrize(
    ("day", "number", "expected"),
    [
        (date(2021, 1, 15), 3, date(2021, 4, 15)),
        (date(2020, 11, 30), 3, date(2021, 2, 28)),
        (date(2023, 11, 30), 3, date(2024, 2, 29)),
        (date(2021, 8, 31), 3, date(2021, 11, 30)),
        (date(2020, 2, 29), 12, date(2021, 2, 28)),
        (date(2021, 10, 1), 3, date(2022, 1, 1)),
        (date(2021, 12, 31), 0, date(2021, 12, 31)),
        (date(2021, 5, 31), -3, date(2021, 2, 28)),
        (date(2021, 1, 31), -1, date(2020, 12, 31)),
    ],
)
def test_months_are_added_by_the_calendar(day, number, expected):
    assert months_after(day, number) == expected


def test_the_latest_day_due_is_the_last_that_three_months_later_is_not_over_the_end():
    for offset in range(2 * 366):
        end = date(2023, 1, 1) + timedelta(offset)
        day = end
        while months_after(day, 3) > end:
            day -= timedelta(1)
        assert latest_day_months_before(end, 3) == day


def test_month_end_knows_leap_years():
    assert [month_end(2023, 2), month_end(2024, 2)] == [date(2023, 2, 28), date(2024, 2, 29)]


def test_periods_of_a_project_are_cut_at_its_days():
    start, end = date(2020, 3, 15), date(2021, 4, 30)
    assert [(row.name, row.start, row.end) for row in years(start, end)] == [
        ("2020", date(2020, 3, 15), date(2020, 12, 31)),
        ("2021", date(2021, 1, 1), date(2021, 4, 30)),
    ]
    assert [(row.name, row.start, row.end) for row in quarters(start, end)] == [
        ("2020-q1", date(2020, 3, 15), date(2020, 3, 31)),
        ("2020-q2", date(2020, 4, 1), date(2020, 6, 30)),
        ("2020-q3", date(2020, 7, 1), date(2020, 9, 30)),
        ("2020-q4", date(2020, 10, 1), date(2020, 12, 31)),
        ("2021-q1", date(2021, 1, 1), date(2021, 3, 31)),
        ("2021-q2", date(2021, 4, 1), date(2021, 4, 30)),
    ]
    assert [row.name for row in months(start, end)] == [
        *(f"2020-{month:02}" for month in range(3, 13)),
        *(f"2021-{month:02}" for month in range(1, 5)),
    ]
    assert months(start, end)[0].start == date(2020, 3, 15)


def test_periods_are_named_in_the_users_language():
    with override("en"):
        rows = [years, quarters, months]
        day = date(2021, 9, 30)
        assert [make(day, day)[0].label for make in rows] == ["2021", "Quarter 3/2021", "September 2021"]
