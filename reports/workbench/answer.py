"""The answer to a question: its table, with what each number opens, its chart and its notes in words."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from network.shares import percent_of
from network.spreadsheets import Column, Sheet
from reports.charts import grouped
from reports.overview.table import Cell, Table, cell_text
from reports.workbench.counting import TOTAL, Cells, cells
from reports.workbench.dimensions import NONE, Dimension, Frame
from reports.workbench.question import Question

MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True)
class Shown:
    """A cell on the page: its text, whether it is a number, and what follows in the address of what it counts."""

    text: str
    is_number: bool
    opens: str = ""


@dataclass(frozen=True)
class Slot:
    """A column of numbers: which code of the column dimension (None = all) and how the cell is read."""

    column: Column
    code: str | None
    number: int | None
    read: object
    is_change: bool = False


@dataclass(frozen=True)
class Answer:
    """Made by `answer`. rows and columns: {code: name} in order; slots: the columns of numbers."""

    question: Question
    rows: dict[str, str]
    columns: dict[str, str]
    cells: Cells
    before: Cells
    slots: list[Slot]
    title: str

    def numbers(self, row: str | None, column: str | None) -> tuple:
        return self.cells.get((row, column), nothing(self.question))

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show, now or in the period compared with."""
        return not any(any(found.get((TOTAL, TOTAL), ())) for found in (self.cells, self.before))

    @property
    def table(self) -> Table:
        """The same rows and numbers for page, Excel and CSV."""
        heads = (Column(str(self.question.rows.label)), *(slot.column for slot in self.slots))
        rows = tuple((name, *self._cells(code)) for code, name in self.rows.items())
        foot = (self._total_name(), *self._cells(TOTAL))
        return Table("workbench", self.title, str(self.question.measure.definition), heads, rows, foot, wide=True)

    def _cells(self, row: str | None) -> list[Cell]:
        return [slot.read(self, row) for slot in self.slots]

    def _total_name(self) -> str:
        return _("In all") if self.question.rows_add_up(self.question.rows) else _("In all, each once")

    @property
    def shown(self) -> list[list[Shown]]:
        """The table's rows with what each number opens."""
        return [self._shown(code, name) for code, name in self.rows.items()]

    @property
    def shown_foot(self) -> list[Shown]:
        return self._shown(TOTAL, self._total_name())

    def _shown(self, row: str | None, name: str) -> list[Shown]:
        found = [Shown(name, False)]
        for slot in self.slots:
            value = slot.read(self, row)
            opens = _opens(row, slot) if value and slot.number is not None else ""
            found.append(Shown(_text(slot, value), True, opens))
        return found

    def place(self, row: str | None, column: str | None) -> list[tuple[str, str]] | None:
        """Where a number stands: (dimension, name) of its row and column; None when the table has no such place."""
        found = []
        for dimension, names, code in (
            (self.question.rows, self.rows, row),
            (self.question.columns, self.columns, column),
        ):
            if code is TOTAL:
                continue
            if dimension is None or code not in names:
                return None
            found.append((str(dimension.label), names[code]))
        return found

    def told(self, row: str | None, column: str | None, number: int) -> tuple[str, str]:
        """What one number of a place is, and the number as the table shows it."""
        measure = self.question.measure
        reading = next(one for one in measure.shown if one.number == number)
        name = str(measure.label) if len(measure.shown) == 1 else f"{measure.label}: {_within(str(reading.label))}"
        return name, cell_text(reading.kind, reading.of(self.numbers(row, column)))

    @property
    def notes(self) -> list[str]:
        """What one must know to read the numbers, in words."""
        question = self.question
        notes = [_does_not_add_up(question, one) for one in question.shown_by if not question.rows_add_up(one)]
        if question.before:
            notes.append(_("Before: %(days)s.") % {"days": days(question.before.start, question.before.end)})
            if question.rows.months and question.earlier(next(iter(self.rows), "2000")) is None:
                notes.append(_("These steps of time have no counterpart before, so only the total is compared."))
        return notes

    def sheets(self, project: str) -> list[Sheet]:
        """The table, with its definition and what it was counted from below it."""
        sheet = self.table.sheet()
        lines = [sheet.notes[0], *scope_lines(self.question, project), *self.notes]
        return [Sheet(sheet.title, sheet.columns, sheet.rows, lines)]


def answer(question: Question, today: date) -> Answer:
    """Counts the question; call inside network.access.counting(), after the right was checked."""
    found = cells(question, question.scope)
    before = cells(question, question.before) if question.before else {}
    if question.before:
        before = _aligned(question, before)
    rows = _names(question.rows, question, [row for row, _column in [*found, *before]], today)
    columns = _columns(question, found, today)
    if question.rows.by_size:
        rows = dict(sorted(rows.items(), key=lambda pair: _size(question, found, pair[0])))
    return Answer(question, rows, columns, found, before, _slots(question, columns, found), title_of(question))


def nothing(question: Question) -> tuple:
    """The numbers of a cell without records."""
    return tuple(None if number.how == "mean" else 0 for number in question.measure.numbers)


def _main(question: Question, numbers: tuple | None):
    return question.measure.shown[question.measure.main].of(numbers or nothing(question))


def _size(question: Question, found: Cells, row: str) -> tuple:
    """The largest first, what is not given last."""
    return row == NONE, -(_main(question, found.get((row, TOTAL))) or 0)


