"""Attached PDFs: cleaned when they come, appended where the report announces them, in the writers' order."""

from io import BytesIO

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pikepdf import Array, Dictionary, Name, Pdf, String

from network.models import Role
from reports.models import Attachment
from reports.report.appending import Encrypted, NotReadable, TooManyPages, cleaned
from reports.report.context import Attached
from reports.report.files import pdf_file
from tests.factories import make_project, make_site, make_user
from tests.forms import errors
from tests.report_factories import make_attachment, make_report
from tests.reports.report.printouts import make_printout
from tests.reports.report.reading import bookmarks, text_of
from tests.reports.report.test_pdf import checked


def make_pdf(pages: int = 1, *, password: str = "", sizes=(300, 400)) -> bytes:
    """A PDF that carries all that must not come in: scripts, actions, a form, a file, a comment; and one link."""
    pdf = Pdf.new()
    for _page in range(pages):
        page = pdf.add_blank_page(page_size=sizes)
        page.Contents = pdf.make_stream(b"0.5 g 10 10 50 50 re f")
        script = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
        link = Dictionary(S=Name.URI, URI=String("https://ohjaamot.fi"))
        launch = Dictionary(S=Name.Launch, F=String("calc.exe"))
        place = Array([0, 0, 10, 10])
        page.Annots = Array([
            pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=place, A=link)),
            pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=place, A=launch)),
            pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Widget, Rect=place, FT=Name.Tx)),
        ])  # fmt: skip
        page.AA = Dictionary(O=script)
        page.StructParents = 0
    pdf.Root.OpenAction = script
    pdf.Root.AcroForm = Dictionary(Fields=Array([page.Annots[2] for page in pdf.pages]))
    pdf.attachments["x.txt"] = b"inside"
    out = BytesIO()
    pdf.save(out, encryption=pikepdf.Encryption(owner=password, user=password) if password else False)
    return out.getvalue()


def test_only_pages_and_links_to_addresses_come_in():
    content, pages = cleaned(make_pdf(2))
    with Pdf.open(BytesIO(content)) as pdf:
        assert pages == len(pdf.pages) == 2
        assert set(pdf.Root.keys()) == {"/Type", "/Pages"}
        assert set(pdf.pages[0].obj.keys()) <= {"/Type", "/Parent", "/Resources", "/MediaBox", "/Contents", "/Annots"}
        assert [str(note.A.URI) for note in pdf.pages[0].Annots] == ["https://ohjaamot.fi"]
    assert [word for word in (b"JavaScript", b"Launch", b"EmbeddedFile", b"AcroForm") if word in content] == []


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", NotReadable), (b"%PDF-1.7 and nothing", NotReadable), (b"<html>", NotReadable),
        (make_pdf(password="x"), Encrypted), (make_pdf(301), TooManyPages),
    ],
)  # fmt: skip
def test_what_cannot_be_attached(content, error):
    with pytest.raises(NotReadable) as raised:
        cleaned(content)
    assert raised.type is error


def test_attached_pages_follow_the_page_that_announces_them():
    attached = [Attached(2, "Liite 2: Arviointi", 2, make_pdf(2)), Attached(3, "Liite 3: Kysely", 1, make_pdf(1))]
    content = pdf_file(make_printout(attached=attached))
    plain = checked(pdf_file(make_printout()), "fi")
    with Pdf.open(BytesIO(content)) as pdf:
        own = len(plain.pages)
        assert [index for index, page in enumerate(pdf.pages) if float(page.mediabox[2]) == 300] == [
            own + 1, own + 2, own + 4,
        ]  # fmt: skip
        assert not {"/OpenAction", "/AcroForm", "/AA"} & set(pdf.Root.keys())
    assert bookmarks(content)[-2:] == ["Liite 2: Arviointi", "Liite 3: Kysely"]
    text = text_of(content)
    assert f"Liite 3: Kysely . . . {own + 4}" in text.replace(" .", " .") or text.count("Liite 3: Kysely") >= 2


@pytest.mark.django_db
def test_the_page_of_attached_pdfs(client):
    site = make_site()
    report = make_report(make_project(sites=[site]))
    client.force_login(make_user(Role.MANAGER, site=site, language="en"))
    add = reverse("reports:attachment_add", args=[report.pk])
    wrong = client.post(add, {"pdf": SimpleUploadedFile("a.pdf", b"nothing")})
    assert errors(wrong) == {
        "pdf": ["This is no whole PDF. Open it in the program it comes from, save it as PDF anew and try again."]
    }
    for name in ("Eka", "Toka"):
        client.post(add, {"pdf": SimpleUploadedFile(f"{name}.pdf", make_pdf(2)), "title": ""})
    first, second = report.attachments.all()
    assert [(first.title, first.pages), (second.title, second.pages)] == [("Eka", 2), ("Toka", 2)]
    assert bytes(first.file) == cleaned(make_pdf(2))[0]
    client.post(reverse("reports:attachment_move", args=[report.pk, second.pk]), {"up": "yes"})
    assert [one.title for one in report.attachments.all()] == ["Toka", "Eka"]
    assert client.get(reverse("reports:attachment_list", args=[report.pk])).content.count(b'class="attachment"') == 2
    stranger = make_attachment(make_report(), b"")
    assert client.get(reverse("reports:attachment_delete", args=[report.pk, stranger.pk])).status_code == 404
    client.post(reverse("reports:attachment_delete", args=[report.pk, first.pk]))
    report.state = "submitted"
    report.save()
    client.post(reverse("reports:attachment_delete", args=[report.pk, second.pk]))
    assert list(report.attachments.values_list("pk", flat=True)) == [second.pk]
    assert Attachment.objects.filter(pk=stranger.pk).exists()
