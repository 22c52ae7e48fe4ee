import csv
import io
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override
from openpyxl import load_workbook

from network.models import Role
from reports.access import projects_for
from reports.definitions import DEFINITIONS
from reports.figures import build_scope
from reports.overview import Subject, groups
from reports.overview.table import share
from reports.periods import last_closed_day
from reports.report import report_context
from reports.report.data import gather
from tests.factories import (
    make_area,
    make_client,
    make_gathering,
    make_participation,
    make_project,
    make_referral,
    make_site,
    make_target,
    make_user,
    make_visit,
)
from tests.report_factories import make_report
from tests.reports.figures.counting import count

pytestmark = pytest.mark.django_db
PAGE, EXCEL, CSV, RECORDS = (
    reverse(f"reports:{name}") for name in ("figures", "figures_xlsx", "figures_csv", "workbench_records")
)


@pytest.fixture
def site():
    return make_site(key="akaa", name="Ohjaamo Akaa")


@pytest.fixture
def project(site):
    return make_project(code="S1", name="PoVer", sites=[site, make_site(key="urjala")])


@pytest.fixture
def manager(client, site):
    client.force_login(make_user(Role.MANAGER, site=site, language="en"))
    return client


@pytest.fixture
def reader(client, site):
    client.force_login(make_user(Role.REPORT_READER, site=site, language="en"))
    return client


def fill(project, number: int) -> None:
    site, area = project.sites.order_by("key").first(), make_area(project)
    for _each in range(number):
        client = make_client(home_site=site)
        make_visit(site=site, client=client, date=date(2025, 3, 1))
        make_gathering(site=site, date=date(2025, 3, 1))
        make_referral(client=client)
        make_participation(project=project, client=client, end_date=date(2025, 3, 1), municipality_id="908")
    for measure in ["intake", "education", "other"][:number]:
        make_target(project, measure=measure, area=area)


@pytest.mark.parametrize("address", [PAGE, EXCEL, CSV])
@pytest.mark.parametrize("role", Role)
def test_figures_are_for_managers_and_report_readers(client, project, site, role, address):
    client.force_login(make_user(role, site=site))
    expected = 200 if role in {Role.MANAGER, Role.REPORT_READER} else 403
    assert client.get(address, {"project": "S1"}).status_code == expected


@pytest.mark.parametrize("address", [PAGE, EXCEL, CSV])
def test_a_stranger_finds_no_project(client, project, address):
    client.force_login(make_user(Role.MANAGER, site=make_site()))
    assert client.get(address, {"project": "S1"}).status_code == 404
    assert client.get(address, {"project": "nothing"}).status_code == 404


@pytest.mark.parametrize("address", [PAGE, EXCEL, CSV])
def test_nobody_enters_without_logging_in(client, project, address):
    assert client.get(address).status_code == 302


def test_without_any_project_the_page_says_what_is_missing(manager):
    response = manager.get(PAGE)
    assert response.status_code == 200
    assert "No project yet" in response.content.decode()
    assert manager.get(EXCEL).status_code == 404


def seen(user) -> list[tuple[str, int, bool]]:
    return [(seen.project.code, seen.depth, seen.exact) for seen in projects_for(user)]


def test_one_sees_projects_of_ones_sites_with_their_sub_projects(site):
    parent = make_project(code="P", sites=[site])
    child = make_project(code="P-1", parent=parent)
    make_project(code="P-1-1", parent=child)
    make_project(code="other", sites=[make_site()])
    make_project(code="nowhere")
    rows = [("P", 0, True), ("P-1", 1, True), ("P-1-1", 2, True)]
    assert seen(make_user(Role.MANAGER, site=site)) == rows
    assert seen(make_user(Role.REPORT_READER, site=site)) == [(code, depth, False) for code, depth, _exact in rows]
    assert seen(make_user(Role.COUNSELLOR, site=site)) == []
    everywhere = {code for code, _depth, _exact in seen(make_user(Role.MANAGER))}
    assert everywhere == {"P", "P-1", "P-1-1", "other", "nowhere"}


def test_a_site_of_a_sub_project_opens_its_parent_but_not_its_siblings(site):
    parent = make_project(code="P")
    make_project(code="P-1", parent=parent, sites=[site])
    make_project(code="P-2", parent=parent, sites=[make_site()])
    assert seen(make_user(Role.MANAGER, site=site)) == [("P", 0, True), ("P-1", 1, True)]