def _aligned(question: Question, before: Cells) -> Cells:
    """The earlier cells under the codes of the rows that they are compared with; totals stay."""
    totals = {key: numbers for key, numbers in before.items() if key[0] is TOTAL}
    if not question.has_counterparts:
        return totals
    rows = {key: numbers for key, numbers in before.items() if key[0] is not TOTAL}
    return totals | {(question.later(row), column): numbers for (row, column), numbers in rows.items()}


def _names(dimension: Dimension, question: Question, codes, today: date) -> dict[str, str]:
    found = frozenset(code for code in codes if code is not TOTAL)
    chosen = question.filters.get(dimension.key)
    names = dimension.names(Frame(question.scope, today, found))
    if chosen and dimension.adds_up:
        return {code: name for code, name in names.items() if code in chosen}
    return names


def _columns(question: Question, found: Cells, today: date) -> dict[str, str]:
    """The codes that have records; steps of time without gaps."""
    if question.columns is None:
        return {}
    codes = {column for _row, column in found if column is not TOTAL}
    names = _names(question.columns, question, codes, today)
    return names if question.columns.months else {code: name for code, name in names.items() if code in codes}


def _slots(question: Question, columns: dict[str, str], found: Cells) -> list[Slot]:
    slots = []
    for code, name in columns.items():
        slots += _readings(question, code, name)
    slots += _readings(question, TOTAL, _("In all") if columns else "")
    total = found.get((TOTAL, TOTAL), (0,))[0]
    if not columns and question.measure.is_partition and total:
        heading = _("Share (n = %(total)s)") % {"total": grouped(total)}
        slots.append(Slot(Column(heading, "percent"), TOTAL, None, _share_of_total))
    return slots + (_change_slots(question) if question.before else [])


def _readings(question: Question, code: str | None, name: str) -> list[Slot]:
    readings = question.measure.shown
    slots = []
    for reading in readings:
        label = str(reading.label)
        heading = label if not name else name if len(readings) == 1 else f"{name}: {label}"

        def read(made: Answer, row: str | None, reading=reading) -> Cell:
            return reading.of(made.numbers(row, code))

        slots.append(Slot(Column(heading, reading.kind), code, reading.number, read))
    return slots


def _share_of_total(made: Answer, row: str | None) -> Cell:
    return percent_of(made.numbers(row, TOTAL)[0], made.numbers(TOTAL, TOTAL)[0])


def _change_slots(question: Question) -> list[Slot]:
    kind = question.measure.shown[question.measure.main].kind
    return [
        Slot(Column(_("Before"), kind), TOTAL, None, _before),
        Slot(Column(pgettext("difference", "Change"), kind), TOTAL, None, _change, is_change=True),
        Slot(Column(_("Change, %"), "percent"), TOTAL, None, _change_percent, is_change=True),
    ]


def _before(made: Answer, row: str | None) -> Cell:
    """The same row's number in the earlier period; None where the row has no counterpart."""
    if row is not TOTAL and made.question.earlier(row) is None:
        return None
    return _main(made.question, made.before.get((row, TOTAL)))


def _change(made: Answer, row: str | None) -> Cell:
    before, now = _before(made, row), _main(made.question, made.cells.get((row, TOTAL)))
    return None if before is None or now is None else now - before


def _change_percent(made: Answer, row: str | None) -> Cell:
    """The change in whole percent of the earlier number, halves rounded away from zero."""
    before, change = _before(made, row), _change(made, row)
    if not before or change is None:
        return None
    share = int(percent_of(abs(change), before))
    return share if change >= 0 else -share


def _text(slot: Slot, value: Cell) -> str:
    if not slot.is_change or value is None:
        return cell_text(slot.column.kind, value)
    text = cell_text(slot.column.kind, abs(value))
    return f"+{text}" if value > 0 else f"{MINUS}{text}" if value < 0 else text


def _opens(row: str | None, slot: Slot) -> str:
    parts = [("number", slot.number)]
    parts += [] if row is TOTAL else [("row", row)]
    parts += [] if slot.code is TOTAL else [("column", slot.code)]
    return urlencode(parts)


def _does_not_add_up(question: Question, dimension: Dimension) -> str:
    if not dimension.adds_up:
        return _("One record may stand under several, so they add up to more than the total, which was counted apart.")
    return _("Somebody may stand in several rows, so they add up to more than the total, where each counts once.")


def title_of(question: Question) -> str:
    """What is counted by what: “Visits: month × theme”, in the active language."""
    by = [_within(str(dimension.label)) for dimension in question.shown_by]
    return f"{question.measure.label}: {' × '.join(by)}"


def _within(label: str) -> str:
    """A label inside a sentence; the name Ohjaamo keeps its capital."""
    return label if label.startswith("Ohjaamo") else label[:1].lower() + label[1:]


def days(start: date, end: date) -> str:
    """Two days as text, 1.3.2020–31.12.2022."""
    return "–".join(date_format(day, "SHORT_DATE_FORMAT") for day in (start, end))


def scope_lines(question: Question, project: str) -> list[str]:
    """What was counted, in words: project, days, Ohjaamos, filters."""
    scope = question.scope
    lines = [_("Project: %(project)s") % {"project": project}]
    lines.append(_("Period: %(days)s") % {"days": days(scope.start, scope.end)})
    lines.append(_("Ohjaamos: %(sites)s") % {"sites": ", ".join(site.name for site in scope.sites) or "–"})
    return lines + [f"{label}: {', '.join(names)}" for label, names in question.filter_names()]
