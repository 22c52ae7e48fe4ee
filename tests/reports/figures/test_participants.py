from datetime import date

import pytest

from clients.codes import Gender, LabourEnd, LabourStart, StatusAfterSixMonths
from network.codes import Programme
from tests.factories import make_client, make_participation, make_project, make_site, make_visit
from tests.reports.figures.counting import count, nonzero

pytestmark = pytest.mark.django_db
START, END = date(2025, 1, 15), date(2025, 6, 30)


@pytest.fixture
def project():
    return make_project()


def totals(project, **scope) -> dict[str, int]:
    """{indicator: total} of those above 0."""
    indicators = count(project, **scope)["participants"]["indicators"]
    return nonzero({code: row["total"] for code, row in indicators.items()})


def test_no_visit_makes_a_participant():
    site = make_site()
    project = make_project(sites=[site])
    make_visit(site=site, client=make_client(), date=START)
    assert count(project)["participants"]["total"] == 0


def test_a_person_counts_once_in_the_project_and_its_sub_projects_at_any_depth(project):
    child = make_project(parent=project)
    grandchild = make_project(parent=child)
    client = make_client()
    for one in (project, child, grandchild):
        make_participation(project=one, client=client)
    make_participation(project=grandchild)
    make_participation()
    assert [count(one)["participants"]["total"] for one in (project, child, grandchild)] == [2, 2, 2]


def test_the_first_start_must_lie_in_the_scope(project):
    client = make_client()
    make_participation(project=project, client=client, start_date=date(2024, 5, 1), end_date=date(2024, 6, 1))
    make_participation(project=project, client=client, start_date=date(2025, 5, 1))
    make_participation(project=project, start_date=date(2025, 1, 1))
    make_participation(project=project, start_date=date(2025, 12, 31))
    make_participation(project=project, start_date=date(2026, 1, 1))
    year = {"start": date(2025, 1, 1), "end": date(2025, 12, 31)}
    assert count(project, **year)["participants"]["total"] == 2


def test_an_earlier_start_in_another_project_is_another_story(project):
    client = make_client()
    make_participation(client=client, start_date=date(2023, 1, 1))
    make_participation(project=project, client=client)
    assert count(project)["participants"]["total"] == 1


def test_start_data_are_those_of_the_first_entry(project):
    client = make_client(birth_date=date(2000, 1, 15))
    late = {"labour_start": LabourStart.EMPLOYED, "education_isced": 6}
    make_participation(project=project, client=client, start_date=date(2025, 5, 1), **late)
    early = {"labour_start": LabourStart.INACTIVE, "education_isced": 2}
    make_participation(project=make_project(parent=project), client=client, start_date=START, **early)
    assert totals(project) == {"EECO01": 1, "EECO04": 1, "EECO07": 1, "EECO09": 1}


def test_of_two_starts_on_one_day_the_smaller_key_tells(project):
    client = make_client(birth_date=None)
    make_participation(project=project, client=client, key="b", labour_start=LabourStart.EMPLOYED)
    make_participation(project=project, client=client, key="B", labour_start=LabourStart.INACTIVE)
    assert totals(project) == {"EECO01": 1, "EECO04": 1}


def test_results_are_those_of_the_last_end(project):
    client = make_client(birth_date=None)
    first = {"end_date": date(2025, 3, 1), "labour_end": LabourEnd.EMPLOYED, "qualification": True}
    make_participation(project=project, client=client, start_date=START, **first)
    again = {"start_date": date(2025, 2, 1), "end_date": END, "labour_end": LabourEnd.IN_EDUCATION}
    make_participation(project=project, client=client, **again)
    assert totals(project) == {"EECO01": 1, "EECO02": 1, "EECR02": 1}


def test_of_two_ends_on_one_day_the_larger_key_tells(project):
    client = make_client(birth_date=None)
    make_participation(project=project, client=client, key="b", end_date=END, labour_end=LabourEnd.EMPLOYED)
    make_participation(project=project, client=client, key="B", end_date=END, labour_end=LabourEnd.IN_EDUCATION)
    assert totals(project) == {"EECO01": 1, "EECO02": 1, "EECR04": 1}


@pytest.mark.parametrize("end", [None, date(2025, 7, 1)])
def test_who_is_still_in_somewhere_has_no_result(project, end):
    client = make_client(birth_date=None)
    make_participation(project=project, client=client, end_date=date(2025, 3, 1), labour_end=LabourEnd.EMPLOYED)
    child = make_project(parent=project)
    make_participation(project=child, client=client, start_date=date(2025, 2, 1), end_date=end)
    make_participation(client=client)
    assert totals(project, end=END) == {"EECO01": 1, "EECO02": 1}


