from datetime import date

import pytest

from clients.codes import Placement
from tests.factories import make_area, make_client, make_participation, make_project, make_target
from tests.reports.figures.counting import count

pytestmark = pytest.mark.django_db
AKAA, VALKEAKOSKI = "020", "908"
Y2025 = {"period": "2025", "period_start": date(2025, 1, 1), "period_end": date(2025, 12, 31)}


@pytest.fixture
def project():
    return make_project(code="P")


def actuals(project, **scope) -> list[int]:
    return [row["actual"] for row in count(project, **scope)["targets"]]


def test_a_target_is_a_row_as_the_contract_writes_it(project):
    area = make_area(project, name="Kuopio")
    make_target(project, **Y2025, area=area, measure="education", target=40)
    make_target(project, **Y2025, target=300, included_in_parent=True)
    row = {"project": "P", "period": "2025", "actual": 0}
    assert count(project)["targets"] == [
        {**row, "area": "", "measure": "intake", "target": 300},
        {**row, "area": "Kuopio", "measure": "education", "target": 40},
    ]


def test_targets_stand_in_a_fixed_order(project):
    later = make_project(code="B", parent=project)
    first = make_project(code="A", parent=project)
    area = make_area(project, name="Kuopio")
    for measure in ("other", "education", "intake"):
        make_target(project, **Y2025, measure=measure)
        make_target(project, measure=measure)
    make_target(project, area=area)
    make_target(later)
    make_target(first)
    rows = count(project)["targets"]
    assert [(row["project"], row["period"], row["area"], row["measure"]) for row in rows] == [
        ("P", "2024", "", "intake"),
        ("P", "2024", "", "education"),
        ("P", "2024", "", "other"),
        ("P", "2024", "Kuopio", "intake"),
        ("P", "2025", "", "intake"),
        ("P", "2025", "", "education"),
        ("P", "2025", "", "other"),
        ("A", "2024", "", "intake"),
        ("B", "2024", "", "intake"),
    ]


def test_intake_counts_persons_by_their_first_start_in_the_targets_own_project(project):
    child, sibling = make_project(parent=project, code="A"), make_project(parent=project, code="B")
    make_target(project, **Y2025)
    make_target(child, **Y2025)
    returning = make_client()
    make_participation(project=sibling, client=returning, start_date=date(2024, 5, 1))
    make_participation(project=child, client=returning, start_date=date(2025, 5, 1))
    make_participation(project=child, start_date=date(2025, 12, 31))
    make_participation(project=child, start_date=date(2026, 1, 1))
    make_participation(project=sibling, start_date=date(2025, 1, 1))
    # For the whole project the returning one started in 2024, for the sub-project in 2025.
    assert actuals(project) == [2, 2]
    assert actuals(child) == [2]


def test_results_do_not_depend_on_the_scopes_days(project):
    make_target(project, **Y2025)
    make_participation(project=project, start_date=date(2025, 3, 1))
    assert actuals(project, start=date(2026, 1, 1)) == [1]
    assert actuals(project, end=date(2024, 1, 31)) == [1]


def test_an_area_narrows_by_municipality_at_start(project):
    make_target(project, **Y2025, area=make_area(project, name="Akaa", municipalities=[AKAA]))
    make_participation(project=project, municipality_id=AKAA)
    make_participation(project=project, municipality_id=VALKEAKOSKI)
    make_participation(project=project, municipality_id=None, client=make_client(municipality_id=AKAA))
    assert actuals(project) == [1]


def test_a_sub_projects_target_may_be_for_an_area_of_its_parent(project):
    child = make_project(parent=project)
    make_target(child, **Y2025, area=make_area(project, municipalities=[AKAA]))
    make_participation(project=child, municipality_id=AKAA)
    make_participation(project=child, municipality_id=VALKEAKOSKI)
    assert actuals(child) == [1]


def test_a_category_counts_the_exits_of_the_period(project):
    make_target(project, **Y2025, measure="open_labour_market")
    for end in (date(2024, 12, 31), date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 1)):
        make_participation(project=project, start_date=date(2024, 3, 1), end_date=end, placement=Placement.ENTREPRENEUR)
    make_participation(project=project, end_date=date(2025, 3, 1), placement=Placement.EDUCATION)
    make_participation(project=project, end_date=date(2025, 3, 1), placement="")
    make_target(project, **Y2025, measure="other")
    assert actuals(project) == [2, 1]


def test_open_means_open_on_the_last_day_of_the_targets_period(project):
    make_target(project, measure="education")
    make_target(project, **Y2025, measure="education")
    client = make_client()
    first = {"start_date": date(2024, 2, 1), "end_date": date(2024, 6, 1), "placement": Placement.EDUCATION}
    make_participation(project=project, client=client, **first)
    again = {"start_date": date(2025, 2, 1), "end_date": date(2025, 6, 1), "placement": Placement.EDUCATION}
    make_participation(project=project, client=client, **again)
    assert actuals(project) == [0, 1]


def test_no_target_is_a_sum_of_others(project):
    child = make_project(parent=project)
    make_target(project, **Y2025, target=890)
    make_target(child, **Y2025, target=150, included_in_parent=True)
    assert [row["target"] for row in count(project)["targets"]] == [890, 150]
