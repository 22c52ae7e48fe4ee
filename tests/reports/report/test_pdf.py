"""The PDF passes our PDF/UA checks, in all layouts and languages."""

from datetime import date
from io import BytesIO
from itertools import pairwise

import pikepdf
import pytest
from django.utils.translation import override
from weasyprint import HTML

from network.models import Municipality
from reports.models import Logo
from reports.report.html import report_html
from reports.report.outline import outline
from reports.report.pdf import report_pdf
from reports.report.pdf_source import ReportHTML, pdf_source
from tests.factories import make_gathering, make_participation, make_project, make_site, make_target, make_visit
from tests.report_factories import make_chapter, make_report, make_report_image
from tests.reports.figures.counting import count
from tests.reports.report.matterhorn import faults
from tests.reports.report.printouts import make_printout
from tests.reports.report.reading import bookmarks, loose_marks, make_html, make_pdf, structure, text_of

pytestmark = pytest.mark.django_db

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cfc0f01f0005000"
    "1ff89992a7c0000000049454e44ae426082"
)  # a PNG of one point
HOSTILE = '<script>alert(1)</script> & <img src="https://example.org/x.png"> {{ settings }} "lainaus"'


@pytest.fixture
def project():
    site = make_site(name="Ohjaamo Keskusta")
    project = make_project(sites=[site], code="S1", name="Väylä <b>töihin</b>", region="06", funder="Rahoittaja & Co")
    child = make_project(parent=project, name="Työ & koulu", sites=[site])
    for day in range(1, 29):
        make_visit(site=site, date=date(2024, 5, day), contact_type="walk_in")
    make_gathering(site=site, date=date(2024, 5, 3), headcount=1234)
    make_participation(
        project=child, start_date=date(2024, 2, 1), end_date=date(2024, 6, 30), placement="open_job",
        labour_end="employed", municipality_id="908",
    )  # fmt: skip
    make_target(project, target=40)
    return project


