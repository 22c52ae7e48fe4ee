"""Every figure of the contract and beyond is the same number on the page, in JSON, in Excel and in a report."""

import io
import json
from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils.translation import override
from openpyxl import load_workbook

from network.codes import MEASURES, Programme
from network.models import Project, Role
from reports.catalogue import Entry, Names, catalogue
from reports.figures import build_scope
from reports.figures.indicators import SETS
from reports.models import Report
from reports.models.report import SmallNumbers
from reports.report import report_context, report_html
from tests.factories import make_user
from tests.reports.more_tables import extended
from tests.reports.page_tables import tables_of
from tests.reports.places import CATEGORIES, COUNTERS, FACETS, PLACES, TOWNS, Place
from tests.reports.stored_tables import store

Tables = dict[str, dict[str, list]]
SEED = 12


def number(text) -> float | None:
    """What a cell says: 1,225, 41%, 9.17; None for no number."""
    if text is None or isinstance(text, int | float):
        return text
    plain = text.replace(",", "").removesuffix("%").strip()
    return float(plain) if plain.replace(".", "", 1).isdigit() else None


def sheets_of(content: bytes, titles: list[str]) -> Tables:
    """The workbook's sheets by the tables' titles, which stand in the same order; percentages as whole numbers."""
    book = load_workbook(io.BytesIO(content))
    assert len(book.worksheets) == len(titles)
    found: Tables = {}
    for title, sheet in zip(titles, book.worksheets, strict=True):
        found[title] = {}
        for first, *cells in sheet.iter_rows():
            values = [
                round(c.value * 100) if "%" in c.number_format and c.value is not None else c.value for c in cells
            ]
            found[title].setdefault(str(first.value), values)
    return found


def place_of(path: str, entry: Entry, tables: Tables, programme: str) -> Place | None:
    """Where a figure stands; the tables tell how areas and months are called."""
    parts = path.split(".")
    if path.startswith("visits.by_month."):
        return Place("Visits by month", entry.label.removeprefix("Visits by month: "))
    if path.startswith("participants.indicators."):
        code, facet = parts[2], FACETS.index(parts[3])
        label = {one.code: str(one.label) for one in SETS[Programme(programme)]}[code]
        title = f"Indicators of {Programme(programme).label}"
        return Place(title, code, 1 + facet, "Participants by indicator and gender", f"{code} {label}", facet)
    if path.startswith("placements.by_area."):
        area = {"none": "Outside the areas"}.get(parts[2], parts[2])
        heading = f"{area}, %" if path.endswith(".share") else f"{area}, n"
        column = tables["Placements by area"]["Placement"].index(heading)
        return Place("Placements by area", str(dict(MEASURES)[parts[3]]), column)
    if path.startswith("placements.by_municipality."):
        town, category = TOWNS[parts[2].replace("none", "")], CATEGORIES.index(parts[3])
        paper = "Those who ended in the project, by municipality"
        return Place("Those who left, by municipality", town, 1 + category, paper, "", category)
    for pattern, place in PLACES.items():
        stars = pattern.split(".")
        if len(stars) == len(parts) and all(one in ("*", part) for one, part in zip(stars, parts, strict=True)):
            if path.startswith("profiles.by_profile."):
                return replace(place, row=entry.label.removeprefix("Work by client profile: ").rpartition(", ")[0])
            varying = [part for one, part in zip(stars, parts, strict=True) if one == "*"]
            return replace(place, row=place.line(*varying))
    return None


def found_in(tables: Tables, table: str, row: str, column: int) -> float | None:
    """The number there; a line or a table in which nothing was counted may be left out."""
    cells = tables.get(table, {}).get(row)
    return number(cells[column]) if cells else None


@pytest.fixture
def world(client) -> str:
    tables = extended(SEED)
    store(tables)
    client.force_login(make_user(Role.MANAGER, language="en"))
    return tables["projects"][0]["programme"]


def entries_of_json(project: Project) -> dict[str, Entry]:
    out = StringIO()
    call_command("figures", "--project", project.code, "--all", stdout=out)
    found = json.loads(out.getvalue())
    with override("en"):
        return catalogue(found | found.pop("more"), Names.of(build_scope(project)))


def on_paper(project: Project) -> Tables:
    report = Report.whole(project, "narrative")
    report.small_numbers = SmallNumbers.EXACT
    return tables_of(report_html(report_context(report, "en")))


@pytest.mark.django_db
def test_page_json_excel_and_report_say_the_same(client, world):
    project = Project.objects.get(code="MAIN")
    entries = entries_of_json(project)
    response = client.get(reverse("reports:figures"), {"project": "MAIN"})
    titles = [table.title for group in response.context["groups"] for table in group.tables]
    page = tables_of(response.content.decode())
    excel = sheets_of(client.get(reverse("reports:figures_xlsx"), {"project": "MAIN"}).content, titles)
    paper = on_paper(project)
    stats = response.context["counters"]
    told = {str(one.label): f"{one.value} {one.note}" for one in [*stats.main, *stats.more]}
    walked = printed = 0
    for path, entry in entries.items():
        want = None if entry.value is None else pytest.approx(float(entry.value))
        if path in COUNTERS:
            assert entry.text.replace("\N{NO-BREAK SPACE}", "") in told[COUNTERS[path]], path
            continue
        if path.startswith("targets."):
            continue
        place = place_of(path, entry, page, world)
        assert place, path
        for tables in (page, excel):
            got = found_in(tables, place.table, place.row, place.column)
            assert got == want or (got is None and entry.value == 0), (path, place, got, entry.value)
        walked += bool(entry.value)
        if place.paper:
            column = place.column if place.paper_column is None else place.paper_column
            got = found_in(paper, place.paper, place.paper_row or place.row, column)
            assert got == want or (got is None and entry.value == 0), (path, place, got, entry.value)
            printed += bool(got)
    assert [walked > 350, printed > 250] == [True, True], (walked, printed)
    assert_targets(entries, response, excel)


def assert_targets(entries: dict[str, Entry], response, excel: Tables) -> None:
    """Each target with its result and percentage, on the page and in the workbook."""
    table = next(t for group in response.context["groups"] for t in group.tables if t.key == "targets")
    keys = list(dict.fromkeys(path.rpartition(".")[0] for path in entries if path.startswith("targets.")))
    numbers = [tuple(entries[f"{key}.{name}"].value for name in ("target", "actual", "share")) for key in keys]
    assert sorted(row[-3:] for row in table.rows) == sorted(numbers)
    assert len(numbers) == 60


def test_an_area_or_a_role_never_breaks_a_quotation():
    found = {"placements": {"by_area": {"Kuopio {a|b}=c. osa": {"other": 3}, "": {"other": 1}}}}
    paths = list(catalogue(found))
    assert paths == [
        "placements.by_area.Kuopio -a-b--c- osa.other",
        "placements.by_area.Kuopio -a-b--c- osa.other.share",
        "placements.by_area.none.other",
        "placements.by_area.none.other.share",
    ]
