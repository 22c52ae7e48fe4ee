from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clients.codes import Gender, LabourStart
from reports.masking import Masked, mask, mask_breakdown, mask_number
from tests.factories import make_client, make_participation, make_project, make_site, make_visit
from tests.reports.figures.counting import count

S, H = Masked.SMALL, Masked.HIDDEN


@pytest.mark.parametrize(("number", "shown"), [(0, 0), (1, S), (4, S), (5, 5), (1225, 1225)])
def test_one_to_four_are_small(number, shown):
    assert mask_number(number) == shown


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        ({"a": 10, "b": 20, "c": 0}, {"a": 10, "b": 20, "c": 0}),
        ({"a": 3, "b": 20, "c": 10, "d": 0}, {"a": S, "b": 20, "c": H, "d": 0}),
        ({"a": 3, "b": 2, "c": 10}, {"a": S, "b": S, "c": 10}),
        # Two ones make 2, two fours 8: each would be known.
        ({"a": 1, "b": 1, "c": 10}, {"a": S, "b": S, "c": H}),
        ({"a": 4, "b": 4, "c": 10, "d": 30}, {"a": S, "b": S, "c": H, "d": 30}),
        # The sum is small itself, and not shown.
        ({"a": 3, "b": 0}, {"a": S, "b": 0}),
        # Nothing helps: all are hidden, the zero too.
        ({"a": 1, "b": 5, "c": 0}, {"a": H, "b": H, "c": H}),
    ],
)
def test_a_breakdown_gives_no_small_number_away(cells, shown):
    assert mask_breakdown(cells) == shown


@settings(deadline=None)
@given(st.lists(st.integers(0, 9), min_size=2, max_size=4))
def test_no_small_number_can_be_computed_from_the_sum(numbers):
    """Tries all breakdowns with the same sum that are shown alike: each small cell has two values at least.

    Who tries them knows the rule too: a hidden number is 5 or more, and at most the smallest that is left in sight.
    """
    if sum(numbers) < 5:
        return
    shown = mask_breakdown(dict(enumerate(numbers)))
    if set(shown.values()) == {H}:
        return
    ceiling = min((number for number in shown.values() if number not in (S, H) and number > 4), default=sum(numbers))
    ranges = {S: range(1, 5), H: range(5, ceiling + 1)}
    possible = [ranges.get(value) or [value] for value in shown.values()]
    alike = [others for others in product(*possible) if sum(others) == sum(numbers)]
    assert tuple(numbers) in alike
    for key, number in enumerate(numbers):
        if 1 <= number <= 4:
            assert len({others[key] for others in alike}) > 1


@pytest.mark.django_db
def test_the_figures_of_a_reader_hide_small_numbers_everywhere():
    site, other = make_site(key="a"), make_site(key="b")
    project = make_project(sites=[site, other])
    for number in range(12):
        client = make_client(gender=Gender.FEMALE if number < 9 else Gender.MALE)
        make_visit(site=site if number < 10 else other, client=client, date=date(2025, 1 + number % 2, 1))
        status = LabourStart.UNEMPLOYED if number < 10 else LabourStart.EMPLOYED
        make_participation(project=project, client=client, labour_start=status)
    figures = count(project)
    masked = mask(figures)
    assert (figures["visits"]["by_site"], masked["visits"]["by_site"]) == ({"a": 10, "b": 2}, {"a": H, "b": S})
    assert masked["visits"]["by_month"] == {"2025-01": 6, "2025-02": 6}
    assert (masked["clients"]["by_gender"]["female"], masked["clients"]["by_gender"]["male"]) == (H, S)
    assert masked["participants"]["total"] == 12
    indicators = masked["participants"]["indicators"]
    assert [indicators[code]["total"] for code in ("EECO01", "EECO02", "EECO05")] == [12, H, S]
    assert list(indicators["EECO01"].values()) == [12, H, S, 0, 0]
    assert figures["participants"]["indicators"]["EECO05"]["total"] == 2
