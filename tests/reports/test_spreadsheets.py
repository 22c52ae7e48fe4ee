"""Excel and CSV files: opened again, they hold what was written, and no formula."""

import csv
import io
import tempfile
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest
from django.utils.translation import gettext_lazy, override
from hypothesis import given, settings
from hypothesis import strategies as st

from network.spreadsheets import (
    CSV_TYPE,
    MOST_LETTERS,
    XLSX_TYPE,
    Column,
    Sheet,
    clean,
    download,
    escape_formula,
    unescape_formula,
    write_csv,
    write_workbook,
)

DANGEROUS = [
    "=1+1",
    "+358 40 123",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =1",
    "\xa0=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠A1",
    " ＝1",
    "\ufeff=1",
    "\u200b=1",
    "\x00=1",
    "\tplain",
    '=HYPERLINK("http://x";"y")',
    "=cmd|' /C calc'!A0",
]
HARMLESS = ["", "Työllisyys", "a=1", "1+1", "'n Roll", "5", "−5", "#N/A", "e-mail@example.org", "(=1)"]


def make_sheet(rows, *, kinds=("text",), title="Visits", notes=()):
    """A sheet with a column per kind, named after it."""
    return Sheet(title, [Column(kind.capitalize(), kind) for kind in kinds], rows, notes)


def opened(*sheets, title="Figures"):
    return openpyxl.load_workbook(io.BytesIO(write_workbook(sheets, title=title)))


def read_csv(content, delimiter=";"):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter))