def test_the_page_shows_the_counters_apart(manager, project):
    fill(project, 3)
    make_visit(site=project.sites.get(key="akaa"), date=date(2025, 3, 2))
    response = manager.get(PAGE, {"project": "S1"})
    main = [(counter.value, counter.note) for counter in response.context["counters"].main]
    assert main == [
        ("4", "3 (75%) with a name, 1 (25%) anonymous"),
        ("3", "people with a name, each once"),
        ("30", "at 3 gatherings"),
        ("3", "0 (0%) with complete data"),
    ]
    text = response.content.decode()
    assert text.count("<h1>") == 1
    assert "not different people" in text
    opened = manager.get(re.search(f'"({RECORDS}[^"]*row=2025-03[^"]*)"', text)[1].replace("&amp;", "&"))
    assert opened.context["page"].paginator.count == 4


def test_every_number_of_the_json_has_its_definition(project):
    wanted = set()
    for section, found in count(project).items():
        wanted |= {section} if isinstance(found, list) else {f"{section}.{name}" for name in found}
    wanted -= {"scope.project", "scope.from", "scope.to", "scope.sites"}
    assert wanted <= set(DEFINITIONS)


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_definitions_are_translated(language):
    with override(language):
        translated = {key: str(text) for key, text in DEFINITIONS.items()}
    with override("en"):
        assert not [key for key, text in translated.items() if text == str(DEFINITIONS[key])]


@pytest.mark.parametrize(
    ("query", "days"),
    [
        ({}, (date(2024, 1, 1), date(2026, 12, 31))),
        ({"period": "2025"}, (date(2025, 1, 1), date(2025, 12, 31))),
        ({"period": "2025-q1"}, (date(2025, 1, 1), date(2025, 3, 31))),
        ({"period": "2025-02"}, (date(2025, 2, 1), date(2025, 2, 28))),
        ({"period": "own", "start": "2025-02-03", "end": "2025-02-04"}, (date(2025, 2, 3), date(2025, 2, 4))),
        ({"period": "own", "start": "2025-02-03"}, (date(2025, 2, 3), date(2026, 12, 31))),
        # Dates left over from before do not count for a named period.
        ({"period": "2025", "start": "2025-02-03"}, (date(2025, 1, 1), date(2025, 12, 31))),
        # A year of another project's is no error.
        ({"period": "1999"}, (date(2024, 1, 1), date(2026, 12, 31))),
    ],
)
def test_periods(manager, project, query, days):
    scope = manager.get(PAGE, {"project": "S1", **query}).context["subject"].scope
    assert (scope.start, scope.end) == days


