from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clients.codes import Gender, LabourStart
from reports.masking import Masked, mask, mask_breakdown, mask_number
from reports.masking.together import solve_together
from reports.masking.views import View, shown
from tests.factories import make_client, make_participation, make_project, make_site, make_visit
from tests.reports.attacker import betrayed
from tests.reports.figures.counting import count

S, H = Masked.SMALL, Masked.HIDDEN
YEARS = {"2024": (date(2024, 1, 1), date(2024, 12, 31)), "2025": (date(2025, 1, 1), date(2025, 12, 31))}
WHOLE = date(2024, 1, 1), date(2025, 12, 31)
CHANNELS, BELOW = ("walk_in", "booked"), (1, 2)
# (section, total, breakdown): a kind of acts whose details are left out all together, and one in parts before.
VISITS, EXITS = ("visits", "total", "by_contact_type"), ("placements", "ended", "by_category")
TOTALS = {"visits": ("visits", "total"), "clients": ("clients", "distinct"), "placements": ("placements", "ended")}
# Visits by sub-project, year and channel; people by the years they came in, and gender.
ACTS = list(product(BELOW, YEARS, CHANNELS))
PEOPLE = list(product([("2024",), ("2025",), ("2024", "2025")], ("female", "male")))


def views_of_acts(atoms: list[int], names: tuple[str, str, str] = VISITS) -> tuple[list[View], dict]:
    """A project (0) with two sub-projects over two years; and which atoms make up each of their numbers."""
    views, sums = [], {}
    for owner, (start, end) in product((0, *BELOW), (WHOLE, *YEARS.values())):
        inside = [
            index
            for index, (below, year, _channel) in enumerate(ACTS)
            if owner in (0, below) and start <= YEARS[year][0] and YEARS[year][1] <= end
        ]
        by_channel = {name: [index for index in inside if ACTS[index][2] == name] for name in CHANNELS}
        numbers = {name: sum(atoms[index] for index in parts) for name, parts in by_channel.items()}
        section, total, breakdown = names
        view = View(owner, start, end, {section: {total: sum(numbers.values()), breakdown: numbers}})
        views.append(view)
        sums[view.key((section, total))] = inside
        sums |= {view.key((section, breakdown, name)): parts for name, parts in by_channel.items()}
    return views, sums


def views_of_people(atoms: list[int]) -> tuple[list[View], dict]:
    """Different clients of a project over two years: who came in both counts once in the whole."""
    views, sums = [], {}
    for days in (WHOLE, *YEARS.values()):
        inside = [
            index
            for index, (years, _gender) in enumerate(PEOPLE)
            if any(days[0] <= YEARS[year][0] and YEARS[year][1] <= days[1] for year in years)
        ]
        by_gender = {name: [index for index in inside if PEOPLE[index][1] == name] for name in ("female", "male")}
        numbers = {name: sum(atoms[index] for index in parts) for name, parts in by_gender.items()}
        view = View(0, *days, {"clients": {"distinct": sum(numbers.values()), "by_gender": numbers}})
        views.append(view)
        sums[view.key(("clients", "distinct"))] = inside
        sums |= {view.key(("clients", "by_gender", name)): parts for name, parts in by_gender.items()}
    return views, sums


def check(atoms: list[int], views: list[View], sums: dict) -> None:
    """All small numbers are masked, and none that is masked can be known for sure."""
    shown = solve_together(views, {0: BELOW})
    assert set(shown) == set(sums)
    small = {name for name, parts in sums.items() if 1 <= sum(atoms[part] for part in parts) <= 4}
    assert small <= {name for name, value in shown.items() if value in (S, H)}
    assert betrayed(atoms, sums, shown, left_out(shown)) == []


def left_out(shown: dict) -> set:
    """The breakdowns of which nothing is in sight: of all but the whole project over its whole time, or of that too."""
    told = {name for name in shown if len(name[-1]) == 3 and shown[(*name[:-1], TOTALS[name[-1][0]])] != 0}
    everybody = [key for key in shown if key[:-1] == (0, *WHOLE) and len(key[-1]) == 2]
    whole = shown[everybody[0]]
    as_whole = {name for name in told if whole not in (S, H) and shown[(*name[:-1], TOTALS[name[-1][0]])] == whole}
    parts = {name for name in told - as_whole if name[:-1] != (0, *WHOLE)}
    tables = [table for table in (parts, told - parts) if all(shown[name] is H for name in table)]
    return set().union(*tables) if parts in tables else set()


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
        # To hide the 5 does not help: what is hidden is not small, so "<5" would be 1 for sure.
        ({"a": 1, "b": 5, "c": 0}, {"a": H, "b": H, "c": 0}),
        ({"a": 4, "b": 4}, {"a": S, "b": H}),
    ],
)
def test_a_breakdown_gives_no_small_number_away(cells, shown):
    assert mask_breakdown(cells) == shown


@settings(deadline=None, max_examples=10)
@given(st.lists(st.integers(0, 12), min_size=8, max_size=8))
def test_no_visits_can_be_computed_from_years_and_sub_projects(atoms):
    check(atoms, *views_of_acts(atoms))


@settings(deadline=None, max_examples=10)
@given(st.lists(st.integers(0, 12), min_size=8, max_size=8))
def test_no_exits_can_be_computed_where_the_parts_are_left_out(atoms):
    check(atoms, *views_of_acts(atoms, EXITS))


