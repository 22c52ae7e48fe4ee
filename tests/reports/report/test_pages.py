"""The pages on which a report is written."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from pypdf import PdfReader

from network.models import Role
from reports.models import Chapter, Logo
from tests.factories import make_project, make_site, make_user
from tests.forms import text_of
from tests.report_factories import make_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(site):
    return make_project(sites=[site], name="Väylä", code="S1/2")


def url(name: str, report, *more) -> str:
    return reverse(f"reports:{name}", args=[report.pk, "fi", *more])


def write(client, report, text: str, version: int = 1, slug: str = "background"):
    return client.post(url("chapter_edit", report, slug), {"text": text, "version": version})


def picture(kind: str = "PNG", size=(30, 20), **options) -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", size, "#0b5a66").save(out, kind, **options)
    return SimpleUploadedFile("logo", out.getvalue())


def half(image: Image.Image, kind: str) -> SimpleUploadedFile:
    out = BytesIO()
    image.save(out, kind)
    return SimpleUploadedFile("logo", out.getvalue()[: out.tell() // 2])


def test_the_list_tells_how_many_chapters_are_written_and_ready(manager, report):
    make_project(name="Vieras", sites=[make_site()])
    write(manager, report, "Teksti.")
    write(manager, report, " \n ", slug="target-group")
    manager.post(url("chapter_edit", report, "forms"), {"text": "Liite.", "version": 1, "is_ready": "on"})
    page = text_of(manager.get(reverse("reports:report_list")))
    assert "Vieras" not in page
    assert "2 of 18 chapters written · 1 ready" in page
    assert page.count("0 of 17 chapters written") == 2
    page = text_of(manager.get(url("report_detail", report)))
    assert "2 of 18 chapters written · 1 ready" in page
    assert "16 chapters are still empty. Go on with: Hankkeen tavoitteet" in page


def test_projects_without_a_report_follow_those_that_have_one(manager, report, site):
    bare = make_project(name="Aamu", code="A1", sites=[site])
    page = manager.get(reverse("reports:report_list"))
    assert [project for project, _found in page.context["rows"]] == [report.project]
    assert page.context["without"] == [bare]
    assert f'href="{reverse("reports:report_create", args=[bare.pk])}"' in page.content.decode()
    assert "Projects without a report Aamu A1" in text_of(page)


def test_the_list_asks_as_much_for_many_projects(manager, project, site, django_assert_num_queries):
    address = reverse("reports:report_list")
    manager.get(address)
    make_report(project)
    with django_assert_num_queries(16) as one:
        manager.get(address)
    for _number in range(5):
        make_report(make_project(sites=[site], parent=make_project(sites=[site])))
    with django_assert_num_queries(len(one)):
        manager.get(address)


@pytest.mark.parametrize("slug", ["starting-point", "sub-project", "nothing"])
def test_what_has_no_text_of_its_own_cannot_be_written(manager, report, slug):
    assert manager.get(url("chapter_edit", report, slug)).status_code == 404
    assert write(manager, report, "x", slug=slug).status_code == 404
    assert Chapter.objects.count() == 0


def test_languages_that_the_report_does_not_have_are_not_found(manager, project):
    report = make_report(project, languages=["fi"])
    for name in ("report_detail", "report_pdf", "report_html"):
        for language in ("sv", "de"):
            assert manager.get(reverse(f"reports:{name}", args=[report.pk, language])).status_code == 404


def test_the_word_file_and_the_tables_say_what_they_are(manager, report):
    types = {name: manager.get(url(f"report_{name}", report))["Content-Type"] for name in ("docx", "xlsx")}
    office = "application/vnd.openxmlformats-officedocument."
    assert types == {"docx": f"{office}wordprocessingml.document", "xlsx": f"{office}spreadsheetml.sheet"}


def test_the_pdf_is_a_file_that_is_kept_in_no_cache(manager, report):
    response = manager.get(url("report_pdf", report))
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="s12-narrative-fi.pdf"'
    assert response["Cache-Control"] == "no-store"
    assert PdfReader(BytesIO(response.content)).metadata.title == "Loppuraportti: Väylä"


def test_the_preview_is_a_page_with_its_style_and_no_markup_of_a_writer(manager, report):
    write(manager, report, "<script>alert(1)</script>")
    page = manager.get(url("report_html", report)).content.decode()
    assert page.count("<h1") == 1
    assert "css/report.css" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert [word for word in ("<script", "style=") if word in page] == []


def test_a_report_reader_goes_to_the_issued_reports(client, site, report):
    client.force_login(make_user(Role.REPORT_READER, site=site, language="en"))
    response = client.get(reverse("reports:report_list"))
    assert response.url == reverse("reports:issued_list")
    assert "Väylä" not in text_of(client.get(response.url))
    assert client.get(url("report_pdf", report)).status_code == 403


def test_a_strangers_report_is_not_found(client, project, report):
    client.force_login(make_user(Role.MANAGER, site=make_site()))
    for address in (url("report_detail", report), url("report_pdf", report), url("report_html", report)):
        assert client.get(address).status_code == 404
    assert write(client, report, "x").status_code == 404
    assert client.get(reverse("reports:logo_edit", args=[project.pk])).status_code == 404


def send_logo(client, project, upload, alt="Valkeakosken kaupunki"):
    data = {"slot": "city", "city-image": upload, "city-alt": alt}
    return client.post(reverse("reports:logo_edit", args=[project.pk]), data)


def test_a_logo_is_put_up_replaced_and_removed(manager, project):
    assert send_logo(manager, project, picture()).status_code == 302
    assert send_logo(manager, project, picture("JPEG"), alt="Uusi").status_code == 302
    logo = Logo.objects.get()
    assert (logo.slot, logo.alt, logo.content_type) == ("city", "Uusi", "image/jpeg")
    address = reverse("reports:logo_edit", args=[project.pk])
    assert 'alt="Uusi"' in manager.get(address).content.decode()
    manager.post(address, {"slot": "city", "remove": "yes"})
    assert Logo.objects.count() == 0


def test_what_a_camera_wrote_into_a_picture_is_not_kept(manager, project):
    exif = Image.Exif()
    exif[0x010F] = "Salainen kamera"
    assert send_logo(manager, project, picture("JPEG", exif=exif)).status_code == 302
    assert b"Salainen" not in bytes(Logo.objects.get().image)


@pytest.mark.parametrize(
    "upload",
    [
        SimpleUploadedFile("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        half(Image.effect_noise((300, 200), 90), "PNG"),
        half(Image.effect_noise((300, 200), 90), "JPEG"),
        SimpleUploadedFile("logo.png", b""),
        SimpleUploadedFile("logo.png", b"\0" * (2 * 1024 * 1024 + 1)),
        picture(size=(4001, 1)),
        picture("GIF"),
    ],
    ids=["svg", "half a PNG", "half a JPEG", "empty", "too large", "too wide", "gif"],
)
def test_what_is_no_fitting_picture_is_refused_beside_the_field(manager, project, upload):
    response = send_logo(manager, project, upload)
    assert response.status_code == 200
    assert list(response.context["forms"]["city"].errors) == ["image"]
    assert 'value="Valkeakosken kaupunki"' in response.content.decode()
    assert Logo.objects.count() == 0


def test_a_logo_needs_words(manager, project):
    response = send_logo(manager, project, picture(), alt=" ")
    assert list(response.context["forms"]["city"].errors) == ["alt"]
