"""What goes in comes out again, unchanged, however often."""

import csv
import io
import zipfile
from datetime import date, time

import pytest
from django.core.management import call_command
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clients.models import Client, Visit, VisitExpert
from network.access import acting_as_system
from network.models import Agency, Site
from reports.interchange.exporting import Export
from reports.interchange.tables import TABLES
from tests.factories import make_expert, make_gathering, make_site, make_visit

from .tables import SOUND, contents, workbook, write_folder, zipped

NASTY = [
    '=1+1',
    "semi;colon, comma",
    'quote "in" it',
    "two\nlines",
    "Åke Öberg-Äyräs",
    "👩‍👩‍👧 emoji",
    "007",
    "-5 +3 @x",
    "'apostrophe",
    "_x0041_ &amp; <b>",
    "#N/A",
    "TRUE",
    "pipe | in text",
    "tab\there",
]  # fmt: skip


def lines(created: dict[str, int], what: int = 0) -> list[str]:
    """What import_data prints when each table has so many rows in one state (0 created, 1 updated, 2 unchanged)."""
    states = [[count if place == what else 0 for place in range(3)] for count in created.values()]
    return [
        f"{name}: {new} created, {changed} updated, {same} unchanged"
        for name, (new, changed, same) in zip(created, states, strict=True)
    ]


COUNTS = {
    "sites": 2, "agencies": 1, "experts": 1, "projects": 2, "areas": 1, "targets": 2, "clients": 1, "visits": 2,
    "gatherings": 1, "referrals": 1, "participations": 1,
}  # fmt: skip


def empty_database() -> None:
    """Deletes all that was imported, so that the next import meets an empty database."""
    with acting_as_system("test"):
        VisitExpert.objects.all().delete()
        for table in reversed(TABLES):
            if table.name == "projects":
                table.model.objects.exclude(parent=None).delete()
            table.model.objects.all().delete()


@pytest.mark.django_db
def test_import_twice(tmp_path, run_import):
    folder = write_folder(tmp_path / "in", SOUND)

    assert run_import(folder) == (0, lines(COUNTS), [])
    assert run_import(folder) == (0, lines(COUNTS, what=2), [])


@pytest.mark.django_db
def test_dry_run_writes_nothing(tmp_path, run_import, count_rows):
    folder = write_folder(tmp_path / "in", SOUND)

    assert run_import(folder, dry_run=True) == (0, [*lines(COUNTS), "Dry run: nothing was written."], [])
    assert set(count_rows().values()) == {0}


@pytest.mark.django_db
def test_changed_row_is_updated_and_its_version_counted(tmp_path, run_import):
    run_import(write_folder(tmp_path / "in", SOUND))
    changed = SOUND["visits"].replace("housing|debts", "debts|housing").replace("aino,fi", ",fi")

    _code, out, _warnings = run_import(write_folder(tmp_path / "again", {"visits": changed}))

    assert "visits: 0 created, 1 updated, 1 unchanged" in out
    with acting_as_system("test"):
        visit = Visit.objects.get(key="v1")
        assert (visit.themes, list(visit.experts.all()), visit.version) == (["debts", "housing"], [], 2)
        assert Visit.objects.get(key="v2").version == 1


@pytest.mark.django_db
def test_update_is_kept_in_the_history(tmp_path, run_import):
    run_import(write_folder(tmp_path / "in", SOUND))
    run_import(write_folder(tmp_path / "again", {"clients": SOUND["clients"].replace("Veera", "Vera")}))

    with acting_as_system("test"):
        client = Client.objects.get()
        before = client.events.get()
    assert (client.first_name, before.first_name, before.pgh_context.metadata) == (
        "Vera",
        "Veera",
        {"system": "import"},
    )


@pytest.mark.django_db
def test_missing_optional_column_is_empty_and_missing_table_untouched(tmp_path, run_import, count_rows):
    run_import(write_folder(tmp_path / "in", SOUND))

    _code, out, _warnings = run_import(
        write_folder(tmp_path / "again", {"sites": "key,name,municipality\nvalk,Ohjaamo Valkeakoski,908\n"})
    )

    assert out[0] == "sites: 0 created, 1 updated, 0 unchanged"
    assert Site.objects.get(key="valk").age_limit is None
    assert count_rows() == COUNTS


@pytest.mark.django_db
def test_folder_with_bom_semicolons_and_columns_in_another_order(tmp_path, run_import):
    text = "\ufeffmunicipality;name;key\r\n908; Ohjaamo Valkeakoski ;valk\r\n"
    (write_folder(tmp_path / "in", {"sites": text}) / "README.txt").write_text("hello")

    code, _out, _warnings = run_import(tmp_path / "in")

    assert code == 0
    assert list(Site.objects.values_list("key", "name", "municipality_id")) == [("valk", "Ohjaamo Valkeakoski", "908")]


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", ["", "taulut/"])
def test_zip(prefix, tmp_path, run_import):
    (tmp_path / "in.zip").write_bytes(zipped(SOUND, prefix))

    assert run_import(tmp_path / "in.zip") == (0, lines(COUNTS), [])


