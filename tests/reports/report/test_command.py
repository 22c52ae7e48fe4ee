import os

import pytest
from django.core.management import CommandError, call_command

from tests.factories import make_project
from tests.reports.report.reading import text_of


@pytest.fixture
def arguments(tmp_path, db):
    make_project(code="S20125")
    return {"project": "S20125", "layout": "eura", "language": "sv", "output": tmp_path / "rapport.pdf"}


def run(arguments: dict) -> None:
    call_command("final_report", *(f"--{name}={value}" for name, value in arguments.items()))


def test_the_command_writes_the_report_and_nothing_on_standard_output(arguments, capsys):
    run(arguments)
    assert arguments["output"].read_bytes()[:5] == b"%PDF-"
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"project": "S0"}, "There is no project 'S0'."),
        ({"output": "/nowhere/at/all.pdf"}, "The folder '/nowhere/at' does not exist."),
        ({"language": "de"}, "invalid choice: 'de'"),
        ({"layout": "none"}, "invalid choice: 'none'"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(arguments, change, message):
    with pytest.raises(CommandError, match=message.replace("'", ".")):
        run(arguments | change)


def test_a_folder_in_the_files_place_is_told(arguments, tmp_path):
    with pytest.raises(CommandError, match="cannot be written: Is a directory"):
        run(arguments | {"output": tmp_path})


def test_the_demos_report_prints_the_published_figures(live_app, tmp_path):
    """As computed from the demo's records."""
    path = tmp_path / "pover.pdf"
    done = live_app.manage(
        "final_report", "--project", "POVER", "--layout", "narrative", "--language", "fi", "--output", os.fspath(path)
    )
    assert (done.returncode, done.stdout) == (0, "")
    text = text_of(path.read_bytes())
    for figure in (
        "1 225 käyntiä ilman ajanvarausta",
        "512 yksilöohjauskertaa",
        "2 232 tavoitettua",
        "43 toimijatahoa",
        "79 asiantuntijaa",
        "13 osallisuuskokeilua",
        "14 rekrytointitapahtumaa",
    ):
        assert figure in text