def checked(content: bytes, language: str) -> pikepdf.Pdf:
    """The opened PDF, after everything that holds for every report."""
    pdf = pikepdf.open(BytesIO(content))
    tree = structure(pdf)
    assert str(pdf.Root.Lang) == language
    assert bool(pdf.Root.MarkInfo.Marked)
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert [one for one in tree.all("Figure") if not str(one.raw.get("/Alt", "")).strip()] == []
    for table in tree.all("Table"):
        assert [row for row in table.all("TR") if not row.all("TH")] == []
        assert [cell for cell in table.all("TH") if "/Scope" not in cell.raw.A] == []
        assert [cell for cell in table.all("TD") if not cell.raw.A.Headers and cell.all("P")] == []
    levels = [int(one.tag[1]) for one in tree.all("H1", "H2", "H3", "H4")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []
    assert loose_marks(pdf) == []
    assert faults(pdf) == []
    return pdf


@pytest.mark.parametrize(
    ("layout", "language"),
    [("narrative", "fi"), ("eura", "sv"), ("interim", "en"), ("yearly", "sv"), ("summary", "fi")],
)
def test_every_report_passes_the_checks(project, layout, language):
    with override("en" if language == "fi" else "fi"):  # the active language must not matter
        content = make_pdf(project, layout, language)
    pdf = checked(content, language)
    children = list(project.children.all())
    expected = [section.label for section in outline(layout, language, children) if section.printed]
    assert bookmarks(content) == expected
    text = text_of(content)
    shown = {"fi": "1 234", "sv": "1 234", "en": "1,234"}[language]
    assert count(project)["gatherings"]["headcount"] == 1234
    assert shown in text
    assert {"fi": "1.1.2024", "sv": "1.1.2024", "en": "1 January 2024"}[language] in text
    assert str(pdf.docinfo["/Title"]).endswith(": Väylä <b>töihin</b>")
    assert (len(pdf.pages) == 1) == (layout == "summary")
    assert len(structure(pdf).all("Table")) == make_html(project, layout, language).count("<table")


def test_a_project_without_anything_prints_zeros_and_says_what_is_not_written():
    project = make_project(programme="other")
    content = make_pdf(project, "narrative", "fi")
    checked(content, "fi")
    text = text_of(content)
    assert text.count("Tätä lukua ei ole vielä kirjoitettu.") == 17
    assert "Euroopan unioni" not in text


def test_hostile_text_is_printed_as_it_was_typed(project):
    make_chapter(make_report(project), text=HOSTILE)
    html = make_html(project)
    assert "<script" not in html
    assert "<img" not in html
    assert "<b>" not in html
    assert HOSTILE in text_of(make_pdf(project))


def test_a_chapter_of_fifty_thousand_letters_is_printed_whole(project):
    words = [f"sana{number}" for number in range(5000)]
    text = "\n\n".join(" ".join(words[start : start + 60]) for start in range(0, 5000, 60))
    make_chapter(make_report(project), text=text)
    content = make_pdf(project)
    checked(content, "fi")
    printed = set(text_of(content).split())
    assert [word for word in words if word not in printed] == []


def test_a_table_over_several_pages_is_one_table():
    """308 municipalities: one Table, one head; the repeated heads are artifacts."""
    project = make_project()
    codes = list(Municipality.objects.filter(valid_to=None).values_list("code", flat=True))
    for code in codes:
        make_participation(
            project=project, municipality_id=code, start_date=date(2024, 2, 1), end_date=date(2024, 6, 30),
            placement="education", labour_end="in_education",
        )  # fmt: skip
    content = make_pdf(project)
    pdf = checked(content, "fi")
    table = max(structure(pdf).all("Table"), key=lambda one: len(one.all("TR")))
    assert len(table.all("TR")) == len(codes) + 3
    assert len(table.all("THead")) == 1
    assert len(table.all("Caption")) == 1
    assert len({str(row.raw.Pg.objgen) for row in table.all("TR")}) > 3
    assert text_of(content).count("Jatkaa työnhakua Muu Yhteensä") > 3
    last = table.all("TD")[-1]
    ids = {str(cell.raw.ID) for cell in table.all("TH")}
    assert {str(name) for name in last.raw.A.Headers} <= ids
    assert len(last.raw.A.Headers) == 2


def test_logos_stand_on_the_cover_with_their_words(project):
    Logo.objects.create(project=project, slot="city", image=PIXEL, content_type="image/png", alt='Kaupunki "A"')
    pdf = checked(make_pdf(project), "fi")
    figures = [str(one.raw.Alt) for one in structure(pdf).all("Figure")]
    assert figures[:2] == ["Euroopan unionin tunnus", 'Kaupunki "A"']


RICH = """Käyntejä oli {{visits.total|yli 20}}. [Sivut](https://ohjaamot.fi) ja **lihava**.

## Väliotsikko

1. Ensin
2. Sitten
   - sisällä
     - sisemmällä
3. Lopuksi

> Sain apua samana päivänä.

| Kulu | Euroa |
|---|---|
| Palkat | 512 |

![Aula maalattiin](picture:%s)

{{chart:clients_by_age}}
"""


def nested(element) -> int:
    """How many levels of lists there are in this one."""
    return (element.tag == "L") + max((nested(child) for child in element.children), default=0)


def test_rich_text_is_tagged(project):
    report = make_report(project)
    picture = make_report_image(report, PIXEL)
    before = structure(checked(make_pdf(project), "fi"))
    make_chapter(report, slug="target-group", text=RICH % picture.pk)
    pdf = checked(make_pdf(project), "fi")
    tree = structure(pdf)
    new = {tag: len(tree.all(tag)) - len(before.all(tag)) for tag in ("L", "LI", "H4", "BlockQuote", "Table", "Figure")}
    assert new == {"L": 3, "LI": 5, "H4": 1, "BlockQuote": 1, "Table": 1, "Figure": 1}
    assert max(map(nested, tree.all("L"))) == 3
    assert [str(one.raw.Alt) for one in tree.all("Figure")].count("Aula maalattiin") == 1
    notes = [note for page in pdf.pages for note in page.get("/Annots", []) if "/A" in note]
    assert [(str(one.A.URI), str(one.Contents)) for one in notes] == [("https://ohjaamot.fi", "Sivut")]


def test_the_fast_reading_of_the_html_finds_what_the_slow_one_finds():
    html = report_html(make_printout())
    fast, slow = pdf_source(html), HTML(string=html).etree_element
    assert isinstance(fast, ReportHTML)
    svg = "{http://www.w3.org/2000/svg}"
    drawings = [(one.get("class"), one.find(f"{svg}title").text) for one in slow.iter(f"{svg}svg")]
    pictures = [one for one in fast.etree_element.iter("img") if "/drawing/" in one.get("src")]
    assert [(one.get("class"), one.get("alt")) for one in pictures] == drawings
    for one in pictures:
        assert fast.url_fetcher.fetch(fast.base_url + one.get("src")[1:]).read().startswith(b"<svg ")
    others = [one for one in slow.iter() if svg not in one.tag]
    found = [one for one in fast.etree_element.iter() if one not in pictures]
    assert [(one.tag, one.attrib, (one.text or "").split()) for one in found] == [
        (one.tag, one.attrib, (one.text or "").split()) for one in others
    ]


def test_the_checks_find_what_is_wrong():
    pdf = pikepdf.open(BytesIO(report_pdf(report_html(make_printout()))))
    assert faults(pdf) == []
    tree = structure(pdf)
    tree.all("Figure")[0].raw.Alt = pikepdf.String("")
    tree.all("L")[0].children[0].raw.S = pikepdf.Name.P
    link = tree.all("Link")[0].raw
    link.K = pikepdf.Array([kid for kid in link.K if not isinstance(kid, pikepdf.Dictionary)])
    first, second = pdf.pages[0], pdf.pages[1]
    first.Tabs = pikepdf.Name.R
    second.Annots[0].Contents = pikepdf.String(" ")
    second.contents_add(b"0 0 9 9 re f")
    del pdf.Root.Metadata
    points = {one.split()[0] for one in faults(pdf)}
    assert points == {"01-005", "06-002", "06-003", "09-004", "13-004", "28-009", "28-011", "28-012"}


def test_html_that_is_not_closed_is_read_the_slow_way():
    assert [one.text for one in pdf_source("<p>Yksi<p>kaksi").etree_element.iter("p")] == ["Yksi", "kaksi"]
