"""National collections: totals as the figures have them, nothing dropped, small numbers hidden unless asked for."""

import io
from datetime import date, time, timedelta
from enum import Enum
from random import Random
from zipfile import ZipFile

import pytest
from django.urls import reverse
from django.utils.translation import override
from openpyxl import load_workbook

from clients.codes import AgeBand, ContactType, LifeSituation, ReferralStatus, ReferralTarget
from network.access import counting
from network.codes import Theme
from network.models import Role
from reports.collections import LAYOUTS, Asked, collect
from reports.collections.hiding import hidden
from reports.collections.layouts.kohtaamo_v1 import CODES, length_of
from reports.collections.words import months
from reports.figures import build_scope, figures
from reports.masking import Masked
from tests.factories import (
    make_client,
    make_gathering,
    make_participation,
    make_project,
    make_referral,
    make_shift,
    make_site,
    make_user,
    make_visit,
)
from tests.forms import text_of

pytestmark = pytest.mark.django_db
PAGE, EXCEL, CSV = (reverse(f"reports:collection_{name}") for name in ("list", "xlsx", "csv"))
YEAR = (date(2025, 1, 1), date(2025, 12, 31))
TODAY = date(2026, 2, 3)
LISTS: dict[str, type[Enum]] = {"channel": ContactType, "age": AgeBand, "life": LifeSituation, "topic": Theme}


@pytest.fixture
def sites():
    return make_site(key="akaa", name="Ohjaamo Akaa"), make_site(key="urjala", name="Ohjaamo Urjala")


@pytest.fixture
def project(sites):
    """A year at two Ohjaamos, made with a die: named and anonymous visits, groups, referrals, exits."""
    die, project = Random(5), make_project(sites=sites)
    people = [
        make_client(
            home_site=sites[number % 2],
            birth_date=None if number == 0 else date(1994 + 2 * number, 3, 4),
            life_situation=die.choice(["", *LifeSituation.values]),
            mother_tongue=die.choice(["", "fi", "sv", "so"]),
        )
        for number in range(8)
    ]
    for _number in range(60):
        person = die.choice([None, *people])
        make_visit(
            site=die.choice(sites), client=person, date=date(2025, 1, 1) + timedelta(die.randrange(360)),
            contact_type=die.choice(ContactType.values), themes=die.sample(Theme.values, die.randint(1, 3)),
            minutes=die.choice([None, 5, 30, 45, 90]), age_band="" if person else die.choice(["", *AgeBand.values]),
        )  # fmt: skip
    make_gathering(site=sites[0], date=date(2025, 4, 5), headcount=9, women=3, under_18=2, event_type="fair")
    make_gathering(site=sites[1], date=date(2025, 4, 6), headcount=20, kind="popup")
    for person in people[:6]:
        make_referral(client=person, target=die.choice(ReferralTarget.values), status=die.choice(ReferralStatus.values))
        make_participation(client=person, project=project, end_date=date(2025, 6, 7), placement="education")
    return project


def exact(name: str, sites) -> dict:
    """{key of the table: it} with exact numbers."""
    collection = collect(name, LAYOUTS[name], Asked(*YEAR, tuple(sites)), exact=True, today=TODAY)
    return {table.key: table for table in collection.tables}


def test_every_code_of_ours_maps():
    assert {what: set(table) for what, table in CODES.items()} == {what: set(codes) for what, codes in LISTS.items()}
    assert [length_of(minutes) for minutes in (None, 0, 15, 16, 60, 61, 1440)] == [
        "unknown", "0_15", "0_15", "16_30", "31_60", "61", "61",
    ]  # fmt: skip
    assert list(LAYOUTS) == ["kohtaamo_v1", "yearly_v1", "staffing_v1"]