def test_an_open_participation_in_another_project_keeps_nobody_in(project):
    client = make_client(birth_date=None)
    make_participation(project=project, client=client, end_date=END, labour_end=LabourEnd.EMPLOYED)
    make_participation(client=client, end_date=None)
    assert totals(project, end=END) == {"EECO01": 1, "EECO02": 1, "EECR04": 1}


@pytest.mark.parametrize(
    ("client", "row", "complete"),
    [
        ({}, {}, 1),
        ({"gender": Gender.OTHER}, {"education_isced": 0}, 1),
        ({"gender": Gender.UNKNOWN}, {}, 0),
        ({"birth_date": None}, {}, 0),
        ({}, {"education_isced": None}, 0),
    ],
)
def test_complete_are_those_with_gender_birth_date_status_and_education(project, client, row, complete):
    make_participation(
        project=project, client=make_client(**{"gender": Gender.MALE} | client), **{"education_isced": 3} | row
    )
    participants = count(project)["participants"]
    assert (participants["total"], participants["complete"]) == (1, complete)


def test_indicators_are_told_apart_by_gender(project):
    for gender in (Gender.FEMALE, Gender.FEMALE, Gender.MALE, Gender.OTHER, Gender.UNKNOWN):
        make_participation(project=project, client=make_client(gender=gender))
    row = {"total": 5, "women": 2, "men": 1, "nonbinary": 1, "unknown": 1}
    assert count(project)["participants"]["indicators"]["EECO02"] == row


def test_not_given_counts_in_the_total_only(project):
    make_participation(project=project, client=make_client(birth_date=None, foreign_background=None))
    assert totals(project) == {"EECO01": 1, "EECO02": 1}


def test_participants_belong_to_no_site(project):
    site = make_site(key="akaa")
    project.sites.set([site, make_site(key="urjala")])
    make_participation(project=project)
    assert count(project, sites=["urjala"])["participants"]["total"] == 1


ESF_PLUS_CODES = [
    *(f"EECO{number:02}" for number in (*range(1, 12), 14)),
    *(f"EECR{number:02}" for number in range(1, 7)),
]
ESF_CODES = [*(f"CO{number:02}" for number in (*range(1, 8), 9, 10, 11, 15)), "CR01", "CR02", "CR03", "CR04", "CR06"]


@pytest.mark.parametrize(
    ("programme", "codes"),
    [
        (Programme.ESFPLUS2021, ESF_PLUS_CODES),
        (Programme.OTHER, ESF_PLUS_CODES),
        (Programme.ESR2014, [*ESF_CODES, "CR07"]),
        (Programme.ESR2007, [*ESF_CODES, "CR07"]),
    ],
)
def test_each_programme_has_its_set(programme, codes):
    assert list(count(make_project(programme=programme))["participants"]["indicators"]) == codes


U, S, N, W = (status.value for status in LabourStart)  # unemployed, inactive student, inactive, at work


@pytest.mark.parametrize(
    ("born", "row", "plus", "esf"),
    [
        (None, {"labour_start": U}, ["EECO02"], ["CO01"]),
        (None, {"labour_start": S}, ["EECO04"], ["CO03"]),
        (None, {"labour_start": N}, ["EECO04"], ["CO03", "CO04"]),
        (None, {"labour_start": W}, ["EECO05"], ["CO05"]),
        (date(2007, 1, 16), {"labour_start": W}, ["EECO05", "EECO06"], ["CO05", "CO06"]),
        (date(2007, 1, 15), {"labour_start": W}, ["EECO05", "EECO07"], ["CO05", "CO06"]),
        (date(2000, 1, 16), {"labour_start": W}, ["EECO05", "EECO07"], ["CO05", "CO06"]),
        (date(2000, 1, 15), {"labour_start": W}, ["EECO05", "EECO07"], ["CO05"]),
        (date(1995, 1, 16), {"labour_start": W}, ["EECO05", "EECO07"], ["CO05"]),
        (date(1995, 1, 15), {"labour_start": W}, ["EECO05"], ["CO05"]),
        (date(1970, 1, 16), {"labour_start": W}, ["EECO05"], ["CO05"]),
        (date(1970, 1, 15), {"labour_start": W}, ["EECO05", "EECO08"], ["CO05", "CO07"]),
        (None, {"labour_start": W, "education_isced": 0}, ["EECO05", "EECO09"], ["CO05"]),
        (None, {"labour_start": W, "education_isced": 1}, ["EECO05", "EECO09"], ["CO05", "CO09"]),
        (None, {"labour_start": W, "education_isced": 2}, ["EECO05", "EECO09"], ["CO05", "CO09"]),
        (None, {"labour_start": W, "education_isced": 3}, ["EECO05", "EECO10"], ["CO05", "CO10"]),
        (None, {"labour_start": W, "education_isced": 4}, ["EECO05", "EECO10"], ["CO05", "CO10"]),
        (None, {"labour_start": W, "education_isced": 5}, ["EECO05", "EECO11"], ["CO05", "CO11"]),
        (None, {"labour_start": W, "education_isced": 8}, ["EECO05", "EECO11"], ["CO05", "CO11"]),
    ],
)
def test_the_situation_at_start(born, row, plus, esf):
    for programme, codes in ((Programme.ESFPLUS2021, ["EECO01", *plus]), (Programme.ESR2014, esf)):
        project = make_project(programme=programme)
        make_participation(project=project, client=make_client(birth_date=born), start_date=START, **row)
        assert totals(project) == dict.fromkeys(codes, 1)


