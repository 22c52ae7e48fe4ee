"""A report's way out: submitted, returned, issued for good, corrected; and its readers."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from hashlib import sha256
from io import BytesIO

import pgtrigger
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from pypdf import PdfReader

from network.access import acting_as_system
from network.models import Project, Role
from reports.actions import issuing
from reports.actions.issuing import WayError
from reports.background import CancelledError
from reports.issuing import background, freezing
from reports.issuing.comparing import changed_chapters, changed_logos, differences
from reports.issuing.freezing import make
from reports.issuing.way import report_way
from reports.models import Chapter, FileKind, IssuedFile, IssuedReport, IssueState, Logo, LogoSlot, Report, ReportState
from tests.factories import make_project, make_site, make_user, make_visit
from tests.forms import errors, text_of
from tests.report_factories import make_chapter, make_issued, make_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(site):
    """A one-page report with one chapter, on a project with seven visits of which two were by phone."""
    project = make_project(sites=[site], name="Väylä", code="S20125", end_date=date(2025, 12, 31))
    for number in range(7):
        make_visit(site=site, date=date(2024, 3, 4), contact_type="phone" if number < 2 else "walk_in")
    return make_report(project, layout="summary", languages=["fi"])


def url(name: str, report: Report) -> str:
    return reverse(f"reports:{name}", args=[report.pk, "fi"])


def issue(report: Report, by, **words) -> IssuedReport:
    """The next issue in Finnish, made at once."""
    report.refresh_from_db()
    if report.is_writable:
        issuing.submit(report=report, by=by, comment="Valmis.")
    issued = issuing.prepare_issue(report=report, by=by, languages=["fi"], **words)
    make(issued)
    issued.refresh_from_db()
    return issued


def refused(act) -> bool:
    """Whether the database refuses what `act` does."""
    try:
        with transaction.atomic(), acting_as_system("test"):
            act()
    except DatabaseError:
        return True
    return False


def run(sql: str, *values) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_an_issue_never_changes_whatever_happens_to_the_data(manager, report, site):
    make_chapter(report, "situation", text="Käyntejä oli {{visits.total}}.")
    issued = issue(report, manager.user, reason="Kiire.")
    before = {file.kind: (bytes(file.content), file.sha256) for file in issued.files.all()}
    assert set(before) == set(freezing.FILES)
    assert all(sha256(content).hexdigest() == told for content, told in before.values())
    kept = (issued.figures, issued.definitions, issued.names, issued.contents)
    assert issued.figures["visits.total"] == 7
    assert issued.figures["visits.by_contact_type.phone"] == "small"
    assert issued.definitions["fi"]["visits.total"] != ""
    report.refresh_from_db()
    assert report.state == ReportState.ISSUED
    assert [event.act for event in report_way(report).events] == ["issued", "submitted"]
    assert differences(issued) == []

    for _number in range(3):
        make_visit(site=site, date=date(2024, 5, 6), contact_type="walk_in")
    Chapter.objects.update(text="Toinen teksti.")
    Project.objects.update(name="Uusi nimi", code="S99999")
    Logo.objects.create(project=report.project, slot="city", image=b"x", content_type="image/png", alt="Kaupunki")
    issued = IssuedReport.objects.get(pk=issued.pk)
    assert {file.kind: (bytes(file.content), file.sha256) for file in issued.files.all()} == before
    assert (issued.figures, issued.definitions, issued.names, issued.contents) == kept
    found = {one.path: (one.before, one.now) for one in differences(issued)}
    assert found["visits.total"] == ("7", "10")
    assert "visits.by_contact_type.phone" not in found
    assert [language for language, _label in changed_chapters(issued)] == ["fi"]
    assert changed_logos(issued) == [str(LogoSlot.CITY.label)]
    page = text_of(manager.get(reverse("reports:issued_changes", args=[issued.pk])))
    assert "Missä mennään" in page
    assert report_way(report).differing == len(found)


def test_the_database_refuses_every_change_of_an_issue(report, manager):
    issued = make_issued(report, manager.user)
    file, pk = issued.files.get(), issued.pk
    issued.changes = "Toinen"
    file.sha256 = "0" * 64
    attempts = [
        issued.save,
        issued.delete,
        file.save,
        file.delete,
        lambda: IssuedReport.objects.filter(pk=pk).update(figures={}),
        lambda: IssuedReport.objects.bulk_update([issued], ["changes"]),
        lambda: IssuedFile.objects.filter(issued=pk).delete(),
        lambda: IssuedFile.objects.filter(issued=pk).update(content=b""),
        lambda: run("UPDATE reports_issuedreport SET state = 'making' WHERE id = %s", pk),
        lambda: run("DELETE FROM reports_issuedreport WHERE id = %s", pk),
        lambda: run("UPDATE reports_issuedfile SET content = ''"),
        lambda: run("DELETE FROM reports_issuedfile"),
        lambda: IssuedFile.objects.create(issued_id=pk, kind="docx", language="sv", content=b"", sha256="0" * 64),
        report.delete,
    ]
    assert [refused(attempt) for attempt in attempts] == [True] * len(attempts)
    assert IssuedReport.objects.get(pk=pk).changes == ""


def test_a_report_goes_its_way_and_a_second_one_is_told(manager, report):
    stale = Report.objects.get(pk=report.pk)
    assert manager.post(url("report_submit", report), {"comment": "Katso luku 3."}).status_code == 302
    assert Report.objects.get().state == ReportState.SUBMITTED
    with pytest.raises(WayError, match="Waits for the check"):
        issuing.submit(report=stale, by=manager.user)
    page = text_of(manager.get(url("report_submit", report), follow=True))
    assert "This cannot be done now: the report is “Waits for the check”." in page
    assert list(errors(manager.post(url("report_return", report), {}))) == ["comment"]
    manager.post(url("report_return", report), {"comment": "Korjaa luku 3."})
    report.refresh_from_db()
    assert (report.is_writable, report_way(report).returned.comment) == (True, "Korjaa luku 3.")
    late = manager.post(url("report_return", report), {"comment": "Korjaa myös luku 4."})
    assert errors(late) == {"": ["Somebody was faster: the report is now “Returned”. Nothing was changed."]}
    assert "Korjaa myös luku 4.</textarea>" in late.content.decode()
    manager.post(url("report_submit", report), {})
    response = manager.post(url("report_issue", report), {"languages": ["fi"]})
    assert list(errors(response)) == ["reason"]
    response = manager.post(url("report_issue", report), {"languages": ["fi", "fi"], "reason": "Rahoittaja odottaa."})
    issued = IssuedReport.objects.get()
    assert issued.languages == ["fi"]
    assert response.url == reverse("reports:issued_detail", args=[issued.pk])
    # Somebody else returns it, or issues it too, while it is being made.
    for late in (issuing.give_back, issuing.submit):
        with pytest.raises(WayError, match="Somebody is issuing"):
            late(report=report, by=manager.user, comment="Vielä yksi asia.")
    second = manager.post(url("report_issue", report), {"languages": ["fi"], "reason": "Minäkin."})
    assert errors(second) == {"": ["Somebody is issuing this report at the moment. Nothing was changed."]}
    assert "Minäkin.</textarea>" in second.content.decode()
    assert IssuedReport.objects.count() == 1
    assert "You may leave this page" in text_of(manager.get(response.url))


def test_an_issue_that_stops_can_be_begun_again_or_given_up(manager, report):
    issuing.submit(report=report, by=manager.user)
    issued = issuing.prepare_issue(report=report, by=manager.user, languages=["fi"])
    assert not background.is_interrupted(issued)
    IssuedReport.objects.update(issued_at=timezone.now() - timezone.timedelta(minutes=2))
    address = reverse("reports:issued_detail", args=[issued.pk])
    assert "The work was interrupted. Nothing was issued." in text_of(manager.get(address))
    # The right of who began it ended meanwhile: nothing is issued in their name, a colleague can go on.
    IssuedReport.objects.update(issued_by=make_user(Role.MANAGER, site=make_site()))
    with pytest.raises(PermissionDenied):
        background.work(issued.pk)
    assert IssuedReport.objects.get().state == IssueState.FAILED
    manager.post(reverse("reports:issued_again", args=[issued.pk]))
    assert IssuedReport.objects.get().issued_by == manager.user
    assert "The figures are being frozen" in text_of(manager.get(address))
    manager.post(reverse("reports:issued_cancel", args=[issued.pk]))
    assert not IssuedReport.objects.exists()
    with pytest.raises(CancelledError):
        make(issued)
    assert Report.objects.get().state == ReportState.SUBMITTED
    assert not IssuedFile.objects.exists()


def test_a_correction_is_a_new_issue_that_names_what_changed(manager, report, site):
    figures = {"visits.total": 6}
    first = make_issued(report, manager.user, figures=figures)
    Report.objects.update(state=ReportState.ISSUED)
    manager.post(url("report_reopen", report), {"comment": "Käyntejä puuttui."})
    listed = text_of(manager.get(reverse("reports:report_list")))
    assert ("Opened for a correction" in listed, "Returned" in listed) == (True, False)
    manager.post(url("report_submit", report), {})
    page = manager.get(url("report_issue", report))
    assert "(Visits" in page.context["form"].fields["changes"].initial
    reason = {"languages": ["fi"], "reason": "Kiire."}
    assert list(errors(manager.post(url("report_issue", report), reason))) == ["changes"]
    second = issue(report, manager.user, changes="Puuttuva käynti lisätty.")
    assert (second.number, first.number) == (2, 1)
    pdf = second.files.get(kind=FileKind.PDF)
    text = PdfReader(BytesIO(bytes(pdf.content)))
    assert len(text.pages) == pdf.pages
    days = (date_format(timezone.localdate(one.issued_at), "j.n.Y") for one in (second, first))
    wanted = "Versio 2, {}. Korjaa version 1 ({}): Puuttuva käynti lisätty.".format(*days)
    assert wanted in " ".join(text.pages[0].extract_text().split())
    page = text_of(manager.get(reverse("reports:issued_detail", args=[first.pk])))
    assert "This issue has been replaced: Issue 2" in page


def test_readers_find_what_is_issued_and_nothing_else(client, report, site, manager):
    stranger = make_report(make_project(sites=[make_site()]))
    foreign = make_issued(stranger, manager.user, files={(FileKind.PDF, "fi"): b"vieras"})
    issued = make_issued(report, manager.user, files={(FileKind.PDF, "sv"): b"%PDF-1.7 oma"})
    making = issued.report.issues.create(number=2, issued_by=manager.user, contents={"languages": ["fi"]})
    client.force_login(make_user(Role.REPORT_READER, site=site, language="en"))
    assert client.get(reverse("reports:report_list")).url == reverse("reports:issued_list")
    page = text_of(client.get(reverse("reports:issued_list")))
    assert ("Väylä" in page, stranger.project.name in page) == (True, False)
    file = issued.files.get()
    response = client.get(reverse("reports:issued_file", args=[file.pk]))
    assert (response.content, response["Content-Type"]) == (b"%PDF-1.7 oma", "application/pdf")
    assert (response["Cache-Control"], response["ETag"]) == ("no-store", f'"{file.sha256}"')
    assert response["Content-Disposition"] == 'attachment; filename="s20125-summary-1-sv.pdf"'
    with pgtrigger.ignore("reports.IssuedFile:kept"), acting_as_system("test"):
        file.content = b"spoilt"
        file.save()
    damaged = client.get(reverse("reports:issued_file", args=[file.pk]), follow=True)
    assert "The file that is kept does not match its fingerprint any more" in text_of(damaged)
    assert file.sha256 in text_of(client.get(reverse("reports:issued_detail", args=[issued.pk])))
    closed = [("issued_detail", foreign.pk), ("issued_detail", making.pk), ("issued_file", foreign.files.get().pk)]
    assert [client.get(reverse(f"reports:{name}", args=[pk])).status_code for name, pk in closed] == [404] * 3
    verify = reverse("reports:issued_verify")
    answer = text_of(client.post(verify, {"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7 oma")}))
    assert "This is issue 1 of “Loppuraportti”, Väylä" in answer
    assert "none of the issued reports" in text_of(client.post(verify, {"fingerprint": foreign.files.get().sha256}))
    assert errors(client.post(verify, {"fingerprint": "abc"})) == {
        "fingerprint": ["A fingerprint has 64 characters: the digits 0–9 and the letters a–f."]
    }
    assert list(errors(client.post(verify, {}))) == [""]


def test_the_list_asks_as_much_for_many_issues(manager, report, django_assert_num_queries):
    def count(queries) -> None:
        with django_assert_num_queries(queries):
            manager.get(reverse("reports:issued_list"))

    make_issued(report, manager.user)
    manager.get(reverse("reports:issued_list"))
    count(14)
    for _number in range(3):
        make_issued(report, manager.user, changes="Korjattu.")
    count(14)


@pytest.mark.django_db(transaction=True)
def test_the_process_of_its_own_makes_an_issue(site):
    by = make_user(Role.MANAGER, site=site)
    with acting_as_system("test"):
        report = make_report(make_project(sites=[site]), layout="summary", languages=["fi"])
        issuing.submit(report=report, by=by)

    def begin(_number: int) -> IssuedReport | None:
        """What one of two who issue at the same moment gets."""
        try:
            with acting_as_system("test"):
                return issuing.prepare_issue(report=report, by=by, languages=["fi"])
        except WayError:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        (issued,) = filter(None, both.map(begin, range(2)))
    assert IssuedReport.objects.get() == issued
    background.work(issued.pk)
    issued.refresh_from_db()
    assert (issued.state, issued.done_steps, issued.percent) == (IssueState.READY, 1 + len(freezing.FILES), 100)
