"""The product's figures against an independent recount over twenty random Ohjaamos, through the real commands."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from tests.reports.random_tables import RandomTables, write
from tests.reports.recount import Recount

QUESTIONS = [
    ("MAIN", None, None, None),
    ("MAIN", date(2021, 2, 28), date(2021, 12, 31), None),
    ("MAIN", date(2020, 1, 1), date(2022, 11, 30), ["akaa"]),
    ("SUB1", None, None, None),
    ("SUBSUB", date(2019, 1, 1), date(2023, 6, 30), None),
    ("STRANGE", None, None, None),
]


def ask(project, first, last, sites) -> dict:
    out = StringIO()
    arguments = ["--project", project]
    arguments += ["--from", first.isoformat(), "--to", last.isoformat()] if first else []
    arguments += ["--site", *sites] if sites else []
    call_command("figures", *arguments, stdout=out)
    return json.loads(out.getvalue())


def by_identity(rows: list[dict]) -> list[dict]:
    return sorted(rows, key=lambda row: (row["project"], row["period"], row["area"], row["measure"]))


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(20))
def test_figures_equal_an_independent_recount(seed, tmp_path):
    tables = RandomTables(seed).tables()
    call_command("import_data", str(write(tables, tmp_path / "in")), stdout=StringIO(), stderr=StringIO())
    for project, first, last, sites in QUESTIONS:
        if sites and not tables["projects"][0]["sites"]:
            sites = ["akaa"]
        got = ask(project, first, last, sites)
        want = Recount(tables, project, first, last, sites).figures()
        got["targets"], want["targets"] = by_identity(got["targets"]), by_identity(want["targets"])
        # Areas without any exit may stand there with zeros.
        got["placements"]["by_area"] = {a: n for a, n in got["placements"]["by_area"].items() if any(n.values())}
        for section in want:
            assert got[section] == want[section], (project, first, section)
