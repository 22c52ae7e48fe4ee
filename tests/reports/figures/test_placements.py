from datetime import date

import pytest

from clients.codes import PLACEMENT_CATEGORY, Placement
from network.codes import PlacementCategory
from tests.factories import make_area, make_client, make_participation, make_project
from tests.reports.figures.counting import count, nonzero

pytestmark = pytest.mark.django_db
AKAA, URJALA, VALKEAKOSKI = "020", "887", "908"
YEAR = {"start": date(2025, 1, 1), "end": date(2025, 12, 31)}


@pytest.fixture
def project():
    return make_project()


def leave(project, end=date(2025, 6, 1), placement=Placement.OPEN_JOB, **fields):
    """Somebody who starts in 2024 and ends."""
    fields = {"start_date": date(2024, 2, 1), "end_date": end, "placement": placement} | fields
    return make_participation(project=project, **fields)


def test_without_exits_every_category_is_zero(project):
    make_participation(project=project)
    assert count(project)["placements"] == {
        "ended": 0,
        "by_category": dict.fromkeys(PlacementCategory.values, 0),
        "by_area": {},
        "by_municipality": {},
    }


def test_every_placement_has_its_category(project):
    expected = {
        "open_labour_market": {"open_job", "entrepreneur"},
        "wage_subsidy": {"subsidised_job"},
        "education": {"apprenticeship", "education"},
        "continues_job_search": {"job_seeking"},
    }
    assert {place.value for place in PLACEMENT_CATEGORY} == set().union(*expected.values())
    for placement in Placement:
        leave(project, placement=placement)
    counts = {category: len(places) for category, places in expected.items()}
    placements = count(project)["placements"]
    assert placements["by_category"] == {**counts, "other": 10}
    assert placements["ended"] == len(Placement) == 16


def test_exits_lie_in_the_scope_whenever_the_person_started(project):
    for end in (date(2024, 12, 31), date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 1)):
        leave(project, end=end)
    assert count(project, **YEAR)["placements"]["ended"] == 2


@pytest.mark.parametrize(
    ("end", "ended"), [(date(2025, 12, 31), 1), (date(2026, 1, 1), 0), (None, 0), (date(2025, 3, 1), 1)]
)
def test_nobody_has_left_who_is_still_in(project, end, ended):
    client = make_client()
    leave(project, client=client)
    again = {"start_date": date(2025, 2, 1), "end_date": end, "placement": Placement.EDUCATION if end else ""}
    make_participation(project=make_project(parent=project), client=client, **again)
    assert count(project, **YEAR)["placements"]["ended"] == ended


def test_a_person_leaves_once_by_the_last_end(project):
    client = make_client()
    leave(project, client=client)
    leave(project, client=client, start_date=date(2025, 7, 1), end=date(2025, 9, 1), placement=Placement.EDUCATION)
    placements = count(project, **YEAR)["placements"]
    assert placements["ended"] == 1
    assert nonzero(placements["by_category"]) == {"education": 1}


def test_who_comes_back_later_has_not_left_before(project):
    client = make_client()
    leave(project, client=client)
    leave(project, client=client, start_date=date(2026, 2, 1), end=date(2026, 3, 1))
    assert count(project, **YEAR)["placements"]["ended"] == 0
    assert count(project)["placements"]["ended"] == 1


def test_an_exit_without_a_placement_went_to_an_unknown_place(project):
    leave(project, placement="", municipality_id=AKAA)
    placements = count(project)["placements"]
    assert (placements["ended"], nonzero(placements["by_category"])) == (1, {"other": 1})
    assert nonzero(placements["by_municipality"][AKAA]) == {"other": 1}


def test_areas_and_municipalities_are_those_at_start(project):
    make_area(project, name="Etelä", municipalities=[AKAA, URJALA])
    client = make_client(municipality_id=VALKEAKOSKI)
    leave(project, client=client, municipality_id=AKAA, end=date(2025, 3, 1))
    late = {"start_date": date(2025, 4, 1), "placement": Placement.EDUCATION}
    leave(project, client=client, municipality_id=VALKEAKOSKI, end=date(2025, 6, 1), **late)
    leave(project, municipality_id=URJALA)
    leave(project, municipality_id=VALKEAKOSKI)
    leave(project, municipality_id=None)
    placements = count(project)["placements"]
    zero = dict.fromkeys(PlacementCategory.values, 0)
    assert placements["by_area"] == {
        "": {**zero, "open_labour_market": 2},
        "Etelä": {**zero, "open_labour_market": 1, "education": 1},
    }
    assert placements["by_municipality"] == {
        "": {**zero, "open_labour_market": 1},
        AKAA: {**zero, "education": 1},
        URJALA: {**zero, "open_labour_market": 1},
        VALKEAKOSKI: {**zero, "open_labour_market": 1},
    }


def test_areas_are_the_projects_own_else_those_of_its_sub_projects(project):
    child = make_project(parent=project)
    make_area(child, name="Lapsi", municipalities=[AKAA])
    leave(child, municipality_id=AKAA)
    assert list(count(project)["placements"]["by_area"]) == ["Lapsi"]
    make_area(project, name="Oma", municipalities=[AKAA, URJALA])
    assert list(count(project)["placements"]["by_area"]) == ["Oma"]
    assert list(count(child)["placements"]["by_area"]) == ["Lapsi"]


def test_of_two_areas_that_hold_a_municipality_the_first_by_name_has_it(project):
    make_area(project, name="B", municipalities=[AKAA])
    make_area(project, name="A", municipalities=[AKAA])
    leave(project, municipality_id=AKAA)
    assert list(count(project)["placements"]["by_area"]) == ["A"]
