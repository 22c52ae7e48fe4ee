"""Import with a preview and export, in the browser."""

import io
import stat
import time
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.urls import reverse
from django.utils import timezone

from clients.models import AccessReason, AccessRecord
from network.access import acting_as_system
from network.models import Role, Site
from reports.actions import imports
from reports.interchange import background
from reports.interchange.tables import TABLES
from reports.models import ImportRun, ImportState
from tests.factories import make_client, make_gathering, make_site, make_user, make_visit

from .tables import SOUND, zipped

# Stands in for manage.py, so that the tests see which processes are started and play them themselves.
MANAGE = "import sys, pathlib; pathlib.Path(__file__).with_name('started-' + '-'.join(sys.argv[1:])).touch()"


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path):
    settings.DATA_DIR = settings.BASE_DIR = tmp_path
    (tmp_path / "manage.py").write_text(MANAGE)
    return tmp_path


@pytest.fixture
def admin(client):
    user = make_user(Role.ADMIN, language="en")
    client.force_login(user)
    return user


def upload(client, name: str, content: bytes):
    return client.post(reverse("reports:import"), {"file": SimpleUploadedFile(name, content)})


def run_of(user) -> ImportRun:
    return user.import_runs.get()


@pytest.mark.django_db
def test_upload_is_kept_for_the_service_alone_and_checked_in_the_background(
    client, admin, django_capture_on_commit_callbacks
):
    content = zipped(SOUND)
    with django_capture_on_commit_callbacks() as started:
        response = upload(client, "tiedot.zip", content)

    run = run_of(admin)
    assert (response.status_code, response.url) == (302, reverse("reports:import_run", args=[run.pk]))
    assert (run.file_name, run.state, len(started)) == ("tiedot.zip", ImportState.CHECKING, 1)
    assert stat.S_IMODE(Path(run.path).stat().st_mode) == 0o600
    assert Path(run.path).read_bytes() == content


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("visits.csv", b"key", "Choose a .zip or an .xlsx. Other files cannot be imported."),
        ("in.xlsx", b"no workbook", "This is not an Excel workbook, though its name ends in .xlsx."),
        ("in.zip", b"no archive", "This is not a .zip archive."),
        ("in.zip", b"", "The file is empty."),
    ],
)
def test_wrong_upload_is_refused_beside_the_field(client, admin, name, content, said):
    response = upload(client, name, content)

    assert response.context["form"].errors == {"file": [said]}
    assert not ImportRun.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_checked_confirmed_imported(client, admin, data_folder):
    run = imports_upload(admin, zipped(SOUND))
    background.work(run.pk)
    page = client.get(reverse("reports:import_run", args=[run.pk]))
    assert page.context["run"].state == ImportState.CHECKED
    assert page.context["counts"][0] == {"title": "Ohjaamos", "created": 2, "updated": 0, "unchanged": 0}
    assert not Site.objects.exists()

    for _twice in range(2):
        client.post(reverse("reports:import_confirm", args=[run.pk]))
    wait_for_process(data_folder, run)
    assert imports.confirm(run=run) is False
    background.work(run.pk)

    run.refresh_from_db()
    assert (run.state, run.counts["visits"]) == (ImportState.DONE, {"created": 2, "updated": 0, "unchanged": 0})
    assert (Site.objects.count(), run.done_rows > 0, Path(run.path).exists()) == (2, True, False)


@pytest.mark.django_db(transaction=True)
def test_errors_are_shown_by_row_and_column_and_the_file_is_deleted(client, admin):
    run = imports_upload(admin, zipped(SOUND | {"sites": SOUND["sites"].replace("908", "999")}))
    background.work(run.pk)

    page = client.get(reverse("reports:import_run", args=[run.pk]))

    assert [str(problem) for problem in page.context["errors"]] == [
        "sites:2:municipality: there is no “999” among municipalities"
    ]
    assert "there is no “999” among municipalities" in page.content.decode()
    assert (page.context["run"].state, Path(run.path).exists()) == (ImportState.FAULTY, False)


@pytest.mark.django_db(transaction=True)
def test_unreadable_workbook_is_an_error_of_the_whole_file(admin):
    run = imports_upload(admin, zipped(SOUND), name="in.xlsx")
    background.work(run.pk)

    run.refresh_from_db()
    assert (run.state, run.errors[0]["message"]) == (ImportState.FAULTY, "it is not an Excel file (.xlsx)")


@pytest.mark.django_db(transaction=True)
def test_cancelled_run_writes_nothing_and_deletes_its_file(client, admin):
    run = imports_upload(admin, zipped(SOUND))
    background.work(run.pk)

    client.post(reverse("reports:import_cancel", args=[run.pk]))
    background.work(run.pk)

    run.refresh_from_db()
    assert (run.state, Path(run.path).exists(), Site.objects.exists()) == (ImportState.CANCELLED, False, False)


