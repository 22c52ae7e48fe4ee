"""The Word file is a real Word document: styles, lists, links, tables, charts, words for pictures."""

import re
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from django.utils.translation import override
from docx.oxml.ns import qn
from openpyxl import load_workbook

from reports.masking import Masked
from reports.report import report_html
from reports.report.blocks import Cell, Nothing, Table, head, row, unless_empty
from reports.report.docx import report_docx
from reports.report.docx.tables import WIDTH, counted
from reports.report.tables import tables
from tests.reports.report.printouts import PICTURE, chart, make_printout

# The order in which the standard wants what is inside these; Word calls a file that differs broken.
ORDERS = {
    "pPr": ["pStyle", "keepNext", "keepLines", "pageBreakBefore", "numPr", "spacing", "ind", "jc"],
    "rPr": ["rStyle", "b", "i"],
    "tblPr": ["tblStyle", "tblW", "tblLook", "tblCaption", "tblDescription"],
    "trPr": ["cantSplit", "tblHeader"],
    "tcPr": ["tcW", "gridSpan"],
    "tbl": ["tblPr", "tblGrid", "tr"],
    "tc": ["tcPr", "p"],
}


@pytest.fixture(scope="module")
def content() -> bytes:
    return report_docx(make_printout())


@pytest.fixture(scope="module")
def document(content):
    return docx.Document(BytesIO(content))


def texts(document, style: str) -> list[str]:
    return [one.text for one in document.paragraphs if one.style.name == style]


def test_headings_contents_and_words(document):
    assert texts(document, "Title") == ["Väylä <b>"]
    assert texts(document, "Heading 1") == ["1 Tekstit & <muu>"]
    assert texts(document, "Heading 2") == ["Väliotsikko", "1.1 Luvut"]
    assert texts(document, "toc 1") + texts(document, "toc 2") == ["1 Tekstit & <muu>", "1.1 Luvut"]
    assert texts(document, "Quote") == ["Sain apua samana päivänä."]
    assert "Avattiin ovet ja lihava <b>=1+1</b>." in texts(document, "Normal")
    links = [one.address for paragraph in document.paragraphs for one in paragraph.hyperlinks if one.address]
    assert links == ["https://ohjaamot.fi"]
    assert document.core_properties.title == "Loppuraportti: Väylä <b>"
    assert document.core_properties.language == "fi"
    assert document.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val")) == "fi-FI"


def test_lists_are_lists(document):
    places = [
        (one.text, int(one._p.pPr.numPr.ilvl.val), int(one._p.pPr.numPr.numId.val))
        for one in document.paragraphs
        if one._p.pPr is not None and one._p.pPr.numPr is not None
    ]
    kinds = {
        int(num.get(qn("w:numId"))): int(num.abstractNumId.val)
        for num in document.part.numbering_part.element.findall(qn("w:num"))
    }
    assert [(text, level, kinds[number]) for text, level, number in places] == [
        ("Ensin", 0, 91), ("Sitten", 0, 91), ("sisällä", 1, 90), ("sisemmällä", 2, 90), ("Lopuksi", 0, 91),
    ]  # fmt: skip


def test_tables_repeat_their_heads(document):
    shown = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    assert shown[1] == [["Kulu", "Euroa"], ["Palkat", "1 512"]]
    assert shown[4] == [
        ["", "Kuopio", "Kuopio"], ["Kunta", "n", "%"], ["Kuopio", "1\N{NO-BREAK SPACE}225", "41\N{NO-BREAK SPACE}%"],
        ["Suonenjoki", "<5", "–"], ["Yhteensä", "Yhteensä", "12,5"],
    ]  # fmt: skip
    heads = [len(table._tbl.findall(f".//{qn('w:tblHeader')}")) for table in document.tables]
    assert heads == [0, 1, 1, 1, 2, 1]
    assert len(document.tables[5].rows) == 91
    captions = [one.get(qn("w:val")) for one in document.element.body.iter(qn("w:tblCaption"))]
    assert captions[-1] == "Pitkä"


def test_pictures_and_charts_are_told_in_words(content, document):
    told = [one.get("descr") for one in document.element.body.iter(qn("wp:docPr"))]
    assert told[:2] == ["Euroopan unionin tunnus", PICTURE.alt]
    assert told[2].startswith(f"{chart().chart.title}. ")
    with ZipFile(BytesIO(content)) as package:
        drawn = package.read("word/charts/chart1.xml").decode()
        inside = load_workbook(BytesIO(package.read("word/embeddings/chart1.xlsx")))
    assert "<c:v>20</c:v>" in drawn
    assert drawn.count('<c:pt idx="1">') == 3  # the second label twice, one number of two
    assert list(inside["Data"].values) == [("Keitä", "Tavoite", "Tulos"), ("Naiset", 20, 12), ("Miehet", 7, None)]


def test_what_is_inside_keeps_the_order_of_the_standard(document):
    for name, order in ORDERS.items():
        for found in document.element.body.iter(qn(f"w:{name}")):
            places = [order.index(child.tag.partition("}")[2]) for child in found]
            assert places == sorted(places), name
    ids = [one.get("id") for one in document.element.body.iter(qn("wp:docPr"))]
    assert len(ids) == len(set(ids))


def test_no_number_is_broken_over_two_lines():
    heads = [Cell(name, "col") for name in ("Sijoittuminen", *("Tavoite", "Tavoite, %", "n", "%") * 3)]
    numbers = ["22", "100\xa0%", "17", "8\xa0%"] * 3
    row = [Cell("Avoimet työmarkkinat", "row"), *(Cell(text, numeric=True) for text in numbers)]
    table = counted(Table("placements", "Sijoittuminen", "Päättäneet.", [heads], [row]))
    widths = [int(width) for width in re.findall(r'<w:gridCol w:w="(\d+)"/>', table)]
    assert (len(widths), sum(widths) <= WIDTH) == (13, True)
    # A digit of bold Calibri takes 0.51 em of nine points; 120 twentieths of a point lie beside the text of a cell.
    needed = [len(text) * 0.51 * 9 * 20 + 120 for text in numbers]
    assert [width for width, least in zip(widths[1:], needed, strict=True) if width < least] == []


def test_a_table_of_zeros_is_told_in_a_sentence():
    def counts(*numbers) -> Table:
        rows = [row(f"Rivi {n}", number, "–") for n, number in enumerate(numbers)]
        foot = [row("Yhteensä", sum(n for n in numbers if isinstance(n, int)), "")]
        return Table("a", "Käynnit", "Mitä.", [head("Kanava", "n", "%")], rows, foot if rows else ())

    assert unless_empty(counts(0, 0)) == Nothing("Käynnit")
    kept = [counts(0, 3), counts(0, Masked.SMALL), counts()]
    assert [unless_empty(table) for table in kept] == kept
    with override("fi"):
        sentence = "Käynnit: ei yhtään raportin ajalta."
        assert Nothing("Käynnit").sentence == sentence
        printout = make_printout()
        last = replace(printout.sections[-1], blocks=[Nothing("Käynnit")])
        printout = replace(printout, sections=[last])
        assert f"<p>{sentence}</p>" in report_html(printout)
        assert sentence in [one.text for one in docx.Document(BytesIO(report_docx(printout))).paragraphs]
    assert list(tables(printout)) == []