def test_sites_narrow(manager, project):
    scope = manager.get(PAGE, {"project": "S1", "sites": ["urjala"]}).context["subject"].scope
    assert [site.key for site in scope.sites] == ["urjala"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"sites": ["nowhere"]}, "sites"),
        ({"period": "soon"}, "period"),
        ({"period": "own", "start": "2025-02-30"}, "start"),
        ({"period": "own", "start": "2025-02-03", "end": "2025-02-02"}, "end"),
        ({"period": "own", "start": "0001-01-01", "end": "0001-01-02"}, "start"),
        ({"period": "own", "start": "2025-01-01", "end": "9999-12-31"}, "end"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(manager, project, query, field):
    response = manager.get(PAGE, {"project": "S1", **query})
    assert list(response.context["form"].errors) == [field]
    assert "error-summary" in response.content.decode()
    assert "counters" not in response.context
    for address in (EXCEL, CSV):
        assert manager.get(address, {"project": "S1", **query}).status_code == 400


def test_a_project_without_data_shows_zeros(manager, project):
    response = manager.get(PAGE, {"project": "S1"})
    assert [counter.value for counter in response.context["counters"].main] == ["0", "0", "0", "0"]
    assert "Nothing has been recorded for this choice yet" in response.content.decode()


def test_readers_get_masked_numbers_and_no_free_choice(reader, project):
    fill(project, 3)
    response = reader.get(PAGE, {"project": "S1", "period": "2025"})
    assert [counter.value for counter in response.context["counters"].main] == ["<5", "<5", "30", "<5"]
    assert set(response.context["form"].fields) == {"project", "period"}
    assert reader.get(PAGE, {"project": "S1", "period": "2025-03"}).context["form"].errors == {
        "period": ["Select a valid choice. 2025-03 is not one of the available choices."]
    }
    rows = list(csv.reader(io.StringIO(reader.get(CSV, {"project": "S1"}).content.decode("utf-8-sig")), delimiter=";"))
    assert ["In all", "<5"] in rows
    assert RECORDS not in response.content.decode()


def test_readers_see_a_month_when_it_has_ended(client, site):
    today = timezone.localdate()
    closed, days = last_closed_day(today), {"start_date": date(today.year - 1, 1, 1)}
    project = make_project(code="S2", sites=[site], end_date=date(today.year + 1, 12, 31), **days)
    for day in [*[closed] * 6, today]:
        person = make_client(home_site=site)
        make_visit(site=site, client=person, date=day)
        make_participation(project=project, client=person, start_date=day)
    make_target(project, period_start=project.start_date, period_end=project.end_date, area=None)
    seen = {}
    for role in (Role.MANAGER, Role.REPORT_READER):
        client.force_login(make_user(role, site=site, language="en"))
        page = client.get(PAGE, {"project": "S2"})
        tables = {table.key: table for group in page.context["groups"] for table in group.tables}
        reached = tables["targets"].rows[0][-2]
        seen[role] = page.context["subject"].scope.end, page.context["counters"].main[0].value, reached
    assert seen == {Role.MANAGER: (project.end_date, "7", 7), Role.REPORT_READER: (closed, "6", 6)}
    assert "A month is counted when it has ended." in page.content.decode()
    report = make_report(project, layout="narrative", languages=["en"], small_numbers="masked")
    printout = report_context(report, "en")
    assert printout.reach == f"The figures reach to {date_format(closed, 'j F Y')}."
    assert gather(report).figures["visits"]["total"] == 6


def test_screen_excel_and_csv_show_the_same(manager, project):
    fill(project, 3)
    response = manager.get(PAGE, {"project": "S1"})
    tables = [table for group in response.context["groups"] for table in group.tables]
    book = load_workbook(io.BytesIO(manager.get(EXCEL, {"project": "S1"}).content))
    assert len(book.sheetnames) == len(tables) == 42
    for table, sheet in zip(tables, book, strict=True):
        written = [list(row) for row in sheet.iter_rows(values_only=True)]
        rows = [*table.rows, table.foot] if table.foot else table.rows
        assert written[0] == [str(column.title) for column in table.columns]
        for row, cells in zip(rows, written[1 : len(rows) + 1], strict=True):
            numbers = [
                cell / 100 if column.kind == "percent" and isinstance(cell, int) else cell
                for column, cell in zip(table.columns, row, strict=True)
            ]
            assert [cell or None for cell in cells] == [number or None for number in numbers]
    for table in (tables[1], tables[16], tables[-1]):
        rows = [*table.rows, table.foot] if table.foot else table.rows
        text = manager.get(CSV, {"project": "S1", "table": table.key}).content.decode("utf-8-sig")
        assert len(list(csv.reader(io.StringIO(text), delimiter=";"))) == len(rows) + 1


def test_a_table_that_is_not_there_is_404(manager, project):
    assert manager.get(CSV, {"project": "S1", "table": "secrets"}).status_code == 404


def test_names_in_spreadsheets_are_no_formulas(manager, project):
    make_target(project, period="=HYPERLINK(1)")
    text = manager.get(CSV, {"project": "S1", "table": "targets"}).content.decode("utf-8-sig")
    assert '"\'=HYPERLINK(1)"' in text


def test_the_number_of_queries_does_not_grow_with_the_rows(manager, project):
    numbers = []
    for rows in (1, 3):
        fill(project, rows)
        with CaptureQueriesContext(connection) as queries:
            manager.get(PAGE, {"project": "S1"})
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]


def test_tables_come_in_a_fixed_order(project):
    subject = Subject.read(build_scope(project), exact=True, today=timezone.localdate())
    assert [table.key for group in groups(subject) for table in group.tables] == [
        "visits-month",
        "visits-theme",
        "visits-channel",
        "visits-site",
        "clients-age",
        "clients-gender",
        "gatherings-kind",
        "gatherings-type",
        "referrals-target",
        "referrals-accompanied",
        "referrals-attachment",
        "indicators",
        "placements-category",
        "placements-area",
        "placements-municipality",
        "targets",
        "ways",
        "trials",
        "exits-groups",
        "exits-placement",
        "services-kind",
        "services-card",
        "summer-jobs",
        "housing",
        "background",
        "visits-order",
        "visits-language",
        "feedback",
        "feedback-answers",
        "change",
        "profiles",
        "profiles-in-force",
        "subsidies",
        "subsidies-continued",
        "screening",
        "screening-work",
        "joint",
        "recruiting",
        "developments-days",
        "pilots",
        "staff",
        "staff-funding",
    ]


@pytest.mark.parametrize(
    ("part", "whole", "percent"),
    [(1, 8, 13), (1, 200, 1), (1, 201, 0), (5, 1000, 1), (345, 1000, 35), (2, 3, 67), (0, 5, 0), (3, 0, None)],
)
def test_shares_are_rounded_half_up(part, whole, percent):
    assert share(part, whole) == percent


def test_targets_name_their_project_only_where_there_are_several(project):
    make_target(project)
    one = _targets(project)
    make_target(make_project(code="S1-A", name="Osahanke", parent=project))
    several = _targets(project)
    assert [len(row) for row in one.rows] == [6]
    assert [row[1] for row in several.rows] == ["PoVer", "Osahanke"]


def _targets(project):
    subject = Subject.read(build_scope(project), exact=True, today=timezone.localdate())
    return next(group.tables[0] for group in groups(subject) if group.key == "targets")