@pytest.mark.django_db(transaction=True)
def test_a_killed_process_is_noticed_and_the_work_can_begin_again(client, admin, data_folder):
    run = imports_upload(admin, zipped(SOUND))
    ImportRun.objects.update(started_at=timezone.now() - timedelta(minutes=5))
    run.refresh_from_db()
    other = connections.create_connection("default")
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [background.LOCK_CLASS, run.pk])
        assert background.is_interrupted(run) is False
    other.close()

    page = client.get(reverse("reports:import_run", args=[run.pk]))
    assert "The work was interrupted. Nothing of this file was written." in page.content.decode()
    client.post(reverse("reports:import_again", args=[run.pk]))
    wait_for_process(data_folder, run)
    background.work(run.pk)

    run.refresh_from_db()
    assert run.state == ImportState.CHECKED


@pytest.mark.django_db
def test_another_admins_import_is_not_found(client, admin):
    run = ImportRun.objects.create(user=make_user(Role.ADMIN), file_name="x.zip")

    for name in ("import_run", "import_confirm", "import_again", "import_cancel"):
        method = client.get if name == "import_run" else client.post
        assert method(reverse(f"reports:{name}", args=[run.pk])).status_code == 404


@pytest.mark.django_db
def test_only_an_admin_of_the_whole_installation_imports(client):
    client.force_login(make_user(Role.ADMIN, site=make_site()))
    assert client.get(reverse("reports:import")).url == reverse("reports:export")
    assert upload(client, "in.zip", zipped(SOUND)).status_code == 403
    client.force_login(make_user(Role.COUNSELLOR))
    assert client.get(reverse("reports:import")).status_code == 403


@pytest.mark.django_db
def test_forgotten_upload_is_cancelled(admin, data_folder):
    kept = data_folder / "old.zip"
    kept.write_bytes(b"x")
    run = ImportRun.objects.create(
        user=admin,
        file_name="old.zip",
        path=str(kept),
        state=ImportState.CHECKED,
        started_at=timezone.now() - timedelta(days=8),
    )

    imports.forget_old()

    run.refresh_from_db()
    assert run.state == ImportState.CANCELLED


def exported(response) -> dict[str, list[str]]:
    """The lines of each file of an exported .zip."""
    with zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content))) as archive:
        files = {name: archive.read(name).decode().splitlines() for name in archive.namelist()}
    return files


@pytest.mark.django_db
def test_manager_exports_tables_without_people(client):
    site, other = make_site(), make_site()
    make_visit(site=site, client=make_client(), key="v")
    make_gathering(site=site, key="here")
    make_gathering(site=other, key="elsewhere")
    client.force_login(make_user(Role.MANAGER, site=site))

    files = exported(client.post(reverse("reports:export"), {"contents": "directory", "ending": "zip"}))

    assert list(files) == [f"{table.name}.csv" for table in TABLES if not table.about_people]
    assert [line.split(",")[0] for line in files["gatherings.csv"]] == ["key", "here"]
    refused = client.post(reverse("reports:export"), {"contents": "everything", "ending": "zip"})
    assert list(refused.context["form"].errors) == ["contents"]


@pytest.mark.django_db
def test_data_protection_officer_exports_everything_with_a_reason_on_record(client):
    make_visit(client=make_client(key="veera"), key="v")
    officer = make_user(Role.DPO, language="en")
    client.force_login(officer)
    asked = {"contents": "everything", "ending": "zip"}

    refused = client.post(reverse("reports:export"), asked | {"explanation": "x"})
    assert refused.context["form"].errors == {
        "explanation": ["Write the reason in a few words; it is kept in the access records."]
    }
    files = exported(client.post(reverse("reports:export"), asked | {"explanation": "Moving to a new server"}))

    assert list(files) == [f"{table.name}.csv" for table in TABLES]
    assert [line.split(",")[0] for line in files["clients.csv"]] == ["key", "veera"]
    with acting_as_system("test"):
        assert list(AccessRecord.objects.values_list("user", "client_id", "what", "reason", "explanation")) == [
            (officer.pk, None, "export", AccessReason.EXPORT, "Moving to a new server")
        ]


@pytest.mark.django_db
def test_site_level_officer_and_counsellor_export_nothing(client):
    for user in (make_user(Role.DPO, site=make_site()), make_user(Role.COUNSELLOR)):
        client.force_login(user)
        assert client.get(reverse("reports:export")).status_code == 403


def imports_upload(user, content: bytes, name: str = "in.zip") -> ImportRun:
    """An upload whose process the test itself plays."""
    path = imports._keep(SimpleUploadedFile(name, content))
    return ImportRun.objects.create(user=user, file_name=name, path=str(path))


def wait_for_process(folder: Path, run: ImportRun) -> None:
    """Waits until the run's process has been started."""
    deadline = time.monotonic() + 60
    while not (folder / f"started-import_run-{run.pk}").exists():
        assert time.monotonic() < deadline, "no process was started"
        time.sleep(0.05)
