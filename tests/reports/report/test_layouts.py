"""The interim, yearly and one-page layouts; a city's own layout in one file."""

import sys
from dataclasses import replace
from importlib import import_module
from io import BytesIO

import pytest
from pypdf import PdfReader

from reports.report import layouts
from reports.report.blocks import picture
from reports.report.context import Printed
from reports.report.html import report_html
from reports.report.live import LIVE
from reports.report.outline import Section, outline
from reports.report.pdf import report_pdf
from reports.report.texts import parts
from tests.reports.report.printouts import chart, make_printout

OWN = """
from reports.report.layouts.base import Chapter, Layout

LAYOUT = Layout(
    label="Town report",
    titles={"fi": "Kaupungin oma raportti", "sv": "Stadens rapport", "en": "Town report"},
    chapters=(Chapter("one", "Eka luku", "Första", "First", "What to write.", live=("key_figures",)),),
    order=90,
    cover=False,
    contents=False,
)
"""


@pytest.mark.parametrize(
    ("layout", "language", "expected"),
    [
        (
            "interim", "fi",
            ["Tiivistelmä", "1 Toteutus raportointikaudella", "2 Tulokset suhteessa tavoitteisiin",
             "3 Poikkeamat suunnitelmasta", "4 Seuraavan kauden toimenpiteet"],
        ),
        (
            "yearly", "sv",
            ["1 Året i korthet", "2 Besök", "3 De unga", "4 Samtalens teman",
             "5 Grupper, evenemang och uppsökande arbete", "6 Vidareslussning och förankring", "7 Respons",
             "8 Nätverk och personal", "9 Kommunikation",
             "10 Vad händer härnäst"],
        ),
        ("summary", "en", ["Where we are", "Targets and results", "What next"]),
    ],
)  # fmt: skip
def test_the_headings(layout, language, expected):
    assert [one.label for one in outline(layout, language) if one.level == 2] == expected


def test_all_that_layouts_print_is_there():
    def names(chapters) -> set[str]:
        return {name for one in chapters for name in (*one.live, *names(one.children))}

    assert names(chapter for one in layouts.LAYOUTS.values() for chapter in one.chapters) <= set(LIVE)


def test_one_page_has_neither_cover_nor_contents_nor_the_charts_numbers():
    html = report_html(make_printout(layout="summary"))
    assert [html.count(word) for word in ('class="cover"', 'class="contents"', "Osallistujat: luvut")] == [0, 0, 0]
    assert html.count("<h1") == 1


@pytest.fixture
def own_layout(tmp_path):
    """A file of a city's own beside the others, for the time of a test."""
    (tmp_path / "town.py").write_text(OWN, encoding="utf-8")
    layouts.__path__.append(str(tmp_path))
    found = import_module("reports.report.layouts.town").LAYOUT
    yield found
    layouts.__path__.remove(str(tmp_path))
    del sys.modules["reports.report.layouts.town"]


def test_a_city_adds_a_layout_in_one_file(own_layout, monkeypatch):
    assert layouts._found()["town"] == own_layout
    monkeypatch.setitem(layouts.LAYOUTS, "town", own_layout)
    assert [one.label for one in outline("town", "fi")] == ["1 Eka luku"]
    printout = make_printout(layout="town", title=own_layout.titles["fi"])
    pages = PdfReader(BytesIO(report_pdf(report_html(printout)))).pages
    assert pages[0].extract_text().split("\n")[0] == "Kaupungin oma raportti"


def pictured(number: int) -> Printed:
    """A section with a few lines of text; one of the first sixteen with a chart of its own name and its numbers."""
    figure = chart()
    named = replace(figure, chart=replace(figure.chart, key=f"kuva-{number}", title=f"Kuva {number:02}"))
    text = "\n\n".join(["Rivi."] * (number % 5))
    return Printed(
        Section(f"luku-{number}", f"Luku {number:02}", 3), parts(text), [picture(named, "Keitä tuli.")][: number < 16]
    )


def test_contents_take_one_page_and_no_chart_is_parted_from_its_numbers():
    printout = make_printout(sections=[pictured(number) for number in range(44)])
    pages = PdfReader(BytesIO(report_pdf(report_html(printout)))).pages
    _cover, contents, *texts = [page.extract_text() for page in pages]
    assert [n for n in range(44) if f"Luku {n:02}" not in contents] == []
    counted = [(text.count("Kuva"), text.count(": luvut")) for text in texts]
    assert sum(tables for _all, tables in counted) == 16
    assert [pair for pair in counted if pair[0] != 2 * pair[1]] == []
