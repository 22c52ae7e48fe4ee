"""A report of masked numbers shows no small one: not in a table, not in a text, not in a chart."""

import re
from datetime import date

import pytest

from reports.models import SmallNumbers
from reports.report import report_context, report_html
from tests.factories import (
    make_area,
    make_client,
    make_participation,
    make_pilot,
    make_project,
    make_referral,
    make_site,
    make_target,
    make_visit,
)
from tests.report_factories import make_chapter, make_report

pytestmark = pytest.mark.django_db
SMALL = {"1", "2", "3", "4"}
CELL = re.compile(r"<td[^>]*\bnum\b[^>]*>\s*([^<]*?)\s*<")
BLOCK = re.compile(r'<table class="figures.*?</table>\s*<div class="table-notes">.*?</div>', re.DOTALL)
TILE = re.compile(r'class="tile-number">([^<]*?)(?:&nbsp;|\xa0)*<')


@pytest.fixture
def report():
    """Two years of a project: a few visits by phone, a few who left to study, a target with a small result."""
    site = make_site(key="akaa")
    project = make_project(code="S1", sites=[site], start_date=date(2024, 1, 1), end_date=date(2025, 12, 31))
    area = make_area(project, name="Akaa")
    for number in range(30):
        client, day = make_client(home_site=site, birth_date=date(2003, 1, 1)), date(2024 + number % 2, 3, 1)
        channel = "phone" if number < 3 else "online" if number < 14 else "walk_in"
        make_visit(site=site, client=client, date=day, contact_type=channel)
        make_referral(client=client, date=day, target="education" if number < 2 else "work")
        placement = "education" if number < 2 else "open_job"
        make_participation(
            project=project, client=client, start_date=day, end_date=day, placement=placement, municipality_id="020"
        )
    for measure in ("intake", "education"):
        days = {"period": "2024", "period_start": date(2024, 1, 1), "period_end": date(2024, 12, 31)}
        make_target(project, measure=measure, target=20, **days)
        make_target(project, measure=measure, target=10, area=area, **days)
    for headcount in (2, 9):
        make_pilot(project=project, site=site, headcount=headcount)
    made = make_report(project, layout="narrative", languages=["en"])
    make_chapter(made, language="en", slug="background", text="By phone {{visits.by_contact_type.phone}} visits.")
    return made


def numbers_of(report) -> tuple[str, set[str]]:
    html = report_html(report_context(report, "en"))
    return html, {*CELL.findall(html), *TILE.findall(html)}


def test_a_masked_report_shows_no_small_number(report):
    report.small_numbers = SmallNumbers.EXACT
    html, numbers = numbers_of(report)
    assert numbers & SMALL == {"1", "2", "3"}
    assert "By phone 3 visits" in html
    report.small_numbers = SmallNumbers.MASKED
    html, numbers = numbers_of(report)
    assert numbers & SMALL == set()
    assert {"&lt;5", "30"} <= numbers
    assert "By phone &lt;5 visits" in html


def test_each_table_with_a_mask_says_what_it_means(report):
    report.small_numbers = SmallNumbers.MASKED
    found = BLOCK.findall(numbers_of(report)[0])
    marked = [
        (bool(re.search(r">\s*&lt;5\s*<", one)), bool(re.search(r">\s*hidden\s*<|= hidden", one))) for one in found
    ]
    assert marked == [("&lt;5: a number" in one, "hidden: left out" in one) for one in found]
    assert {(True, True), (False, True), (False, False)} <= set(marked)
