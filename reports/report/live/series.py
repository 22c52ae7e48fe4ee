"""Numbers that others publish: before, after and the change, with their source; a picture where they make a line."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reports.report.blocks import Block, Cell, Table, number, picture
from reports.report.data import ReportData
from reports.series.telling import ToldSeries


def series(data: ReportData) -> list[Block]:
    """A table of the project's series that have values, and a picture of each with three values or more."""
    found = [told for told in data.series if told.values]
    if not found:
        return []
    figures = [(told, told.figure) for told in found]
    pictures = [picture(figure, _definition(told)) for told, figure in figures if figure]
    return [_table(found), *pictures]


def _table(found: list[ToldSeries]) -> Table:
    headings = (_("First value"), _("Last value"), pgettext("of a number", "Change"))
    return Table(
        key="series",
        caption=_("Numbers published by others"),
        definition=_("The later value less the earlier one, and its share of the earlier one, halves away from zero."),
        heads=[
            [
                Cell(_("Series"), "col"),
                *(Cell(text, "col", numeric=True) for text in headings),
                Cell(_("Source"), "col"),
            ]
        ],
        rows=[_row(told) for told in found],
        notes=[_("Percentages change in percentage points.")] if any(_in_points(told) for told in found) else [],
    )


def _in_points(told: ToldSeries) -> bool:
    return told.change is not None and told.change.is_in_points


def _row(told: ToldSeries) -> list[Cell]:
    change = told.change.text if told.change else "–"
    cells = [number(_on(told, told.first)), number(_on(told, told.last) if told.change else "–"), number(change)]
    return [Cell(told.title, "row"), *cells, Cell(_cited(told))]


def _on(told: ToldSeries, day) -> str:
    return f"{told.shown(day)} ({date_format(day, 'SHORT_DATE_FORMAT')})"


def _cited(told: ToldSeries) -> str:
    """Source, table and day of retrieval, so that a reader finds them again."""
    day = date_format(told.series.retrieved_on, "SHORT_DATE_FORMAT")
    return _("%(source)s, retrieved %(day)s") % {"source": told.source, "day": day}


def _definition(told: ToldSeries) -> str:
    return _("Published by others: %(source)s.") % {"source": _cited(told)}
