"""The workbench: every measure by every dimension, the same numbers as the figures, and what may not leak."""

from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from clients.models import Client
from network.access import acting_as_system, counting
from network.models import Project, Site
from reports.figures import build_scope, figures, more_figures
from reports.workbench import DIMENSIONS, MEASURES, Cell, Question, answer, dimensions_of, lines_of
from reports.workbench.counting import TOTAL
from tests.factories import make_feedback
from tests.path_factories import make_incoming_referral, make_service_use, make_wage_subsidy
from tests.reports.random_tables import RandomTables, write

pytestmark = pytest.mark.django_db
PAGE, EXCEL, CSV, RECORDS, KEEP = (
    reverse(f"reports:{name}")
    for name in ("workbench", "workbench_xlsx", "workbench_csv", "workbench_records", "saved_view_create")
)
TODAY = date(2023, 7, 1)


def fill_the_rest() -> None:
    """What the interchange tables do not bring."""
    with acting_as_system("test"):
        clients = list(Client.objects.order_by("key")[:6])
        sites = list(Site.objects.order_by("key")[:3])
    project = Project.objects.get(code="SUB1")
    for number, client in enumerate(clients):
        day, site = date(2021, 1 + number, 3), sites[number % 3]
        make_incoming_referral(client, site=site, date=day, source=["school", "self"][number % 2])
        make_service_use(client, site=site, date=day)
        make_service_use(client, site=site, date=day, kind="coaching")
        make_wage_subsidy(client, project=project, started_on=day, money_eur=Decimal("100.50"), employer_type="company")
        make_feedback(site=site, date=day, grade=[None, 8, 9, 10, 8, 8][number])


@pytest.fixture
def world(tmp_path) -> Project:
    folder = write(RandomTables(3).tables(), tmp_path / "in")
    call_command("import_data", str(folder), stdout=StringIO(), stderr=StringIO())
    fill_the_rest()
    return Project.objects.get(code="MAIN")


def ask(scope, measure: str, rows: str, columns: str = "", **filters):
    question = Question(MEASURES[measure], scope, DIMENSIONS[rows], DIMENSIONS.get(columns), filters)
    with counting():
        return answer(question, TODAY)


def main(made, row, column=TOTAL):
    measure = made.question.measure
    return measure.shown[measure.main].of(made.numbers(row, column))


def counts(made) -> dict:
    return {row: main(made, row) for row in made.rows}


def test_every_measure_by_every_dimension_adds_up_where_it_must(world):
    scope = build_scope(world, date(2020, 1, 1), date(2022, 11, 30))
    for measure in MEASURES.values():
        fitting = [one.key for one in dimensions_of(measure)]
        totals = set()
        for rows, columns in zip(fitting, [*fitting[1:], fitting[0]], strict=True):
            made = ask(scope, measure.key, rows, columns)
            where = (measure.key, rows, columns)
            totals.add(made.numbers(TOTAL, TOTAL))
            assert made.numbers(TOTAL, TOTAL)[0], where
            if measure.shown[measure.main].kind == "integer":
                if made.question.rows_add_up(DIMENSIONS[rows]):
                    assert sum(counts(made).values()) == main(made, TOTAL), where
                else:
                    assert sum(counts(made).values()) >= main(made, TOTAL), where
                if made.question.rows_add_up(DIMENSIONS[columns]):
                    row = next(iter(made.rows))
                    assert sum(main(made, row, column) for column in made.columns) == main(made, row), where
            assert_number_opens_as_many(made)
        assert len(totals) == 1, measure.key


def assert_number_opens_as_many(made) -> None:
    """The list behind a number has as many lines as the number says."""
    row = max(made.rows, key=lambda code: made.numbers(code, TOTAL)[0])
    for reading in made.question.measure.shown:
        if reading.number is None or made.question.measure.numbers[reading.number].how == "sum":
            continue
        for place in ((row, TOTAL), (TOTAL, TOTAL)):
            with counting():
                lines = lines_of(made.question, Cell(*place, reading.number))
                assert lines.count() == reading.of(made.numbers(*place)), (made.title, place)
                assert len(lines[0:1][0].texts) == len(lines.headings) if lines.count() else True


@pytest.mark.parametrize("narrow", [None, ["akaa"]])
def test_shared_figures_are_those_of_the_figures_page(world, narrow):
    scope = build_scope(world, date(2020, 2, 29), date(2022, 11, 30), narrow and [world.all_sites()[0].key])
    with counting():
        found, more = figures(scope), more_figures(scope)
    visits, clients, referrals = found["visits"], found["clients"], found["referrals"]
    attachment, placements = referrals["attachment"], found["placements"]

    def same(measure: str, rows: str, want: dict) -> None:
        got = {code: n for code, n in counts(ask(scope, measure, rows)).items() if n}
        assert got == {code: n for code, n in want.items() if n}, (measure, rows)

    same("visits", "month", visits["by_month"])
    same("visits", "theme", visits["by_theme"])
    same("visits", "channel", visits["by_contact_type"])
    same("visits", "site", visits["by_site"])
    same("clients", "age_band", clients["by_age_band"])
    same("clients", "gender", clients["by_gender"])
    same("referrals", "target", referrals["by_target"])
    same("referred", "target", referrals["clients_by_target"])
    kinds = found["gatherings"]["by_kind"]
    same("heads", "kind", {code: row["headcount"] for code, row in kinds.items()})
    same("gatherings", "kind", {code: row["events"] for code, row in kinds.items()})
    same("exits", "category", placements["by_category"])
    same("exits", "municipality", {code: sum(row.values()) for code, row in placements["by_municipality"].items()})
    same("exits", "area", {name: sum(row.values()) for name, row in placements["by_area"].items()})
    totals = {
        "visits": visits["total"],
        "anonymous": visits["anonymous"],
        "minutes": visits["minutes"],
        "clients": clients["distinct"],
        "heads": found["gatherings"]["headcount"],
        "gatherings": found["gatherings"]["events"],
        "referrals": referrals["total"],
        "accompanied": referrals["accompanied"],
        "attached": attachment["attached"],
        "participants": found["participants"]["total"],
        "exits": placements["ended"],
        "new_clients": more["visit_order"]["first"],
        "service_times": more["services"]["times"],
        "service_people": more["services"]["people"],
        "feedback": more["feedback"]["answers"],
        "mean_grade": more["feedback"]["grade"]["mean"],
        "wage_subsidy": more["subsidies"]["euros"],
    }
    made = {key: main(ask(scope, key, dimensions_of(MEASURES[key])[0].key), TOTAL) for key in totals}
    assert made == totals
    attached = ask(scope, "attached", "target").numbers(TOTAL, TOTAL)
    assert attached == (attachment["due"], attachment["followed_up"], attachment["attached"])
