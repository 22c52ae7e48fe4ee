"""The report's tables count as the figures do."""

from datetime import date

import pytest

from tests.factories import (
    make_area,
    make_client,
    make_participation,
    make_project,
    make_referral,
    make_site,
    make_target,
    make_visit,
)
from tests.report_factories import make_intake_targets
from tests.reports.report.live_tables import blocks, texts

pytestmark = pytest.mark.django_db


def test_an_overall_target_that_is_no_sum_is_pointed_out():
    (table,) = blocks(make_intake_targets(), "intake_targets")
    assert texts(table.rows)[0] == ["2008", "160", "0", "50", "0", "210", "0", "0%"]
    assert [row[5] for row in texts(table.rows)] == ["210", "390", "290", "190"]
    assert texts(table.foot) == [
        ["Periods together", "800", "0", "280", "0", "1,080", "0", "0%"],
        ["Overall target (Koko hankeaika)", "", "", "", "", "890", "0", "0%"],
    ]
    assert table.notes[-1] == (
        "The periods add up to 1,080, the overall target is 890: the difference is 190, as much as the period"
        " “jatkoaika”. The overall target is a number of its own and not a sum."
    )


def test_an_overall_target_that_agrees_is_not_remarked_on():
    (table,) = blocks(make_intake_targets(overall=1080), "intake_targets")
    assert [note for note in table.notes if "add up" in note] == []


def test_a_sub_projects_target_stands_apart_and_is_not_added():
    project = make_project()
    child = make_project(parent=project, name="Viissatanen")
    make_target(project, target=660)
    make_target(child, target=150, included_in_parent=True)
    make_participation(project=child, start_date=date(2024, 5, 2))
    own, below = blocks(project, "intake_targets")
    assert texts(own.rows) == [["2024", "660", "1", "0%"]]
    assert texts(below.rows) == [["Viissatanen: 2024 (1 Jan 2024–31 Dec 2024)", "150", "1", "1%", "Yes"]]


def placed(project, municipality, placement, end=date(2024, 6, 30)):
    make_participation(
        project=project, municipality_id=municipality, placement=placement,
        start_date=date(2024, 2, 1), end_date=end, labour_end="none",
    )  # fmt: skip


def test_placements_by_area_with_n_and_percent_and_the_targets_beside():
    project = make_project()
    area = make_area(project, ["908"], name="Valkeakoski")
    make_target(project, measure="education", area=area, target=4)
    for placement in ("education", "apprenticeship", "open_job"):
        placed(project, "908", placement)
    placed(project, "020", "workshop")
    year, whole = blocks(project, "placements")
    assert year.caption == "Placements: 2024"
    assert texts(year.heads) == [
        ["", "Valkeakoski", "No area", "All"],
        ["Placement", "Target", "Target, %", "n", "%", "n", "%", "n", "%"],
    ]
    assert texts(year.rows) == [
        ["Open labour market", "–", "–", "1", "33%", "0", "0%", "1", "25%"],
        ["Wage-subsidised work", "–", "–", "0", "0%", "0", "0%", "0", "0%"],
        ["Education or training", "4", "100%", "2", "67%", "0", "0%", "2", "50%"],
        ["Continues job search", "–", "–", "0", "0%", "0", "0%", "0", "0%"],
        ["Other placement", "–", "–", "0", "0%", "1", "100%", "1", "25%"],
    ]
    assert texts(year.foot) == [["Total", "4", "100%", "3", "100%", "1", "100%", "4", "100%"]]
    assert whole.caption == "Placements: the whole project"


def test_many_areas_go_into_tables_that_fit_the_page():
    project = make_project()
    for number in range(7):
        make_area(project, [], name=f"Alue {number}")
    tables = blocks(project, "placements")
    assert [table.caption[-5:] for table in tables] == ["(1/2)", "(2/2)"]
    assert [len(table.heads[0]) - 1 for table in tables] == [5, 3]


def test_ended_by_municipality_in_finnish_order_with_totals():
    project = make_project()
    for code in ("908", "908", "020", "992"):
        placed(project, code, "education")
    placed(project, None, "open_job")
    (table,) = blocks(project, "ended_by_municipality", "fi")
    assert [(row[0], row[3], row[-1]) for row in texts(table.rows)] == [
        ("Akaa", "1", "1"),
        ("Valkeakoski", "2", "2"),
        ("Äänekoski", "1", "1"),
        ("Kotikunta ei tiedossa", "0", "1"),
    ]
    assert texts(table.foot) == [
        ["Yhteensä", "1", "0", "4", "0", "0", "5"],
        ["Osuus", "20\xa0%", "0\xa0%", "80\xa0%", "0\xa0%", "0\xa0%", "100\xa0%"],
    ]


def test_attachment_names_each_denominator():
    site = make_site()
    project = make_project(sites=[site])
    client = make_client(home_site=site)
    for result in ("attached", "attached", "not_attached", "unreached", ""):
        make_referral(client=client, date=date(2025, 1, 1), followup_result=result)
    _by_target, table = blocks(project, "referrals")
    assert texts(table.rows) == [
        ["Followed up", "3", "60%", "of those due"],
        ["of them still in the service", "2", "67%", "of those followed up"],
        ["Not reached", "1", "20%", "of those due"],
        ["Not followed up yet", "1", "20%", "of those due"],
    ]


def test_walk_in_and_booked_visits_are_apart():
    site = make_site()
    project = make_project(sites=[site])
    for kind, times in (("walk_in", 3), ("booked", 1)):
        for _time in range(times):
            make_visit(site=site, date=date(2024, 5, 2), contact_type=kind)
    (tiles,) = blocks(project, "key_figures")
    assert [(tile.value, tile.label) for tile in tiles.tiles[:2]] == [
        ("3", "walk-in visits"),
        ("1", "individual guidance sessions"),
    ]
    (picture,) = blocks(project, "visits_by_channel")
    assert texts(picture.table.rows)[:2] == [["Walk-in visit", "3", "75%"], ["Booked guidance", "1", "25%"]]
