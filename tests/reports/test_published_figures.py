"""What ended projects published, as computed from the demo's records (docs/figures.md says where it stands)."""

import json

# One process for all projects.
COUNT = """
import json
from network.access import acting_as_system
from network.models import Project
from reports.figures import build_scope, figures, more_figures
found = {}
with acting_as_system("test"):
    for code in ("POVER", "S20125", "KOKOOMO", "VALKE"):
        scope = build_scope(Project.objects.get(code=code))
        found[code] = {**figures(scope), **more_figures(scope)}
print(json.dumps(found, default=float))
"""


def counted(live_app) -> dict:
    done = live_app.manage("shell", "-v", "0", "-c", COUNT)
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def of(row: dict, *names: str) -> tuple:
    return tuple(row[name] for name in names)


def test_ended_projects_have_the_figures_that_they_published(live_app):
    found = counted(live_app)
    check_pover(found["POVER"])
    check_espoo(found["S20125"])
    check_kokoomo(found["KOKOOMO"])
    check_valke(found["VALKE"])


def check_pover(pover: dict) -> None:
    kinds = pover["gatherings"]["by_kind"]
    assert of(pover["visits"]["by_contact_type"], "walk_in", "booked") == (1225, 512)
    assert sum(kinds[kind]["headcount"] for kind in ("group", "popup", "outreach")) == 2232
    assert of(pover["network"], "agencies", "experts") == (43, 79)
    assert pover["gatherings"]["by_event_type"]["recruitment"]["events"] == 14
    assert pover["gatherings"]["by_event_type"]["job_info"]["headcount"] == 156
    assert pover["pilots"]["number"] == 13


def check_espoo(espoo: dict) -> None:
    share = ("share", "women_share", "number", "known")
    assert of(espoo["background"]["basic_education"], *share) == (41, 43, 492, 1200)
    assert of(espoo["background"]["foreign"], *share) == (32, 41, 400, 1250)
    assert of(espoo["trials"], "referrals", "share", "of") == (274, 20, 1370)
    assert of(espoo["work"], "referred", "with_subsidy", "subsidy_share") == (650, 39, 6)
    assert espoo["services"]["by_kind"]["card_training"]["times"] == 432
    assert espoo["services"]["by_kind"]["coaching"]["times"] == 247
    assert espoo["summer_jobs"]["coached"]["people"] == 748
    assert of(espoo["education"], "admitted", "applied", "either") == (182, 132, 314)
    assert (espoo["apprenticeships"]["referred"], espoo["wellbeing"]["referred"]) == (36, 250)
    assert of(espoo["housing"], "guided_people", "housed_people") == (305, 132)
    assert espoo["joint"]["by_event_type"]["employer_meeting"]["headcount"] == 4512
    assert of(espoo["recruiting"]["heads"], "n", "least", "most", "mean") == (12, 20, 30, 25)
    assert (espoo["developments"]["person_days"], espoo["network"]["experts"]) == (1600, 80)


def check_kokoomo(kokoomo: dict) -> None:
    assert kokoomo["participants"]["total"] == kokoomo["exits"]["ended"] == 150
    assert of(kokoomo["exits"]["to_work"], "number", "share") == (60, 40)
    assert of(kokoomo["exits"]["trials"], "number", "share") == (41, 27)
    assert kokoomo["exits"]["by_placement"]["pension"] == 11
    money = kokoomo["subsidies"]["by_employer_type"]
    assert {code: row["share"] for code, row in money.items()} == {
        "company": 48,
        "association": 32,
        "municipality": 20,
    }


def check_valke(valke: dict) -> None:
    """The overall target is that of the first three periods: a row of its own, not the sum of all four."""
    intake = [row for row in valke["targets"] if row["measure"] == "intake" and row["project"] == "VALKE"]
    periods = {}
    for row in intake:
        periods[row["period"]] = periods.get(row["period"], 0) + row["target"]
    overall = periods.pop("Koko hanke")
    assert periods == {"2008": 210, "2009": 390, "2010": 290, "Jatkoaika": 190}
    assert (overall, sum(periods.values())) == (890, 1080)
    included = [row for row in valke["targets"] if row["project"] == "VALKE-4"]
    assert [of(row, "measure", "target") for row in included] == [("intake", 150)]
    assert valke["screening"]["listed"] == 1138
    assert list(valke["screening"]["steps"].values()) == [1138, 233, 163, 158, 97]
