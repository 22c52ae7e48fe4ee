"""The workbench: every measure by every dimension, the same numbers as the figures, and what may not leak."""

import io
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from clients.models import Client
from network.access import acting_as_system, counting
from network.models import Project, Role, Site
from reports.figures import build_scope, figures, more_figures
from reports.forms.workbench import WorkbenchForm
from reports.masking import Masked
from reports.models import SavedView
from reports.overview import Subject, groups
from reports.overview.front import replies
from reports.overview.opens import OPENINGS, SINGLE
from reports.overview.table import FOOT
from reports.workbench import (
    DIMENSIONS,
    MEASURES,
    Cell,
    Question,
    answer,
    chart_of,
    dimensions_of,
    lines_of,
    why_no_chart,
)
from reports.workbench.counting import TOTAL
from tests.factories import make_client, make_feedback, make_gathering, make_project, make_site, make_user, make_visit
from tests.forms import errors, posted, text_of
from tests.path_factories import make_incoming_referral, make_service_use, make_wage_subsidy
from tests.report_factories import make_saved_view
from tests.reports.random_tables import RandomTables, write

pytestmark = pytest.mark.django_db
PAGE, EXCEL, CSV, RECORDS, KEEP = (
    reverse(f"reports:{name}")
    for name in ("workbench", "workbench_xlsx", "workbench_csv", "workbench_records", "saved_view_create")
)
TODAY = date(2023, 7, 1)
PLACE = {"row", "column", "number"}  # where a number stands in an answer


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
        make_service_use(client, site=site, date=day, kind=["coaching", "summer_job_coaching"][number % 2])
        make_gathering(site=site, date=day, kind="event", event_type="recruitment")
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
            assert_drawn(made)
            assert_drawn(ask(scope, measure.key, rows))
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


def assert_drawn(made) -> None:
    """A picture where it can be read, else the words why there is none."""
    figure = chart_of(made)
    assert bool(figure) != bool(why_no_chart(made)), made.title
    assert not figure or "<svg" in figure.compact


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


def test_what_the_figures_page_opens_counts_the_same_number(world):
    scope = build_scope(world, date(2020, 2, 29), date(2022, 11, 30))
    subject = Subject.read(scope, exact=True, today=TODAY)
    tables = {table.key: table for group in groups(subject, opens=True) for table in group.tables}
    answers = {}
    for table in tables.values():
        for (row, column), address in table.opens.items():
            number = (table.foot if row == FOOT else table.rows[row])[column]
            asked = QueryDict(address)
            question = "&".join(f"{name}={','.join(codes)}" for name, codes in asked.lists() if name not in PLACE)
            if question not in answers:
                form = WorkbenchForm(asked, project=world, sites=list(world.all_sites()), today=TODAY)
                assert (form.is_valid(), form.notes) == (True, []), (table.key, form.errors)
                with counting():
                    answers[question] = answer(form.question, TODAY)
            made, place = answers[question], (asked.get("row"), asked.get("column"))
            assert made.numbers(*place)[int(asked["number"])] == number, (table.key, row, column)
            assert made.place(*place) is not None, (table.key, row, column)
    assert {key for key, table in tables.items() if table.opens} == {*OPENINGS, *SINGLE}
    assert not any(table.opens for group in groups(subject) for table in group.tables)


# Pages


@pytest.fixture
def site():
    return make_site(key="akaa", name="Ohjaamo Akaa")


@pytest.fixture
def project(site):
    """Three visits in March 2025 and one in March 2024; Unelma's two by name."""
    project = make_project(code="S1", name="PoVer", sites=[site, make_site(key="urjala", name="Ohjaamo Urjala")])
    unelma = make_client(
        first_name="Unelma", last_name="Salainen", birth_date=date(2004, 2, 29), gender="female", home_site=site
    )
    for day in (date(2025, 3, 3), date(2025, 3, 4)):
        make_visit(site=site, client=unelma, date=day, themes=["housing", "debts"], minutes=30, note="Salainen juttu")
    make_visit(site=site, date=date(2025, 3, 4), themes=["housing"], minutes=15)
    make_visit(site=site, date=date(2024, 3, 4), themes=["debts"])
    return project


@pytest.fixture
def manager(client, site):
    client.force_login(make_user(Role.MANAGER, site=site, language="en", first_name="Maija", last_name="Malli"))
    return client


def rows_of(response) -> list[list[str]]:
    made = response.context["answer"]
    return [[cell.text for cell in row] for row in [*made.shown, made.shown_foot]]