@pytest.mark.parametrize("text", DANGEROUS)
def test_dangerous_text_is_a_quoted_text_in_excel_and_has_an_apostrophe_in_csv(text):
    cell = opened(make_sheet([[text]])).active["A2"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert cell.value.replace("\r", "\n") == clean(text).replace("\r", "\n")
    assert read_csv(write_csv([Column("Text")], [[text]])) == [["Text"], [f"'{clean(text)}"]]


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless_text_is_unchanged(text):
    cell = opened(make_sheet([[text]])).active["A2"]
    assert (cell.value or "", cell.quotePrefix) == (text, False)
    assert cell.data_type == ("s" if text else "n")
    assert read_csv(write_csv([Column("Text")], [[text]])) == [["Text"], [text]]


def test_headings_notes_and_titles_are_escaped_too():
    sheet = Sheet("=A1", [Column("=1+1")], [["x"]], ["=2+2", "-3"])
    book = opened(sheet, title="=3")
    assert [cell.data_type for row in book.active.iter_rows() for cell in row if cell.value] == ["s"] * 4
    assert [cell.value for (cell,) in book.active.iter_rows()] == ["=1+1", "x", None, "=2+2", "-3"]
    assert read_csv(write_csv(sheet.columns, []))[0] == ["'=1+1"]


@settings(deadline=None)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=8))
def test_no_text_whatever_becomes_a_formula(texts):
    cells = [cell for row in opened(make_sheet([[text] for text in texts])).active.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert all(cell.value is None for cell in cells if cell.data_type == "n")
    first = [cell[0].lstrip()[:1] for cell in read_csv(write_csv([Column("T")], [[t] for t in texts])) if cell[0]]
    assert not set(first) & set("=+-@＝＋－＠")


@given(st.text(alphabet="'=+-@＝ \tab\ufeff") | st.text())
def test_escaping_is_taken_off_exactly(text):
    assert unescape_formula(escape_formula(text)) == text


@given(st.lists(st.lists(st.text(alphabet="äö\";,=\n\r'a1 ", max_size=12), min_size=2, max_size=2), max_size=5))
def test_csv_reads_back_cell_by_cell(rows):
    for delimiter in ";,":
        content = write_csv([Column("A"), Column("B")], rows, delimiter=delimiter)
        got = [[unescape_formula(cell) for cell in row] for row in read_csv(content, delimiter)]
        assert got == [["A", "B"], *rows]


def test_a_formula_behind_the_other_separator_is_quoted():
    assert b'"a,=1+1"' in write_csv([Column("A")], [["a,=1+1"]])


def test_numbers_stay_numbers_negative_ones_too():
    kinds = ("integer", "percent", "date", "text")
    row = opened(make_sheet([[-1225, 41, date(2021, 2, 17), -5]], kinds=kinds)).active[2]
    assert [(cell.value, cell.data_type) for cell in row] == [
        (-1225, "n"),
        (0.41, "n"),
        (datetime(2021, 2, 17), "d"),
        (-5, "n"),
    ]
    assert [cell.number_format for cell in row] == ["#,##0", r"0\ %", "d.m.yyyy", "General"]


def test_csv_bytes_exactly():
    columns = [Column("Pvm", "date"), Column("Määrä", "integer"), Column("Osuus", "percent"), Column("Tunnit")]
    rows = [[date(2021, 2, 17), -1225, 41, Decimal("7.5")], [None, 0, None, 2.5]]
    expected = '\ufeff"Pvm";"Määrä";"Osuus";"Tunnit"\r\n"2021-02-17";-1225;"41%";"7,5"\r\n"";0;"";"2,5"\r\n'
    assert write_csv(columns, rows) == expected.encode()
    assert write_csv(columns[3:], [[2.5]], delimiter=",") == '\ufeff"Tunnit"\r\n"2.5"\r\n'.encode()


def test_sheet_is_ready_to_use():
    rows = ([f"Teema {number}", number] for number in range(300))
    with override("fi"):
        book = opened(make_sheet(rows, kinds=("text", "integer"), notes=["n = 300"]), title="Käynnit 2021")
    page = book.active
    assert (page.freeze_panes, page.auto_filter.ref, page.print_title_rows) == ("A2", "A1:B301", "$1:$1")
    assert [cell.font.bold for cell in page[1]] == [True, True]
    assert [cell.alignment.horizontal for cell in page[1]] == ["left", "right"]
    assert (page["A301"].value, page["B301"].value, page["A303"].value) == ("Teema 299", 299, "n = 300")
    assert 10 < page.column_dimensions["A"].width < 20
    assert (book.properties.title, book.properties.language) == ("Käynnit 2021", "fi")
    assert book.properties.creator == "Ohjaamo"


def test_lazy_texts_are_texts():
    assert opened(make_sheet([[gettext_lazy("=x")]])).active["A2"].value == "=x"
    assert read_csv(write_csv([Column("A")], [[gettext_lazy("=x")]]))[1] == ["'=x"]


def test_control_characters_go_and_a_huge_text_is_cut():
    sheet = make_sheet([["a\x00b\x1f\ud800c\ufffe"], ["ö" * 10_000_000], ["🙂" * 20_000]])
    page = opened(sheet).active
    assert page["A2"].value == "abc"
    assert page["A3"].value == "ö" * (MOST_LETTERS - 1) + "…"
    assert page["A4"].value == "🙂" * ((MOST_LETTERS - 1) // 2) + "…"
    assert read_csv(write_csv([Column("A")], [["a\x00b\ud800c"]]))[1] == ["abc"]


def test_sheet_names_are_made_fit_and_different():
    names = ["Käynnit: 2021/2022 [kaikki] *?\\", "x" * 40, "x" * 35, "X" * 31, "", "'History'"]
    got = opened(*(make_sheet([], title=name) for name in names)).sheetnames
    assert got == [
        "Käynnit  2021 2022  kaikki",
        "x" * 31,
        "x" * 29 + " 2",
        "X" * 29 + " 3",
        "1",
        "History 2",
    ]


def test_what_cannot_be_written_is_refused():
    with pytest.raises(ValueError, match="at least one sheet"):
        write_workbook([], title="t")
    with pytest.raises(ValueError, match="shorter"):
        write_workbook([make_sheet([[]])], title="t")
    with pytest.raises(ValueError, match="longer"):
        write_csv([Column("A")], [["a", "b"]])
    with pytest.raises(ValueError, match="time zones"):
        write_workbook([make_sheet([[datetime(2021, 1, 1, tzinfo=UTC)]])], title="t")
    with pytest.raises(ValueError, match="money"):
        Column("A", "money")


def test_a_failure_half_way_leaves_no_temporary_file(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def rows():
        yield from ([str(number)] for number in range(1000))
        assert len(list(tmp_path.iterdir())) == 2
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError, match="went away"):
        write_workbook([make_sheet([["a"]]), make_sheet(rows(), title="B")], title="t")
    assert list(tmp_path.iterdir()) == []


def test_download_headers():
    response = download(b"x", "käynnit 2021.xlsx", XLSX_TYPE)
    assert response.content == b"x"
    assert dict(response.headers) == {
        "Content-Type": XLSX_TYPE,
        "Content-Disposition": "attachment; filename*=utf-8''k%C3%A4ynnit%202021.xlsx",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "etc-passwd"),
        ('a"; filename="b.exe', "a- filename-b.exe"),
        ("a\r\nSet-Cookie: x.csv", "a-Set-Cookie- x.csv"),
        ("...", "ohjaamo"),
        ("x" * 300 + ".csv", "x" * 116 + ".csv"),
    ],
)
def test_file_names_are_made_safe(name, safe):
    assert download(b"", name, CSV_TYPE)["Content-Disposition"] == f'attachment; filename="{safe}"'


@given(st.text())
def test_any_file_name_gives_a_header(name):
    assert download(b"", name, CSV_TYPE)["Content-Disposition"].startswith("attachment; filename")
