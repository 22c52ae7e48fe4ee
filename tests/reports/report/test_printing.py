"""The PDF of a long draft: made in the background, seen by who may write the report, gone after a day."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from network.models import Role
from reports import printing
from reports.report.pdf import report_pdf
from tests.factories import make_project, make_site, make_user
from tests.forms import text_of
from tests.report_factories import make_chapter, make_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return make_site()


@pytest.fixture
def report(site, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    project = make_project(code="S12", name="Väylä", sites=[site])
    return make_report(project, layout="summary", languages=["fi"], small_numbers="exact")


@pytest.fixture
def manager(client, site):
    client.user = make_user(Role.MANAGER, site=site, language="en")
    client.force_login(client.user)
    return client


def url(name, report) -> str:
    return reverse(f"reports:{name}", args=[report.pk, "fi"])


def test_a_long_report_is_made_by_a_process_of_its_own(manager, report):
    page = url("report_printing", report)
    chapter = make_chapter(report, slug="situation", text="Sana sanalta. " * (printing.LONG * printing.LETTERS // 14))
    assert manager.get(url("report_pdf", report)).url == page
    assert "This report is long" in text_of(manager.get(page))
    assert manager.get(url("report_printed", report)).status_code == 404

    assert manager.post(page).url == page
    assert "0 % done." in text_of(manager.get(page))
    chapter.delete()  # or drawing it would take this test as long as it says
    printing.work(report.pk, "fi", manager.user.pk)
    assert "The PDF is ready" in text_of(manager.get(page))
    response = manager.get(url("report_printed", report))
    assert response["Content-Disposition"] == 'attachment; filename="s12-summary-fi.pdf"'
    assert len(PdfReader(BytesIO(response.content)).pages) == 1

    assert printing.forget_old(timezone.now() + timedelta(hours=23)) == 0
    assert printing.forget_old(timezone.now() + timedelta(hours=25)) == 1
    assert "This report is long" in text_of(manager.get(page))


def test_every_page_that_is_laid_out_is_told():
    told = []
    with printing.heard(told.append, 4):
        report_pdf('<html lang="fi"><title>Kolme</title><h1>1</h1>' + '<h2 class="new-page">2</h2>' * 2 + "</html>")
    assert told == [27, 40, 52]


def test_who_has_lost_the_right_meanwhile_gets_nothing(manager, report):
    page = url("report_printing", report)
    manager.post(page)
    with pytest.raises(PermissionDenied):
        printing.work(report.pk, "fi", make_user(Role.COUNSELLOR, site=make_site()).pk)
    assert "The work was interrupted" in text_of(manager.get(page))
    assert [path.suffix for path in printing.folder().iterdir()] == [".json"]
    manager.force_login(make_user(Role.MANAGER, site=make_site()))
    assert [manager.get(url(name, report)).status_code for name in ("report_printing", "report_printed")] == [404, 404]