def test_the_page_answers_with_chart_and_table(manager, project):
    asked = {"project": "S1", "period": "2025", "rows": "theme", "columns": "site"}
    response = manager.get(PAGE, asked)
    found = {row[0]: row[1:] for row in rows_of(response)}
    assert found["Housing"] == ["3", "3"]
    assert found["Debts and enforcement"] == ["2", "2"]
    assert found["In all, each once"] == ["3", "3"]
    assert "add up to more than the total" in text_of(response)
    assert response.context["figure"].chart.series == ["Ohjaamo Akaa"]
    assert response.content.decode().count("<h1") == 1
    narrowed = manager.get(PAGE, asked | {"rows": "month", "columns": "", "f_theme": ["debts"], "sites": ["urjala"]})
    assert narrowed.context["answer"].is_empty
    assert "Try another period" in text_of(narrowed)


def test_a_period_is_compared_with_the_same_part_of_the_one_before(manager, project, site):
    asked = {"project": "S1", "period": "2025", "rows": "month", "compare": "on"}
    whole, more = "100%", "+{}%".format
    assert rows_of(manager.get(PAGE, asked))[2] == ["March 2025", "3", whole, "1", "+2", more(200)]
    # A month in which nobody came now but somebody did before.
    make_visit(site=site, date=date(2024, 5, 6))
    may = rows_of(manager.get(PAGE, asked))[4]
    assert may == ["May 2025", "0", "0%", "1", "−1", "−100%"]
    days = asked | {"period": "own", "start": "2025-03-04", "end": "2025-03-04", "rows": "channel"}
    assert rows_of(manager.get(PAGE, days))[-1] == ["In all", "2", whole, "1", "+1", more(100)]
    make_wage_subsidy(make_client(home_site=site), started_on=date(2025, 1, 7), money_eur=1600)
    assert rows_of(manager.get(PAGE, asked | {"measure": "wage_subsidy", "compare": ""}))[0][1:] == ["1", "1,600"]
    # Nothing now is something beside what there was.
    gone = manager.get(PAGE, days | {"start": "2025-03-05", "end": "2025-03-06"})
    assert rows_of(gone)[-1] == ["In all", "0", "3", "−3", "−100%"]
    assert gone.context["figure"].chart.series == ["Now", "Before"]
    nothing = manager.get(PAGE, asked | {"period": "whole"})
    assert "nothing before the whole project" in text_of(nothing)


def test_excel_and_csv_have_the_rows_of_the_screen(manager, project):
    asked = {"project": "S1", "period": "2025", "rows": "theme", "columns": "channel", "measure": "minutes"}
    table = manager.get(PAGE, asked).context["answer"].table
    sheet = load_workbook(io.BytesIO(manager.get(EXCEL, asked).content)).active
    written = [list(row) for row in sheet.iter_rows(values_only=True)]
    rows = [list(row) for row in [*table.rows, table.foot]]
    assert written[0] == [column.title for column in table.columns]
    assert written[1 : len(rows) + 1] == rows
    notes = [row[0] for row in written[len(rows) + 1 :] if row[0]]
    assert str(MEASURES["minutes"].definition) in notes
    assert "Ohjaamos: Ohjaamo Akaa, Ohjaamo Urjala" in notes
    text = manager.get(CSV, asked).content.decode("utf-8-sig").splitlines()
    assert text[-1] == '"In all, each once";75;75'


@pytest.mark.parametrize("address", [PAGE, EXCEL, CSV, RECORDS, KEEP])
def test_only_who_sees_the_exact_figures_of_the_project_enters(client, project, site, address):
    client.force_login(make_user(Role.REPORT_READER, site=site))
    assert client.get(address, {"project": "S1"}).status_code == 403
    client.force_login(make_user(Role.MANAGER, site=make_site()))
    assert client.get(address, {"project": "S1"}).status_code == 404


def test_records_behind_a_number_name_nobody_to_a_manager(client, manager, project, site):
    secrets = ["Unelma", "Salainen", "juttu", "2004", "29.2"]
    for asked in ({"measure": "visits"}, {"measure": "clients", "rows": "gender", "row": "female"}):
        response = manager.get(RECORDS, {"project": "S1", "period": "2025"} | asked)
        assert [word for word in secrets if word in response.content.decode()] == []
        assert response.context["page"].paginator.count == {"visits": 3, "clients": 1}[asked["measure"]]
    lines = [line.texts for line, _person in manager.get(RECORDS, {"project": "S1"}).context["lines"]]
    themes = "Housing, Debts and enforcement"
    assert lines[1][1:] == ["Ohjaamo Akaa", "Walk-in visit", themes, "30", "Yes"]
    housed = {"project": "S1", "measure": "minutes", "rows": "theme", "row": "housing"}
    assert "75 · Minutes of visits · Theme: Housing" in text_of(manager.get(RECORDS, housed))
    part = {"project": "S1", "measure": "accompanied", "number": "1"}
    assert "0 · Accompanied referrals: accompanied" in text_of(manager.get(RECORDS, part))
    # Somebody who also counsels there meets the same people by name in their other lists.
    client.force_login(make_user(Role.MANAGER, Role.COUNSELLOR, site=site, language="en"))
    assert text_of(client.get(RECORDS, {"project": "S1"})).count("Unelma Salainen") == 2


