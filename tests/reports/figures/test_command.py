import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from network.access import counting
from reports.figures import build_scope, figures
from tests.factories import (
    make_area,
    make_client,
    make_expert,
    make_gathering,
    make_participation,
    make_project,
    make_referral,
    make_site,
    make_target,
    make_visit,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return make_project(code="S20125", sites=[make_site(key="akaa"), make_site(key="urjala")])


def run(*arguments: str) -> dict:
    out, err = StringIO(), StringIO()
    call_command("figures", *arguments, stdout=out, stderr=err)
    assert err.getvalue() == ""
    return json.loads(out.getvalue())


def fill(project, number: int) -> None:
    """`number` rows of everything that is counted."""
    site = project.sites.first()
    area = make_area(project)
    for _each in range(number):
        client = make_client(home_site=site)
        make_visit(site=site, client=client, date=date(2025, 3, 1))
        make_gathering(site=site, date=date(2025, 3, 1))
        make_expert(sites=[site])
        make_referral(client=client)
        make_participation(project=project, client=client, end_date=date(2025, 3, 1), municipality_id="908")
    for measure in ["intake", "education", "other"][:number]:
        make_target(project, measure=measure, area=area)


def test_the_command_prints_the_figures_and_nothing_else(project):
    fill(project, 2)
    with counting():
        expected = figures(build_scope(project))
    assert run("--project", "S20125") == expected
    assert list(expected) == [
        "scope",
        "visits",
        "clients",
        "gatherings",
        "network",
        "referrals",
        "participants",
        "placements",
        "targets",
    ]
    assert (expected["visits"]["total"], expected["referrals"]["total"], expected["placements"]["ended"]) == (2, 2, 2)


def test_days_and_sites_narrow(project):
    days = ("--from", "2025-01-01", "--to", "2025-02-28")
    expected = {"project": "S20125", "from": "2025-01-01", "to": "2025-02-28", "sites": ["urjala"]}
    assert run("--project", "S20125", *days, "--site", "urjala")["scope"] == expected


@pytest.mark.parametrize("sites", [("--site", "urjala", "akaa"), ("--site", "urjala", "--site", "akaa")])
def test_several_sites_are_given_either_way(project, sites):
    assert run("--project", "S20125", *sites)["scope"]["sites"] == ["akaa", "urjala"]


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--project", "S1"], "S1"),
        (["--project", "S20125", "--from", "2025-02-30"], "2025-02-30"),
        (["--project", "S20125", "--to", "1.3.2025"], "1.3.2025"),
        (["--project", "S20125", "--to", "20250301"], "20250301"),
        (["--project", "S20125", "--from", ""], "--from"),
        (["--project", "S20125", "--from", "2025-03-02", "--to", "2025-03-01"], "after the last day"),
        (["--project", "S20125", "--from", "2027-01-01"], "after the last day"),
        (["--project", "S20125", "--from", "0001-01-01", "--to", "0001-01-02"], "Choose a day from"),
        (["--project", "S20125", "--to", "9999-12-31"], "Choose a day from"),
        (["--project", "S20125", "--site", "nowhere"], "nowhere"),
        (["--project", "S20125", "--site", ""], "S20125"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_printed(project, arguments, word):
    out = StringIO()
    with override("en"), pytest.raises(CommandError, match=word) as error:
        call_command("figures", *arguments, stdout=out)
    assert error.value.returncode == 1
    assert out.getvalue() == ""


def test_the_number_of_queries_does_not_grow_with_the_rows(project):
    numbers = []
    for rows in (1, 3):
        fill(project, rows)
        with (
            counting(),
            CaptureQueriesContext(
                connection,
            ) as queries,
        ):
            figures(build_scope(project))
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]
    assert numbers[0] < 40
