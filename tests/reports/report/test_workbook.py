"""The Excel annex has the tables of the report in its order, and numbers that are numbers."""

from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from network.spreadsheets import Percent
from reports.report.workbook import report_workbook, value_of
from tests.reports.report.printouts import make_printout


def test_the_tables_are_printed_in_order_after_a_first_sheet():
    book = load_workbook(BytesIO(report_workbook(make_printout())))
    assert book.sheetnames == [
        "Sisällys", "1 1 Tekstit & <muu>", "2 Hanke lukuina", "3 Osallistujat", "4 Päättäneet kunnittain", "5 Pitkä",
    ]  # fmt: skip
    first = dict(row[:2] for row in book["Sisällys"].iter_rows(min_row=2, values_only=True))
    assert first["Hanke"] == "Väylä <b>"
    assert first["Jakso"] == "1.1.2024–31.12.2024"
    assert [first[str(number)] for number in (4, 5)] == ["Päättäneet kunnittain", "Pitkä"]
    assert list(book.worksheets[1].iter_rows(max_row=2, values_only=True)) == [("Kulu", "Euroa"), ("Palkat", 1512)]
    assert list(book.worksheets[4].iter_rows(max_row=4, values_only=True)) == [
        ("Kunta", "Kuopio: n", "Kuopio: %"), ("Kuopio", 1225, 0.41), ("Suonenjoki", "<5", "–"),
        ("Yhteensä", None, 12.5),
    ]  # fmt: skip
    assert book.worksheets[4]["C2"].number_format == r"0\ %"
    assert book.worksheets[5].max_row == 91 + 4


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("1\N{NO-BREAK SPACE}225", "fi", 1225), ("1,225", "en", 1225), ("1,225", "fi", Decimal("1.225")),
        ("41\N{NO-BREAK SPACE}%", "sv", Percent(41)), ("41%", "en", Percent(41)), ("12,5", "fi", Decimal("12.5")),
        ("<5", "fi", "<5"), ("–", "fi", "–"), ("=1+1", "fi", "=1+1"), ("1 2", "fi", "1 2"),
        ("1.3.2020", "fi", "1.3.2020"),
    ],
)  # fmt: skip
def test_what_a_cell_says_as_a_number(text, language, value):
    assert value_of(text, language) == value
