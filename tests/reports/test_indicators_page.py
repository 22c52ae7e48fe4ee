"""The indicators page: all and complete side by side, check sums, what is missing as numbers and never a name."""

import io
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from network.access import counting
from network.codes import Programme
from network.models import Role
from reports.esf import missing_numbers, read_indicators
from reports.figures import build_scope, figures
from reports.models import SmallNumbers
from reports.report.data import gather
from reports.report.live.indicators import indicators
from tests.factories import make_client, make_expert, make_participation, make_project, make_site, make_user
from tests.forms import text_of
from tests.path_factories import make_case_worker
from tests.report_factories import make_report

pytestmark = pytest.mark.django_db
PAGE, EXCEL = reverse("reports:indicators"), reverse("reports:indicators_xlsx")
TODAY = date(2026, 3, 1)


@pytest.fixture
def site():
    return make_site(name="Ohjaamo Akaa")


@pytest.fixture
def whole(site):
    """A project with two sub-projects: one person in both, one who came back, one without birth date or gender."""
    top = make_project(code="PORTTI", sites=[site])
    parts = [make_project(code=f"PORTTI-{number}", parent=top) for number in (1, 2)]
    known = {"home_site": site, "gender": "female", "birth_date": date(2003, 2, 3), "education_isced": 2}
    twice, back = (make_client(last_name=name, **known) for name in ("Kahdesti", "Palaaja"))
    blank = make_client(last_name="Tuntematon", home_site=site, birth_date=None)
    given = {"education_isced": 2, "municipality_id": "020"}
    first = {"start_date": date(2025, 1, 7), "unemployed_since": date(2024, 12, 1)}
    make_participation(client=twice, project=parts[0], **given, **first)
    make_participation(client=twice, project=parts[1], start_date=date(2025, 5, 5), labour_start="employed", **given)
    ended = {"end_date": date(2025, 4, 1), "labour_end": "employed", "placement": "open_job", "qualification": True}
    make_participation(client=back, project=parts[0], **given, **first, **ended)
    again = {"end_date": date(2025, 12, 1), "labour_end": "jobseeker", "checked_28d_on": date(2025, 12, 5)}
    make_participation(
        client=back, project=parts[0], start_date=date(2025, 9, 1), labour_start="inactive", **given, **again
    )
    make_participation(client=blank, project=parts[0], **first)
    make_case_worker(blank, make_expert(first_name="Onni", last_name="Ohjaaja"), since=date(2025, 1, 1))
    return top


def test_all_and_complete_stand_side_by_side(whole):
    scope = build_scope(whole)
    page = read_indicators(scope)
    with counting():
        frozen = figures(scope)["participants"]
    assert {line.code: line.all for line in page.lines} == frozen["indicators"]
    assert (page.participants, page.complete) == (frozen["total"], frozen["complete"]) == (3, 2)
    lines = {line.code: line for line in page.lines}
    everybody = lines["EECO01"]
    assert everybody.all == {"total": 3, "women": 2, "men": 0, "nonbinary": 0, "unknown": 1}
    assert everybody.complete == {"total": 2, "women": 2, "men": 0, "nonbinary": 0}
    # Who came back: start data of the first start, results of the latest end.
    assert (lines["EECO02"].all["total"], lines["EECO05"].all["total"]) == (3, 0)
    assert (lines["EECR04"].all["total"], lines["EECR03"].all["total"]) == (0, 0)
    sums = [(check.sum, check.between, check.unknown, check.agrees) for check in page.checks]
    assert sums == [(3, None, 0, True), (3, 0, 1, True), (3, None, 1, True)]
    assert [line.code for line in page.results] == [f"EECR0{number}" for number in range(1, 7)]
    told = {line.code: line.from_memory for line in page.lines}
    assert (told["EECO02"], told["EECO03"], told["EECO09"], told["EECR05"]) == (False, True, False, True)


def test_the_report_prints_the_same_numbers(whole):
    report = make_report(whole, small_numbers=SmallNumbers.EXACT)
    page = read_indicators(build_scope(whole))
    (table,) = indicators(gather(report))
    assert [[int(cell.text) for cell in row[1:]] for row in table.rows] == [
        [*line.all.values(), line.complete["total"]] for line in page.lines
    ]
    report.small_numbers = SmallNumbers.MASKED
    (table,) = indicators(gather(report))
    assert {len(row) for row in table.rows} == {6}


@pytest.mark.parametrize("programme", Programme)
def test_every_programme_tells_its_rule_and_its_indicators(programme):
    page = read_indicators(build_scope(make_project(programme=programme)))
    assert all(line.meaning and set(line.all.values()) == {0} for line in page.lines)
    assert all(check.agrees for check in page.checks)
    assert page.reports_complete == (programme in (Programme.ESR2007, Programme.ESR2014))
    assert str(page.long_term.months) in page.long_term_words


def test_what_is_missing_is_counted_by_field_and_by_who_sees_to_it(whole):
    found = missing_numbers(build_scope(whole), TODAY)
    fields = {row.code: (row.missing, row.asked, row.late) for row in found.fields if row.missing}
    assert fields == {
        "gender": (1, 5, None),
        "birth_date": (1, 5, None),
        "education_isced": (1, 5, None),
        "municipality": (1, 5, None),
        "placement": (1, 2, 1),
        "qualification": (1, 2, 1),
        "checked_28d_on": (1, 2, 1),
        "status_6m": (1, 1, 1),
    }
    workers = [(row.name, row.is_site, row.records, row.answers, row.late) for row in found.workers]
    assert workers == [("Onni Ohjaaja", False, 1, 4, 0), ("Ohjaamo Akaa", True, 2, 4, 2)]
    assert (found.records, found.lacking, found.late, found.is_closed) == (5, 3, 2, False)
    assert missing_numbers(build_scope(whole), date(2028, 1, 1)).is_closed


def test_the_page_and_the_workbook_show_numbers_and_no_names(client, whole, site):
    client.force_login(make_user(Role.MANAGER, site=site, language="en"))
    with CaptureQueriesContext(
        connection,
    ) as before:
        text = text_of(client.get(PAGE, {"project": "PORTTI"}))
    assert "EECO02 Unemployed, also long-term" in text
    assert "long-term means at least 12 months by the start" in text
    assert "1 record of a project participant still lacks something." in text
    for name in ("Kahdesti", "Palaaja", "Tuntematon", "Veera"):
        assert name not in text
    start = timezone.localdate() - timedelta(30)
    for _number in range(4):
        make_participation(client=make_client(home_site=site), project=whole, start_date=start)
    with CaptureQueriesContext(connection) as after:
        client.get(PAGE, {"project": "PORTTI"})
    assert len(after) <= len(before)
    book = load_workbook(io.BytesIO(client.get(EXCEL, {"project": "PORTTI"}).content))
    assert book.sheetnames == ["Outputs", "Results", "Check sums", "Missing by field", "Missing by counsellor"]
    assert [cell.value for cell in book["Outputs"][2]][:7] == ["EECO01", "Participants in all", 7, 2, 0, 0, 5]
    assert client.get(PAGE, {"project": "NONE"}).status_code == 404
    empty = make_project(sites=[site], code="EMPTY")
    assert "Nobody started in this project in the period." in text_of(client.get(PAGE, {"project": empty.code}))
    assert client.get(EXCEL, {"project": "EMPTY", "period": "own"}).status_code == 200
    wrong = {"project": "EMPTY", "period": "own", "start": "2026-02-02", "end": "2026-01-01"}
    assert "The first day is after the last day." in text_of(client.get(PAGE, wrong))
    assert client.get(EXCEL, wrong).status_code == 400