OLD, YOUNG = date(1990, 1, 1), date(2004, 1, 1)


@pytest.mark.parametrize(
    ("born", "since", "plus", "esf"),
    [
        (OLD, date(2024, 1, 15), 1, 1),
        (OLD, date(2024, 1, 16), 0, 0),
        (OLD, None, 0, 0),
        (YOUNG, date(2024, 1, 16), 0, 1),
        (YOUNG, date(2024, 7, 15), 0, 1),
        (YOUNG, date(2024, 7, 16), 0, 0),
        (date(2000, 1, 16), date(2024, 7, 15), 0, 1),
        (date(2000, 1, 15), date(2024, 7, 15), 0, 0),
        (None, date(2024, 7, 15), 0, 0),
        (None, date(2024, 1, 15), 1, 1),
    ],
)
def test_long_term_unemployment_by_calendar_months(born, since, plus, esf):
    for programme, code, expected in ((Programme.ESFPLUS2021, "EECO03", plus), (Programme.ESR2014, "CO02", esf)):
        project = make_project(programme=programme)
        client = make_client(birth_date=born)
        make_participation(project=project, client=client, start_date=START, unemployed_since=since)
        assert totals(project).get(code, 0) == expected


def test_long_term_unemployment_ends_in_shorter_months(project):
    make_participation(project=project, start_date=date(2025, 2, 28), unemployed_since=date(2024, 2, 29))
    assert totals(project)["EECO03"] == 1


def test_long_ago_unemployed_but_now_at_work_is_not_long_term_unemployed(project):
    make_participation(project=project, labour_start=LabourStart.EMPLOYED, unemployed_since=date(2020, 1, 1))
    assert "EECO03" not in totals(project)


def test_foreign_background(project):
    for known in (True, False, None):
        make_participation(project=project, client=make_client(foreign_background=known))
    assert totals(project)["EECO14"] == 1


JOBSEEKER, STUDYING, EMPLOYED, ENTREPRENEUR, NONE = (status.value for status in LabourEnd)
AT_WORK, IMPROVED = StatusAfterSixMonths.EMPLOYED, StatusAfterSixMonths.IMPROVED


@pytest.mark.parametrize(
    ("start", "row", "plus", "esf"),
    [
        (S, {"labour_end": JOBSEEKER}, "EECR01", "CR01"),
        (N, {"labour_end": JOBSEEKER}, "EECR01", "CR01"),
        (U, {"labour_end": JOBSEEKER}, None, None),
        (W, {"labour_end": JOBSEEKER}, None, None),
        (U, {"labour_end": STUDYING}, "EECR02", "CR02"),
        (W, {"labour_end": STUDYING}, "EECR02", "CR02"),
        (S, {"labour_end": STUDYING}, None, None),
        (W, {"qualification": True}, "EECR03", "CR03"),
        (W, {"qualification": False}, None, None),
        (U, {"labour_end": EMPLOYED}, "EECR04", "CR04"),
        (S, {"labour_end": ENTREPRENEUR}, "EECR04", "CR04"),
        (W, {"labour_end": EMPLOYED}, None, None),
        (U, {"labour_end": NONE}, None, None),
        (U, {"labour_end": ""}, None, None),
        (U, {"status_6m": AT_WORK}, "EECR05", "CR06"),
        (W, {"status_6m": AT_WORK}, None, None),
        (W, {"status_6m": IMPROVED}, "EECR06", "CR07"),
        (U, {"status_6m": IMPROVED}, None, None),
        (U, {"status_6m": StatusAfterSixMonths.NOT_EMPLOYED}, None, None),
    ],
)
def test_results(start, row, plus, esf):
    for programme, code in ((Programme.ESFPLUS2021, plus), (Programme.ESR2014, esf)):
        project = make_project(programme=programme)
        client = make_client(birth_date=None)
        make_participation(project=project, client=client, start_date=START, end_date=END, labour_start=start, **row)
        results = {found for found in totals(project) if found[-4:-2] == "CR"}
        assert results == ({code} if code else set())