def test_totals_are_those_of_the_figures_and_nothing_is_dropped(project, sites):
    with counting():
        found = figures(build_scope(project, *YEAR))
    tables = exact("kohtaamo_v1", sites)
    visits = found["visits"]
    for name in ("channel", "length", "age", "life", "tongue", "topic"):
        table = tables[f"visits-{name}"]
        assert (table.foot[-1], [row[-1] for row in table.rows if row[-1]]) == (60, list(visits["by_month"].values()))
        if name != "topic":
            assert all(sum(row[1:-1]) == row[-1] for row in (*table.rows, table.foot))
    assert visits["total"] == 60
    heads = {key: table.foot[-1] for key, table in tables.items() if key.startswith("groups-")}
    assert set(heads.values()) == {found["gatherings"]["headcount"]} == {29}
    assert [row[1:] for row in tables["groups-gender"].rows] == [(3,), (0,), (0,), (26,)]
    assert tables["groups-event_type"].rows[-1][1:] == (1, 20)
    targets = list(found["referrals"]["by_target"].values())
    assert [row[-1] for row in tables["transitions-status"].rows] == targets
    assert [row[-1] for row in tables["transitions-followup"].rows] == targets
    assert tables["transitions-placements"].foot[1:] == (found["placements"]["ended"],)
    assert tables["sites"].foot[1:] == (60, found["clients"]["distinct"], 29)
    with override("en"):
        yearly = exact("yearly_v1", sites)
        key_figures = {row[0]: row[1:] for row in yearly["key-figures"].rows}
        assert not [table.key for table in yearly.values() if "share" in table.definition]
    assert (key_figures["Visits"], key_figures["Anonymous visits"]) == ((60, 0), (visits["anonymous"], 0))
    assert key_figures["Different clients"] == (found["clients"]["distinct"], 0)


@pytest.mark.parametrize("name", ["kohtaamo_v1", "yearly_v1"])
def test_small_numbers_are_hidden_and_no_line_gives_one_away(project, sites, name):
    layout, asked = LAYOUTS[name], Asked(*YEAR, tuple(sites))
    with counting():
        filled, cells = hidden(layout.fill(asked), months(asked).codes)
    assert not [key for key, number in cells.items() if not isinstance(number, Masked) and 0 < number < 5]
    for grid in filled.grids:
        for column in set(grid.column_codes) - grid.open:
            line = [cells[grid.cell(row, column)] for row in grid.row_codes]
            # Where all but one of the numbers of a sum are in sight, the last could be computed.
            assert not grid.has_foot or grid.whole or sum(isinstance(cell, Masked) for cell in line) != 1
    tables = {table.key: table for table in collect(name, layout, asked, exact=False, today=TODAY).tables}
    for grid in filled.grids:
        shown = [row[1:] for row in tables[grid.key].rows]
        assert shown == [
            tuple(
                grid.number(row, column) if column in grid.open else cells[grid.cell(row, column)]
                for column in grid.column_codes
            )
            for row in grid.rows.codes
        ]


def test_files_say_what_they_are(client, project, sites):
    client.force_login(make_user(Role.MANAGER, site=sites[0], language="en"))
    make_shift(site=sites[0], date=date(2025, 5, 5), starts=time(12), ends=time(15, 30))
    page = client.get(PAGE, {"layout": "kohtaamo_v1", "year": "2025"})
    # Of one's own Ohjaamo only.
    assert page.context["collection"].asked.sites == (sites[0],)
    assert "Hidden: 1 to 4 stand as <5" in text_of(page).replace("&lt;", "<")
    answer = client.get(EXCEL, {"layout": "kohtaamo_v1", "year": "2025", "exact": "on"})
    assert 'filename="kohtaamo_v1-akaa-2025-exact.xlsx"' in answer["Content-Disposition"]
    book = load_workbook(io.BytesIO(answer.content))
    told = {row[0].value: row[1].value for row in book["What this is"].iter_rows(min_row=2)}
    assert told["Collection"] == "Kohtaamo: visits and transitions, v1"
    assert told["Small numbers"].startswith("Exact: small numbers stand as they are.")
    assert told["Ohjaamos"] == "Ohjaamo Akaa"
    answer = client.get(CSV, {"layout": "staffing_v1", "year": "2025"})
    files = ZipFile(io.BytesIO(answer.content))
    assert files.namelist() == [
        "00-about.csv", "01-staff-month.csv", "02-staff-site.csv", "03-staff-sector.csv", "04-opening.csv",
    ]  # fmt: skip
    assert files.read("02-staff-site.csv").decode("utf-8-sig").splitlines()[1] == '"Ohjaamo Akaa";1;"3,50";1'
    assert client.get(EXCEL, {"layout": "kohtaamo_v1", "year": "1999"}).status_code == 400
    assert client.get(EXCEL, {"layout": "none", "year": "2025"}).status_code == 400
    wrong = client.get(PAGE, {"layout": "none", "year": "2025"})
    assert (wrong.status_code, "collection" in wrong.context) == (200, False)
