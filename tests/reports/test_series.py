"""External series: pasted tables, typed rows, changes, who may keep them, and how a report prints them."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.translation import override

from network.access import acting_as_system
from network.models import Role
from reports.models import ExternalSeries, Report
from reports.report.data import gather
from reports.report.live import LIVE
from reports.series import Change, change_between, read_table
from reports.series.pasting import MOST_VALUES
from tests.factories import make_project, make_site, make_user
from tests.forms import errors, posted, row_errors, rows_data, text_of
from tests.report_factories import make_series

D = Decimal
LAST = date(2018, 1, 31)


def read(text: str) -> tuple[dict, list]:
    with override("en"):
        found = read_table(text)
    return found.values, found.problems


@pytest.mark.parametrize(
    ("line", "day", "value"),
    [
        ("2018-01-31\t1337", LAST, "1337"),
        ("31.1.2018;1 337", LAST, "1337"),
        ("1/2018    1\u00a0337,5", LAST, "1337.5"),
        ("01/2018\t21,5 %", LAST, "21.5"),
        ("2018-01; 21.50", LAST, "21.5"),
        ("2018M01\t1 337 000,25 €", LAST, "1337000.25"),
        ("2018 991", date(2018, 12, 31), "991"),
        ("29.2.2020\t−3", date(2020, 2, 29), "-3"),
        ("  2/2020 ;0,05;;", date(2020, 2, 29), "0.05"),
        ("1.2018\t5,", LAST, "5"),
    ],
)
def test_days_and_numbers_in_the_ways_people_write_them(line, day, value):
    assert read(line) == ({day: D(value)}, [])


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("31.2.2018\t5", "There is no day 31.2.2018."),
        ("13/2018\t5", "There is no day 13/2018."),
        ("0.1.2018\t5", "There is no day 0.1.2018."),
        ("0/2018\t5", "There is no day 0/2018."),
        ("1018\t5", "There is no day 1018."),
        ("tammikuu\t5", "“tammikuu” is no day. Write 31.1.2018, 1/2018 or 2018."),
        ("1/2018\tviisi", "“viisi” is no number. Write 1 337 or 21,5."),
        ("1/2018\t1 33", "“1 33” is no number. Write 1 337 or 21,5."),
        ("1/2018\t1,337", "“1,337” has more than two decimals. Part thousands with a space: 1 337."),
        ("1/2018\t1.337.000", "“1.337.000” is no number. Write 1 337 or 21,5."),
        ("1/2018\t" + "9" * 13, f"“{'9' * 13}” is too large a number."),
        ("1/2018\t5\t6", "Two columns are needed: a day and a number."),
        ("1/2018", "Two columns are needed: a day and a number."),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_read(line, message):
    values, problems = read(f"Day\tUnemployed\n\n{line}\n2019\t7")
    assert (values, problems) == ({date(2019, 12, 31): D(7)}, [(3, message)])


def test_headings_doubles_order_and_limits():
    assert read("\ufeffPäivä;Työttömät\r\n2019;5\r\n2018;6\r\n") == (
        {date(2018, 12, 31): D(6), date(2019, 12, 31): D(5)},
        [],
    )
    # Only the first line may be a heading, and none in which a number or a day stands.
    assert [line for line, _message in read("Vuosi 2018\t5\nPäivä\tLuku\n")[1]] == [1, 2]
    assert read("2018\t5\n12/2018\t5,0") == ({date(2018, 12, 31): D(5)}, [])
    assert read("2018\t5\n12/2018\t6")[1] == [(2, "Another number than in line 1 for the same day.")]
    assert read(" \n;;\n\t\t\n") == ({}, [])
    long = "\n".join(f"{1 + index % 12}/{1900 + index // 12}\t1" for index in range(MOST_VALUES + 5))
    values, problems = read(long)
    assert len(values) == MOST_VALUES
    assert problems == [(MOST_VALUES + 1, "A series has at most 1000 values; the rest was not read.")]


def change(before: str, after: str, unit: str = "people") -> Change:
    return Change(LAST, LAST, D(before), D(after), unit)


def test_changes_are_rounded_half_up_and_percentages_change_in_points():
    pairs = [("1337", "991"), ("2713", "2257"), ("408", "249"), ("200", "225"), ("200", "175"), ("-4", "2"), ("5", "5")]
    assert [change(*pair).percent for pair in pairs] == [-26, -17, -39, 13, -13, 150, 0]
    assert (change("0", "5").percent, change("0", "5").difference) == (None, 5)
    with override("fi"):
        assert change("1337", "991").text == "−346 (−26\xa0%)"
        assert change("21.5", "43.1", "percent").text == "+21,6 %-yks. (+100\xa0%)"
        assert change("0", "1234.50").text == "+1\xa0234,5 (–)"
        assert change("5", "5").text == "0 (0\xa0%)"
    values = {date(2018, 1, 1): D(4), date(2019, 1, 1): D(3), date(2020, 1, 1): D(9)}
    assert change_between(values, date(2020, 1, 1), date(2018, 1, 1), "people").difference == -5
    with pytest.raises(KeyError):
        change_between(values, LAST, LAST, "people")


@pytest.fixture
def manager(client, db):
    client.site = make_site()
    client.user = make_user(Role.MANAGER, site=client.site, language="en")
    client.force_login(client.user)
    return client


def stored(series: ExternalSeries) -> list:
    return list(series.values_by_day.values_list("date", "value"))


def test_a_series_is_pasted_typed_mended_and_removed(manager):
    project = make_project(sites=[manager.site])
    address = reverse("reports:series_create")
    data = posted(manager.get(address).context["form"]) | {
        "name_fi": "Työttömät", "area": "Valkeakoski", "source": "TEM", "table_number": "1.4", "unit": "people",
        "address": "example.org/taulu", "retrieved_on": "2020-01-15", "table": "1/2018\t1 337\nhuono rivi\n1/2019;x",
    }  # fmt: skip
    rows = rows_data("rows", {"day": "2/2018", "number": ""}, {"day": "3/2018", "number": "1 200"})
    wrong = manager.post(address, data | rows)
    assert errors(wrong) == {
        "table": [
            "Line 2: “huono” is no day. Write 31.1.2018, 1/2018 or 2018.",
            "Line 3: “x” is no number. Write 1 337 or 21,5.",
        ]
    }
    assert row_errors(wrong)[0] == {"number": ["A row needs both a day and a number."]}
    assert "1/2018\t1 337\nhuono rivi\n1/2019;x" in wrong.content.decode()
    grown = manager.post(address, data | rows | {"add_row": "1"})
    assert (errors(grown), len(grown.context["formset"].forms)) == ({}, 3)
    absurd = manager.post(address, data | rows | {"add_row": "1", "rows-TOTAL_FORMS": "9" * 5000})
    assert (errors(absurd), len(absurd.context["formset"].forms)) == ({}, 1)
    data["table"], rows = "1/2018\t1 337\n1/2019;991", rows_data("rows", {"day": "3/2018", "number": "1 200"})
    early = manager.post(address, data | rows | {"retrieved_on": "0001-01-01"})
    assert list(errors(early)) == ["retrieved_on"]
    clash = manager.post(address, data | rows_data("rows", {"day": "31.1.2018", "number": "5"}))
    assert row_errors(clash)[0] == {"day": ["This day has the number 1,337 already. Change it there."]}
    for _time in range(2):  # pressed twice, made once
        manager.post(address, data | rows)
    series = ExternalSeries.objects.get()
    assert (series.project, series.created_by, series.address) == (project, manager.user, "https://example.org/taulu")
    assert stored(series) == [(LAST, 1337), (date(2018, 3, 31), 1200), (date(2019, 1, 31), 991)]
    page = text_of(manager.get(reverse("reports:series_detail", args=[series.pk])))
    assert "1,337 → 991 (31 Jan 2018 → 31 Jan 2019): −346 (−26%)" in page
    days = {"first": "2018-03-31", "last": "2019-01-31"}
    between = text_of(manager.get(reverse("reports:series_detail", args=[series.pk]), days))
    assert "1,200 → 991 (31 Mar 2018 → 31 Jan 2019): −209 (−17%)" in between
    edit = reverse("reports:series_edit", args=[series.pk])
    opened = posted(manager.get(edit).context["form"])
    assert opened["table"] == "31.1.2018\t1337\n31.3.2018\t1200\n31.1.2019\t991"
    empty = rows_data("rows")
    manager.post(edit, opened | empty | {"table": "1/2018\t1 337\n1/2019\t990,5"})
    assert stored(series) == [(LAST, 1337), (date(2019, 1, 31), D("990.5"))]
    late = manager.post(edit, opened | empty | {"table": "2018\t1"})
    assert list(errors(late)) == [""]
    assert "2018\t1" in late.content.decode()
    assert len(stored(series)) == 2
    manager.post(reverse("reports:series_delete", args=[series.pk]))
    assert ExternalSeries.objects.count() == 0


def test_only_those_who_report_on_the_project_keep_its_series(manager, django_assert_max_num_queries):
    own, foreign = make_project(sites=[manager.site]), make_project(sites=[make_site()])
    series = make_series(foreign, {LAST: 1})
    pages = [reverse(f"reports:series_{name}", args=[series.pk]) for name in ("detail", "edit", "delete")]
    assert [manager.get(page).status_code for page in pages] == [404] * 3
    address = reverse("reports:series_create")
    assert str(posted(manager.get(address).context["form"])["project"]) == str(own.pk)
    assert list(errors(manager.post(address, {"project": foreign.pk} | rows_data("rows")))) == [
        "project", "name_fi", "unit", "source", "retrieved_on",
    ]  # fmt: skip
    assert "No series yet" in text_of(manager.get(reverse("reports:series_list")))
    for _number in range(4):
        make_series(own, {LAST: 1337, date(2019, 1, 31): 991})
    with django_assert_max_num_queries(25):
        assert text_of(manager.get(reverse("reports:series_list"))).count("−26%") == 4


@pytest.mark.django_db
def test_a_report_prints_each_series_with_its_change_and_source():
    project = make_project()
    years = [date(year, 1, 31) for year in (2018, 2019, 2020)]
    make_series(project, {years[0]: 2713, years[2]: 2257}, name_fi="Työttömät", area="Kanta-Häme", table_number="12")
    make_series(
        project, dict(zip(years, ("21.5", "30", "43.1"), strict=True)), name_fi="Aktivointiaste", unit="percent"
    )
    make_series(project, {}, name_fi="Tyhjä")
    with acting_as_system("test"), override("en"):
        data = gather(Report.whole(project, "narrative"))
        table, picture = LIVE["series"](data)
        told = {path: (entry.label, entry.text) for path, entry in data.catalogue.items() if path.startswith("series.")}
        drawing = picture.figure.paper
    rate = "21.5\xa0% (31 Jan 2018)", "43.1\xa0% (31 Jan 2020)", "+21.6 points (+100%)", "TEM, retrieved 20 Mar 2018"
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Aktivointiaste", *rate],
        [
            "Työttömät, Kanta-Häme", "2,713 (31 Jan 2018)", "2,257 (31 Jan 2020)", "−456 (−17%)",
            "TEM, 12, retrieved 20 Mar 2018",
        ],
    ]  # fmt: skip
    assert [[cell.text for cell in row] for row in picture.table.rows] == [
        ["31 Jan 2018", "21.5\xa0%"],
        ["31 Jan 2019", "30\xa0%"],
        ["31 Jan 2020", "43.1\xa0%"],
    ]
    assert "From 21.5\xa0% (31 Jan 2018) to 43.1\xa0% (31 Jan 2020): +21.6 points (+100%)." in drawing
    assert drawing.count("<circle") == 3
    unemployed, rate = (project.series.get(name_fi=name).pk for name in ("Työttömät", "Aktivointiaste"))
    assert told == {
        f"series.{rate}.first": ("Aktivointiaste: 31 Jan 2018", "21.5%"),
        f"series.{rate}.last": ("Aktivointiaste: 31 Jan 2020", "43.1%"),
        f"series.{rate}.difference": ("Aktivointiaste: change in percentage points", "21.6"),
        f"series.{rate}.change": ("Aktivointiaste: Change", "100%"),
        f"series.{unemployed}.first": ("Työttömät, Kanta-Häme: 31 Jan 2018", "2,713"),
        f"series.{unemployed}.last": ("Työttömät, Kanta-Häme: 31 Jan 2020", "2,257"),
        f"series.{unemployed}.difference": ("Työttömät, Kanta-Häme: change in numbers", "-456"),
        f"series.{unemployed}.change": ("Työttömät, Kanta-Häme: Change", "-17%"),
    }