@pytest.mark.django_db
def test_workbook_with_real_dates_times_and_numbers(tmp_path, run_import):
    site = ["key", "name", "municipality", "age_limit", "opened"]
    visit = ["key", "date", "time", "site", "contact_type", "met_before", "themes", "minutes"]
    sheets = {
        "sites": [site, [101, "Akaa", 20, 30.0, date(2020, 3, 1)]],
        "visits": [visit, ["v1", date(2021, 2, 17), time(9, 30), 101, "phone", True, "other", 45.0], [], [None] * 8],
    }
    (tmp_path / "in.xlsx").write_bytes(workbook(sheets))

    code, out, warnings = run_import(tmp_path / "in.xlsx")

    assert (code, warnings, out[0], out[7]) == (
        0, [], "sites: 1 created, 0 updated, 0 unchanged", "visits: 1 created, 0 updated, 0 unchanged",
    )  # fmt: skip
    assert list(Site.objects.values_list("key", "municipality_id", "age_limit", "opened")) == [
        ("101", "020", 30, date(2020, 3, 1))
    ]
    with acting_as_system("test"):
        assert list(Visit.objects.values_list("date", "time", "met_before", "minutes")) == [
            (date(2021, 2, 17), time(9, 30), True, 45)
        ]


@pytest.mark.django_db
@pytest.mark.parametrize("ending", ["", ".zip", ".xlsx"])
def test_export_import_export_gives_the_same(ending, tmp_path, run_import):
    agencies = io.StringIO()
    writer = csv.writer(agencies)
    writer.writerow(["key", "name_fi", "sector"])
    writer.writerows([f"k{number} {text}"[:64], text, "ngo"] for number, text in enumerate(NASTY))
    writer.writerow(["kela", "Kela", "kela"])
    run_import(write_folder(tmp_path / "in", SOUND | {"agencies": agencies.getvalue()}))
    first, second = tmp_path / f"first{ending}", tmp_path / f"second{ending}"

    call_command("export_data", first, verbosity=0)
    assert sum(Agency.objects.filter(name_fi=text).count() for text in NASTY) == len(NASTY)
    assert run_import(first)[1] == lines(COUNTS | {"agencies": len(NASTY) + 1}, what=2)
    empty_database()
    assert run_import(first)[1] == lines(COUNTS | {"agencies": len(NASTY) + 1})
    call_command("export_data", second, verbosity=0)

    if ending == ".xlsx":
        with zipfile.ZipFile(first) as one, zipfile.ZipFile(second) as other:
            sheets = [name for name in one.namelist() if name.startswith("xl/worksheets/")]
            assert [one.read(name) for name in sheets] == [other.read(name) for name in sheets]
    elif ending == ".zip":
        assert first.read_bytes() == second.read_bytes()
    else:
        assert contents(first) == contents(second)


@pytest.mark.django_db
def test_export_has_the_tables_as_they_came(tmp_path, run_import):
    run_import(write_folder(tmp_path / "in", SOUND))

    call_command("export_data", tmp_path / "out", verbosity=0)

    exported = contents(tmp_path / "out")
    assert set(exported) == {f"{table.name}.csv" for table in TABLES}
    for name in ("clients", "visits", "gatherings", "referrals", "participations", "areas"):
        assert exported[f"{name}.csv"].decode() == SOUND[name]
    assert exported["targets.csv"].decode() == (
        "project,period,period_start,period_end,area,measure,target,included_in_parent\n"
        "S1,2020,2020-01-01,2020-12-31,,intake,20,yes\n"
        "S1,2020,2020-01-01,2020-12-31,Etelä,intake,10,\n"
    )


@pytest.mark.django_db
def test_withdrawn_rows_are_left_out_and_stay_withdrawn(tmp_path, run_import):
    site = make_site()
    make_visit(site=site, key="kept")
    make_visit(site=site, key="gone", withdrawn_at=timezone.now())
    make_gathering(site=site, withdrawn_at=timezone.now())
    file = io.BytesIO()
    with acting_as_system("test"):
        Export().to_zip(file)
    with zipfile.ZipFile(file) as archive:
        rows = archive.read("visits.csv").decode().splitlines()
        assert len(archive.read("gatherings.csv").decode().splitlines()) == 1
    assert [row.split(",")[0] for row in rows] == ["key", "kept"]

    visits = f"{rows[0]}\n{rows[1].replace('kept', 'gone')}\n"
    code, out, warnings = run_import(write_folder(tmp_path / "in", {"visits": visits}))

    assert (code, out[7]) == (0, "visits: 0 created, 0 updated, 1 unchanged")
    assert warnings == ["warning: visits:2:key: this row was withdrawn here; it stays withdrawn and as it is"]
    with acting_as_system("test"):
        assert Visit.objects.get(key="gone").withdrawn_at is not None


@pytest.mark.django_db
def test_lists_keep_their_order(tmp_path):
    site = make_site(key="b")
    other = make_site(key="a")
    one, two = make_expert(key="z", sites=[site]), make_expert(key="y", sites=[other])
    make_visit(site=site, key="v", experts=[one, two], themes=["other", "debts"])

    call_command("export_data", tmp_path / "out", verbosity=0)

    row = next(csv.DictReader((tmp_path / "out" / "visits.csv").read_text().splitlines()))
    assert (row["experts"], row["themes"]) == ("z|y", "other|debts")


texts = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Cn"]) | st.sampled_from("\n;,|\"'=åÄ\t"), min_size=1, max_size=60
)


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(st.tuples(texts, texts), min_size=1, max_size=8))
def test_any_text_stored_survives_the_round_trip(names, tmp_path, run_import):
    empty_database()
    Agency.objects.bulk_create(
        Agency(key=f"k{place}", name_fi=f"x{fi}", name_sv=sv, sector="ngo") for place, (fi, sv) in enumerate(names)
    )
    for ending in ("", ".xlsx"):
        path = tmp_path / f"out{ending}"
        call_command("export_data", path, verbosity=0)
        assert run_import(path)[1][1] == f"agencies: 0 created, 0 updated, {len(names)} unchanged"
    first = contents(tmp_path / "out")
    empty_database()
    run_import(tmp_path / "out.xlsx")
    call_command("export_data", tmp_path / "out", verbosity=0)
    assert contents(tmp_path / "out") == first
