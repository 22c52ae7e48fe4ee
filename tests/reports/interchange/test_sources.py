"""Files that are not what they say, or that want to do harm."""

import io
import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from reports.interchange import readers

from .tables import SOUND, workbook, zipped

pytestmark = pytest.mark.django_db


def refusal(path: Path) -> str:
    """What import_data says of a source that it cannot read."""
    with pytest.raises(CommandError) as caught:
        call_command("import_data", path, stdout=io.StringIO(), stderr=io.StringIO(), verbosity=0)
    assert caught.value.returncode == 1
    return str(caught.value).removeprefix(f"{path}: ").removesuffix("; nothing was written.")


def written(tmp_path: Path, name: str, content: bytes) -> Path:
    (tmp_path / name).write_bytes(content)
    return tmp_path / name


def repacked(content: bytes, name: str, new: bytes) -> bytes:
    """A .zip or .xlsx with one of its parts replaced."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w") as archive:
        for entry in old.namelist():
            archive.writestr(entry, new if entry == name else old.read(entry))
    return file.getvalue()


def test_nothing_there(tmp_path):
    assert refusal(tmp_path / "nothing") == "there is no such file or folder"


def test_folder_without_tables(tmp_path):
    written(tmp_path, "README.txt", b"hello")

    assert refusal(tmp_path) == "there is no table in it; a table is a file such as visits.csv"


def test_single_csv(tmp_path):
    path = written(tmp_path, "visits.csv", SOUND["visits"].encode())

    assert refusal(path) == "it is neither a folder nor a .zip nor an .xlsx"


def test_zip_that_is_none(tmp_path):
    assert refusal(written(tmp_path, "in.zip", b"no archive")) == "it is not a .zip archive"


def test_workbook_that_is_none(tmp_path):
    assert refusal(written(tmp_path, "in.xlsx", b"no workbook")) == "it is not an Excel file (.xlsx)"
    assert refusal(written(tmp_path, "zip.xlsx", zipped(SOUND))) == "it is not an Excel file (.xlsx)"


def test_workbook_broken_inside(tmp_path):
    broken = repacked(workbook({"sites": [["key"], ["a"]]}), "xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row>")

    assert refusal(written(tmp_path, "in.xlsx", broken)) == "the Excel file is broken inside and cannot be read"


def test_entity_bomb_in_workbook(tmp_path):
    bomb = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
    path = written(tmp_path, "in.xlsx", repacked(workbook({"sites": [["key"]]}), "xl/worksheets/sheet1.xml", bomb))

    assert refusal(path) == "the Excel file is broken inside and cannot be read"


def test_row_number_beyond_any_sheet(tmp_path):
    rows = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="9999999">'
    rows += b'<c r="A9999999" t="inlineStr"><is><t>key</t></is></c></row></sheetData></worksheet>'
    path = written(tmp_path, "in.xlsx", repacked(workbook({"sites": [["key"]]}), "xl/worksheets/sheet1.xml", rows))

    assert refusal(path) == "the Excel file is broken inside and cannot be read"


def test_zip_bomb(tmp_path, monkeypatch):
    monkeypatch.setattr(readers, "MOST_BYTES", 10_000)

    assert refusal(written(tmp_path, "in.zip", zipped({"sites": "x" * 10_001}))) == "the files are too large"


def test_zip_that_leads_out_of_itself(tmp_path):
    path = written(tmp_path, "in.zip", zipped(SOUND, prefix="../"))

    assert refusal(path) == "the archive has a file that leads out of it"


def test_zip_with_several_folders(tmp_path):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("2021/sites.csv", SOUND["sites"])
        archive.writestr("2022/sites.csv", SOUND["sites"])

    assert refusal(written(tmp_path, "in.zip", file.getvalue())) == (
        "the tables in the archive must lie side by side, not in several folders"
    )


def test_protected_zip(tmp_path):
    content = bytearray(zipped({"sites": SOUND["sites"]}))
    central = content.rindex(b"PK\x01\x02")
    content[central + 8] |= 1  # the flag that says so

    assert refusal(written(tmp_path, "in.zip", bytes(content))) == "the archive is protected with a password"


def test_damaged_zip_is_told_with_its_table(tmp_path, run_import):
    content = zipped({"sites": SOUND["sites"]}).replace(b"Valkeakoski", b"Valkeakoskx", 1)

    code, out, _warnings = run_import(written(tmp_path, "in.zip", content))

    assert (code, out[-1].split(": ")[1]) == (1, "the file is broken or protected and cannot be unpacked")


def test_unknown_sheet_and_unused_sheet(tmp_path, run_import):
    sheets = {"sites": [["key", "name", "municipality"], ["a", "A", "908"]], "Taul1": [], "muistiinpanot": [["x"]]}

    code, out, _warnings = run_import(written(tmp_path, "in.xlsx", workbook(sheets)))

    assert (code, [line.split(";")[0] for line in out]) == (1, ["muistiinpanot:1:: there is no such table"])


def test_error_in_a_sheet_has_the_row_of_the_sheet(tmp_path, run_import):
    sheets = {"sites": [["key", "name", "municipality"], [], ["a", "A", "908"], [None], ["b", "B", 999]]}

    _code, out, _warnings = run_import(written(tmp_path, "in.xlsx", workbook(sheets)))

    assert out == ["sites:5:municipality: there is no “999” among municipalities"]
