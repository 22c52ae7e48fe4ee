"""Targets beside results: how far they are on a day, what does not add up, page = Excel = CSV = report."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override
from openpyxl import load_workbook

from network.access import acting_as_system
from network.models import Role
from reports.models import Report
from reports.report.data import gather
from reports.report.live import LIVE
from reports.targets import Course, State, intake_grids, read, remarks, results
from reports.targets.bar import bar
from reports.targets.words import difference_text, spoken, state_text
from tests.factories import make_area, make_participation, make_project, make_site, make_target, make_user
from tests.forms import text_of
from tests.report_factories import make_intake_targets
from tests.reports.report.live_tables import texts

PAGE, EXCEL, CSV = (reverse(f"reports:target_results{end}") for end in ("", "_xlsx", "_csv"))
FIRST, LAST = date(2024, 1, 1), date(2024, 4, 9)  # 100 days


def course(result: int, day: int, target: int = 200) -> Course:
    """As seen on the nth day of a period of 100 days."""
    return Course(target, result, FIRST, LAST, FIRST + timedelta(day - 1))


@pytest.mark.parametrize(
    ("result", "day", "expected", "forecast", "state"),
    [
        (0, 0, 0, None, State.NOT_BEGUN),
        (7, 0, 0, None, State.NOT_BEGUN),  # people who came before the period told anything
        (0, 1, 2, None, State.ON_THE_WAY),
        (2, 9, 18, None, State.BEHIND),  # not a tenth yet
        (2, 10, 20, 20, State.BEHIND),
        (90, 50, 100, 180, State.ON_THE_WAY),  # exactly 5 % of the target below
        (89, 50, 100, 178, State.BEHIND),
        (120, 50, 100, 240, State.ON_THE_WAY),
        (200, 50, 100, 400, State.REACHED),
        (1, 30, 60, 3, State.BEHIND),  # 3.33
        (1, 40, 80, 3, State.BEHIND),  # 2.5, half up
        (199, 100, 200, 199, State.ON_THE_WAY),
        (150, 100, 200, 150, State.BEHIND),
        (200, 101, 200, None, State.OVER),
        (199, 101, 200, None, State.MISSED),
    ],
)
def test_the_course_of_a_target(result, day, expected, forecast, state):
    found = course(result, day)
    assert (found.expected, found.forecast, found.state) == (expected, forecast, state)


def test_a_period_of_one_day_and_a_target_of_nothing():
    today = Course(3, 2, FIRST, FIRST, FIRST)
    assert (today.gone, today.expected, today.forecast, today.state) == (1, 3, 2, State.BEHIND)
    before = Course(3, 0, FIRST, FIRST, FIRST - timedelta(1))
    assert (before.gone, before.expected, before.forecast) == (0, 0, None)
    nothing = Course(0, 0, FIRST, LAST, FIRST + timedelta(50))
    assert (nothing.percent, nothing.expected, nothing.forecast, nothing.state) == (None, 0, 0, State.REACHED)
    assert "NaN" not in bar(nothing)


def test_the_course_in_words():
    with override("en"):
        assert [difference_text(course(result, day)) for result, day in ((0, 0), (97, 50), (100, 50), (104, 50))] == [
            "begins 1 Jan 2024",
            "3 fewer than expected by today (100)",
            "as many as expected by today (100)",
            "4 more than expected by today (100)",
        ]
        assert [(state_text(one), difference_text(one)) for one in (course(200, 101), course(190, 101))] == [
            ("Reached", "exactly"),
            ("Not reached", "10 short of the target"),
        ]
        words = "104 of 200 people. On the way, 4 more than expected by today (100)."
        assert spoken(course(104, 50)) == words
        assert f"<title>{words}</title>" in bar(course(104, 50))


@pytest.fixture
def manager(client, db):
    site = make_site()
    client.force_login(make_user(Role.MANAGER, site=site, language="en"))
    client.site = site
    return client


def ground(project):
    with acting_as_system("test"):
        return read(project)


def notes(project) -> list[str]:
    with override("en"):
        return remarks(ground(project).targets, project)


SUM = "The periods add up to {}, the overall target is {}: the difference is {}{}."
OWN = " The overall target is a number of its own and not a sum."


@pytest.mark.django_db
def test_periods_that_do_not_add_up_and_the_likely_reason():
    project = make_intake_targets()
    reason = ", as much as the period “jatkoaika”"
    assert notes(project) == [SUM.format("1,080", "890", "190", reason) + OWN]
    overall = project.targets.get(area=None)

    def changed(number: int) -> list[str]:
        project.targets.filter(pk=overall.pk).update(target=number)
        return notes(project)

    assert changed(1080) == []
    assert changed(1081) == [SUM.format("1,080", "1,081", "1", "") + OWN]
    two = ", as much as the periods “jatkoaika” and “2008” together"
    assert changed(680) == [SUM.format("1,080", "680", "400", two) + OWN]


@pytest.mark.django_db
def test_valkes_intake_table_is_the_same_on_the_page_and_in_the_report():
    project = make_intake_targets()
    with override("en"), acting_as_system("test"):
        (grid,) = intake_grids(read(project))
        (table,) = LIVE["intake_targets"](gather(Report.whole(project, "narrative")))
        shown = [[label, *(cell.text for cell in cells)] for label, cells in grid.shown_rows]
    assert [(row[0], row[1], row[3], row[5]) for row in grid.rows] == [
        ("2008", 160, 50, 210),
        ("2009", 300, 90, 390),
        ("2010", 200, 90, 290),
        ("jatkoaika", 140, 50, 190),
    ]
    assert [(row[0], row[1], row[3], row[5]) for row in grid.foot] == [
        ("Periods together", 800, 280, 1080),
        ("Overall target (Koko hankeaika)", "", "", 890),
    ]
    assert texts(table.rows) == shown
    assert texts(table.foot)[0] == ["Periods together", "800", "0", "280", "0", "1,080", "0", "0%"]
    sheet = grid.sheet()
    assert [column.title for column in sheet.columns][:3] == ["Period", "Kuopio: Target", "Kuopio: Reached"]
    assert list(sheet.rows) == [*grid.rows, *grid.foot]


@pytest.mark.django_db
def test_what_is_included_in_the_parents_target_is_never_added():
    project = make_project(name="Välke")
    viissatanen, other = (make_project(parent=project, name=name) for name in ("Viissatanen", "Toinen"))
    make_target(project, target=660)
    make_target(viissatanen, target=150, included_in_parent=True)
    assert notes(project) == [
        "2024: the sub-projects' targets add up to 150, the project's own target is 660: the difference is 510."
        " What is left is the project's own, beside its sub-projects."
    ]
    apart = make_target(other, target=510, included_in_parent=False)
    (note,) = notes(project)
    assert note.endswith("That is as much as the target of Toinen, which is said not to be included.")
    project.children.get(name="Toinen").targets.filter(pk=apart.pk).update(included_in_parent=True)
    assert notes(project) == []
    make_participation(project=viissatanen, start_date=date(2024, 5, 2))
    with acting_as_system("test"):
        found = results(read(project), date(2024, 6, 30))
    assert [(one.target.project.name, one.course.target, one.course.result, one.is_included) for one in found] == [
        ("Välke", 660, 1, False),
        ("Viissatanen", 150, 1, True),
        ("Toinen", 510, 0, True),
    ]


def test_the_page_its_excel_and_its_csv_tell_the_same(manager):
    project = make_project(
        code="S1/Å", sites=[manager.site], start_date=date(2023, 1, 1), end_date=date(2023, 12, 31), name="PoVer"
    )
    child = make_project(code="S1-B", parent=project, name="Polku")
    days = {"period_start": date(2023, 1, 1), "period_end": date(2023, 12, 31)}
    area = make_area(project, ["908"], name="Valkeakoski")
    make_target(project, period="2023", target=3, **days)
    make_target(project, period="2023", target=2, area=area, measure="education", **days)
    make_target(child, period="2023", target=1, included_in_parent=True, **days)
    for number in range(2):
        make_participation(
            project=child if number else project, municipality_id="908", start_date=date(2023, 2, 1),
            end_date=date(2023, 6, 1), placement="education", labour_end="in_education",
        )  # fmt: skip
    address = {"project": "S1/Å"}
    page = manager.get(PAGE, address)
    text = text_of(page)
    assert "2 / 3 67%" in text
    assert "Not reached 1 short of the target" in text
    assert "Reached exactly" in text
    rows = list(csv.reader(io.StringIO(manager.get(CSV, address).content.decode("utf-8-sig")), delimiter=";"))
    wanted = [
        ["PoVer", "2023", "The whole project", "New participants", "3", "2", "67%", "Not reached"],
        ["PoVer", "2023", "Valkeakoski", "Education or training", "2", "2", "100%", "Reached"],
        ["Polku", "2023", "The whole project", "New participants", "1", "1", "100%", "Reached"],
    ]
    assert [[row[index] for index in (0, 1, 4, 5, 6, 10, 11, 13)] for row in rows[1:]] == wanted
    book = load_workbook(io.BytesIO(manager.get(EXCEL, address).content))
    shown = [grid.title for grid in page.context["told"].grids]
    assert len(book.sheetnames) == 1 + len(shown)
    assert [book.worksheets[0].cell(line, 7).value for line in (2, 3, 4)] == [3, 2, 1]
    for sheet, grid in zip(book.worksheets[1:], page.context["told"].grids, strict=True):
        written = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2, max_row=1 + len(grid.rows))]
        percent = [column.kind == "percent" for column in grid.columns]
        assert [
            [row[0], *(_hundredths(value, is_share) for value, is_share in zip(row[1:], percent, strict=True))]
            for row in written
        ] == [list(row) for row in grid.rows]
    assert manager.get(CSV, address | {"table": "no-such"}).status_code == 404
    below = text_of(manager.get(PAGE, {"project": "S1-B"}))
    assert "included in the parent project's target" in below
    assert "2 / 3" not in below


def test_queries_do_not_grow_with_targets(manager, django_assert_num_queries):
    project = make_project(sites=[manager.site])
    for number in range(2):
        make_target(project, period=f"P{number}", area=make_area(project))
    with CaptureQueriesContext(connection) as few:
        manager.get(PAGE)
    for number in range(5):
        make_target(project, period=f"Q{number}", area=make_area(project), measure="education")
    with django_assert_num_queries(len(few)):
        manager.get(PAGE)


def test_nothing_to_see_yet_and_others_projects(manager):
    page = manager.get(PAGE)
    assert (page.context["heading"], "No project yet" in text_of(page)) == ("Targets against results", True)
    make_project(code="S2", sites=[make_site()])
    assert [manager.get(address, {"project": "S2"}).status_code for address in (PAGE, EXCEL, CSV)] == [404] * 3
    make_project(sites=[manager.site])
    assert "No targets yet" in text_of(manager.get(PAGE))


def _hundredths(value, is_share: bool):
    return round(value * 100) if is_share and value is not None else value