def test_headlines_stay_in_sight():
    """Of each project and year all who left are told; their ways only of the whole project, and that exactly."""
    atoms = [6, 2, 9, 2, 14, 9, 14, 9]
    views, sums = views_of_acts(atoms, EXITS)
    check(atoms, views, sums)
    cells = solve_together(views, {0: BELOW})
    told = {key: value for key, value in cells.items() if value is not H}
    headlines = {key for key in sums if key[-1] == ("placements", "ended")}
    assert set(told) == headlines | {key for key in sums if key[:-1] == (0, *WHOLE)}
    assert all(value == sum(atoms[part] for part in sums[key]) for key, value in told.items())


@settings(deadline=None, max_examples=25)
@given(st.lists(st.integers(0, 12), min_size=6, max_size=6))
def test_no_people_can_be_computed_from_years(atoms):
    check(atoms, *views_of_people(atoms))


@pytest.mark.parametrize(
    "atoms",
    [
        [3, 0, 0, 0, 0, 0, 0, 0],  # one visit cell alone in everything
        [3, 0, 0, 0, 40, 0, 0, 0],  # alone in its sub-project, 0 elsewhere
        [1, 30, 1, 20, 0, 0, 0, 0],  # two years that sum to 2
        [4, 30, 4, 20, 0, 0, 0, 0],  # to 8
        [1, 1, 20, 20, 30, 30, 40, 40],  # a year of 2 by two channels
        [20, 0, 2, 0, 0, 0, 0, 0],  # a year that is the whole without a small one
        [20, 7, 2, 0, 9, 0, 0, 5],
        [1, 0, 0, 5, 0, 0, 0, 0],
        [0, 0, 0, 0, 1, 1, 0, 4],
    ],
)
def test_the_nasty_cases_of_visits_are_kept(atoms):
    check(atoms, *views_of_acts(atoms))


@pytest.mark.parametrize("atoms", [[9, 0, 0, 1, 0, 0], [0, 0, 0, 0, 9, 1], [20, 3, 0, 0, 0, 20], [1, 1, 1, 1, 1, 1]])
def test_the_nasty_cases_of_people_are_kept(atoms):
    check(atoms, *views_of_people(atoms))


def test_the_attacker_finds_what_subtraction_gives_away():
    """What the tests above hold against the masks can be found: here a year is the whole without the other year."""
    atoms = [3, 20, 40, 0, 0, 0, 0, 0]
    views, sums = views_of_acts(atoms)
    each_alone = {key: value for view in views for key, value in solve_together([view]).items()}
    walk_ins = [view.key(("visits", "by_contact_type", "walk_in")) for view in views]
    assert [each_alone[key] for key in walk_ins[:3]] == [43, S, 40]
    assert walk_ins[1] in betrayed(atoms, sums, each_alone)
    # And no number that the masks hide for the sake of others can be left in sight.
    together = solve_together(views, {0: BELOW})
    for key in (key for key, value in together.items() if value is H):
        assert betrayed(atoms, sums, together | {key: sum(atoms[part] for part in sums[key])}) != []


def shown_of(figures: dict) -> dict:
    """One view of these figures, masked by itself."""
    view = View(0, *WHOLE, figures)
    return shown(view, solve_together([view]))


def test_a_number_that_stands_in_two_tables_is_masked_in_both():
    coached, course = {"times": 9, "people": 9}, {"times": 3, "people": 3}
    by_kind = {"summer_job_coaching": coached, "course": course}
    found = shown_of({"services": {"times": 12, "people": 12, "by_kind": by_kind}, "summer_jobs": {"coached": coached}})
    assert found["services"]["by_kind"] == {
        "summer_job_coaching": {"times": H, "people": H}, "course": {"times": S, "people": S}
    }  # fmt: skip
    assert found["summer_jobs"]["coached"] == {"times": H, "people": H}
    # The card trainings are the sum of all cards.
    cards = {"hygiene": {"times": 2}, "alcohol": {"times": 10}}
    by_kind = {"card_training": {"times": 12}, "course": {"times": 8}}
    found = shown_of({"services": {"times": 20, "by_kind": by_kind, "by_card": cards}})
    assert [row["times"] for row in found["services"]["by_card"].values()] == [S, H]


def test_a_mean_tells_no_number_of_people():
    """With the number of events, which everybody sees, a mean is a sum of people."""
    heads = {"recruitment": {"events": 1, "headcount": 3}, "fair": {"events": 2, "headcount": 40}}
    spread = {"n": 1, "mean": Decimal("3.00"), "least": 3, "most": 3}
    figures = {"gatherings": {"events": 3, "headcount": 43, "by_event_type": heads}, "recruiting": {"heads": spread}}
    found = shown_of(figures)
    assert found["gatherings"]["by_event_type"]["recruitment"]["headcount"] is S
    assert found["recruiting"] == {"heads": {"n": 1, "mean": H, "least": H, "most": H}}
    # Two events in two years: the mean of both, less that of one, would be the other.
    counted = [(WHOLE, 2, 23, 3, 20), (YEARS["2024"], 1, 20, 20, 20), (YEARS["2025"], 1, 3, 3, 3)]
    rows = [
        {"n": n, "mean": Decimal(heads) / n, "least": least, "most": most} for _days, n, heads, least, most in counted
    ]
    views = [View(0, *days[0], {"recruiting": {"candidates": row}}) for days, row in zip(counted, rows, strict=True)]
    cells = solve_together(views)
    assert [shown(view, cells)["recruiting"]["candidates"]["mean"] for view in views] == [H, H, H]
    large = {"n": 2, "mean": Decimal("11.50"), "least": 8, "most": 15}
    assert shown_of({"recruiting": {"candidates": large}})["recruiting"] == {"candidates": large}


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