def test_what_cannot_be_is_said_and_nothing_breaks(manager, project):
    same = manager.get(PAGE, {"project": "S1", "rows": "theme", "columns": "theme"})
    assert list(errors(same)) == ["columns"]
    backwards = manager.get(PAGE, {"project": "S1", "period": "own", "start": "2025-02-03", "end": "2025-02-02"})
    assert list(errors(backwards)) == ["end"]
    for days, wrong in [
        ({"start": "0001-01-01", "end": "0001-01-02"}, "start"), ({"start": "2030-01-01", "end": "9999-12-31"}, "end"),
        ({"start": "2000-01-01", "end": "2030-12-31"}, "end"),
    ]:  # fmt: skip
        far = manager.get(PAGE, {"project": "S1", "period": "own", "compare": "on"} | days)
        assert list(errors(far)) == [wrong]
    left_out = manager.get(PAGE, {"project": "S1", "measure": "heads", "rows": "theme", "f_gender": "female"})
    assert text_of(left_out).count("those that do not were left out") == 1
    for query, status in [
        ({"number": "7"}, 400),
        ({"row": "\0"}, 404),
        ({"column": "x"}, 404),
        ({"measure": "x"}, 400),
    ]:
        assert manager.get(RECORDS, {"project": "S1"} | query).status_code == status, query


def test_the_number_of_queries_does_not_grow(manager, project, site):
    counted = []
    make_visit(site=site, client=make_client(municipality_id="908"))
    for _round in range(2):
        with CaptureQueriesContext(connection) as queries:
            manager.get(PAGE, {"project": "S1", "rows": "municipality", "columns": "gender", "measure": "clients"})
            manager.get(RECORDS, {"project": "S1"})
        counted.append(len(queries))
        for number in range(3):
            make_visit(site=site, client=make_client(municipality_id=["908", "297", "020"][number]))
    assert counted[0] == counted[1]


def test_a_view_is_kept_shared_and_removed(client, manager, project, site):
    question = "project=S1&measure=visits&rows=theme&period=2025"
    form = manager.get(f"{KEEP}?{question}").context["form"]
    assert posted(form)["name"] == "Visits: theme"
    for _time in range(2):  # pressed twice, kept once
        kept = manager.post(f"{KEEP}?{question}", {"name": "Aiheet", "is_shared": "on"})
        assert kept["Location"] == f"{PAGE}?{question}"
    again = manager.post(f"{KEEP}?{question.replace('theme', 'month')}", {"name": "Aiheet"})
    assert errors(again) == {"name": ["You have a view of this name already."]}
    view = SavedView.objects.get()
    make_saved_view(view.owner, project, name="Oma", question=question)
    assert "Aiheet" in text_of(manager.get(reverse("reports:figures"), {"project": "S1"}))
    edit, remove = (reverse(f"reports:saved_view_{name}", args=[view.pk]) for name in ("edit", "delete"))
    assert errors(manager.post(edit, {"name": "Oma", "version": 1})) == {
        "name": ["You have a view of this name already."]
    }
    client.force_login(make_user(Role.MANAGER, site=site, language="en"))
    assert [one.name for one in client.get(PAGE, {"project": "S1"}).context["saved_views"]] == ["Aiheet"]
    assert [client.get(edit).status_code, client.post(remove).status_code] == [404, 404]
    client.force_login(view.owner)
    client.post(edit, {"name": "Teemat", "version": 1})
    assert list(SavedView.objects.values_list("name", "is_shared")) == [("Oma", False), ("Teemat", False)]
    client.post(remove)
    assert list(SavedView.objects.values_list("name", flat=True)) == ["Oma"]


def test_the_front_answers_the_common_questions(manager, project):
    page = reverse("reports:figures")
    response = manager.get(page, {"project": "S1", "period": "2025"})
    came, _who, about, *_rest = response.context["replies"]
    assert [(fact.value, fact.label) for fact in came.facts][:2] == [("3", "visits"), ("1", "different clients")]
    assert [(fact.value, fact.label) for fact in about.facts] == [
        ("3 (100%)", "Housing"),
        ("2 (67%)", "Debts and enforcement"),
    ]
    assert f"{PAGE}?project=S1&amp;period=2025&amp;measure=visits&amp;rows=theme" in response.content.decode()
    # A hidden number might be the largest: who may not see it is not told which one is.
    subject = response.context["subject"]
    subject.figures["visits"]["by_theme"]["legal"] = Masked.HIDDEN
    assert replies(subject)[2].facts == []
