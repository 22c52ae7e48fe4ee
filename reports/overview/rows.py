"""Shapes that tables of figures share: single figures line by line, times beside people, means with their n."""

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from reports.charts import Category, Chart, Figure, bar_chart
from reports.definitions import definition_of
from reports.masking import Masked, Shown
from reports.overview.table import Cell, Column, Table, charted, share

Text = str | Promise
# What it is, its path, its number; and of what it is a share: words and number.
Line = tuple[Text, str, Cell] | tuple[Text, str, Cell, Text, Shown]


def told(lines: Iterable[tuple[Text, str]]) -> str:
    """The definitions of (what, path) one after the other, each once, under all names that it has."""
    names: dict[str, list[str]] = {}
    for what, path in lines:
        names.setdefault(definition_of(path), []).append(str(what))
    if len(names) == 1:
        return next(iter(names))
    return " ".join(f"{', '.join(labels)}: {text}" for text, labels in names.items())


def lines(key: str, title: str, heading: str, rows: Iterable[Line], *, wide: bool = False) -> Table:
    """Single figures, with their share and what it is of where there is one; no share column when none has one."""
    rows = list(rows)
    definition = told((row[0], row[1]) for row in rows)
    columns, found = (Column(heading), Column(_("How many"), "integer")), tuple(row[1] for row in rows)
    if all(len(row) == 3 for row in rows):
        cells = tuple((str(row[0]), row[2]) for row in rows)
        return Table(key, title, definition, columns, cells, wide=wide, paths=found)
    cells = tuple((str(what), number, *_shared(number, of)) for what, _path, number, *of in rows)
    columns = (*columns, Column(_("Share"), "percent"), Column(_("Share of what")), Column("n", "integer"))
    return Table(key, title, definition, columns, cells, wide=True, paths=found)


def _shared(number: Cell, of: list) -> tuple[Cell, ...]:
    if not of:
        return "", "", ""
    words, whole = of
    return share(number, whole), str(words), whole


def times_and_people(
    key: str, title: str, heading: str, path: str, counts: Mapping[str, Mapping[str, Shown]], names: Mapping
) -> Table:
    """Times beside different people by code, a bar for the times; without the codes that nobody used."""
    counts = {code: row for code, row in counts.items() if row["times"]}
    rows = tuple((str(names[code]), row["times"], row["people"]) for code, row in counts.items())
    columns = (Column(heading), Column(_("Times"), "integer"), Column(_("Different people"), "integer"))
    figure = bars_of(key, title, heading, _("Times"), {names[code]: row["times"] for code, row in counts.items()})
    return Table(key, title, definition_of(path), columns, rows, figure=figure, wide=True)


def bars_of(key: str, title: str, heading: str, unit: str, counts: Mapping[Text, Cell]) -> Figure | None:
    """A bar chart; None where there is nothing to draw, or where a hidden number would be left out."""
    if any(number is Masked.HIDDEN for number in counts.values()) or not any(counts.values()):
        return None
    bars = [Category(str(label), charted(number)) for label, number in counts.items()]
    return Figure(Chart(key=key, title=title, categories=bars, heading=heading, series=[unit]), bar_chart)


def spreads(key: str, title: str, heading: str, rows: Iterable[tuple[Text, str, Mapping]]) -> Table:
    """n, mean, least and most of several things, each (what, path, its figures)."""
    rows = list(rows)
    cells = tuple((str(what), found["n"], found["mean"], found["least"], found["most"]) for what, _path, found in rows)
    columns = (
        Column(heading),
        Column("n", "integer"),
        Column(_("Mean"), "decimal"),
        Column(_("Least"), "integer"),
        Column(_("Most"), "integer"),
    )
    found = tuple(path for _what, path, _found in rows)
    return Table(key, title, told((row[0], row[1]) for row in rows), columns, cells, wide=True, paths=found)
