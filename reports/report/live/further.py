"""The figures beyond the contract in a report: the tables of the figures page on paper, without lines of nothing."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from django.utils import timezone
from django.utils.translation import gettext as _

from reports.overview import Subject, paths, services, work
from reports.overview import Table as Shown
from reports.overview.rows import told
from reports.overview.table import cell_text
from reports.report.blocks import Block, Cell, Picture, Table
from reports.report.data import ReportData

Live = Callable[[ReportData], list[Block]]
Make = Callable[[Subject], Shown]


def _printed(*makes: Make) -> Live:
    """The live figures of some tables of the figures page; a table in which nothing was counted is left out."""

    def live(data: ReportData) -> list[Block]:
        subject = Subject(data.scope, data.figures, timezone.localdate())
        tables = [make(subject) for make in makes]
        return [_block(filled, table) for table in tables if (filled := _filled(table)).rows]

    return live


def _filled(table: Shown) -> Shown:
    """The table with the lines in which something was counted, and what these count."""
    kept = [number for number, row in enumerate(table.rows) if any(_is_told(cell) for cell in row[1:])]
    rows = tuple(table.rows[number] for number in kept)
    if table.paths:
        table = replace(table, definition=told((table.rows[number][0], table.paths[number]) for number in kept))
    return replace(table, rows=rows)


def _is_told(cell) -> bool:
    """Whether a cell holds a number that is not zero; words alone tell nothing."""
    return not isinstance(cell, str) and cell is not None and cell != 0


def _block(shown: Shown, whole: Shown) -> Block:
    kinds = [column.kind for column in shown.columns]
    table = Table(
        key=shown.key,
        caption=shown.title,
        definition=shown.definition,
        heads=[[Cell(text, "col", numeric=is_number) for text, is_number in shown.headings]],
        rows=[_cells(kinds, row) for row in shown.rows],
        foot=[_cells(kinds, shown.foot)] if shown.foot else [],
        notes=[_("Lines in which nothing was counted are left out.")] if len(shown.rows) < len(whole.rows) else [],
        dense=len(kinds) > 5,
    )
    return Picture(shown.figure, table) if shown.figure else table


def _cells(kinds: Sequence[str], row: Sequence) -> list[Cell]:
    first, *others = zip(kinds, row, strict=True)
    cells = [Cell(cell_text(kind, cell), numeric=kind != "text") for kind, cell in others]
    return [Cell(cell_text(*first), "row"), *cells]


FURTHER: dict[str, Live] = {
    "ways": _printed(paths.ways, paths.trials),
    "exits": _printed(paths.exit_groups, paths.exits),
    "subsidies": _printed(paths.subsidies, paths.continued),
    "screening": _printed(paths.screening, paths.screening_work),
    "services": _printed(services.by_kind, services.by_card),
    "summer_jobs": _printed(services.summer_jobs),
    "housing": _printed(services.housing),
    "background": _printed(services.background),
    "visit_order": _printed(services.visit_order),
    "visit_languages": _printed(services.visit_languages),
    "feedback": _printed(services.feedback),
    "change": _printed(services.change),
    "profiles": _printed(services.profiles),
    "joint_events": _printed(work.joint),
    "recruiting": _printed(work.recruiting),
    "development_days": _printed(work.developments),
    "roles": _printed(work.staff, work.staff_by_funding),
}
