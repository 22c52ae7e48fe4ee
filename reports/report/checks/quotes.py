"""Figures in the texts: unknown names, typed numbers that differ, wording that is not true, numbers typed by hand."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from reports.catalogue import Entry
from reports.report.checks.base import Finding, Material, Severity, Written
from reports.report.checks.numbers import Typed, sentences, typed_numbers
from reports.report.live import LIVE
from reports.report.quoting import is_true, typed_is_true
from reports.report.texts import Items, Line, Part, Quote, TextTable, quotes, says_a_number, words

FIRST_MARK = 0xE000  # of the private letters that stand for quotes while a sentence is looked at
MOST_OFFERED = 3


def unknown(material: Material) -> Iterator[Finding]:
    """Names of figures that do not exist, in sentences and in paragraphs of their own."""
    found = []
    for one in material.with_text:
        names = [quote.path for quote in quotes(one.parts) if quote.path not in material.data.catalogue]
        names += [part.name for part in one.parts if part.kind == "live" and part.name not in LIVE]
        found += [material.place(one, f"{{{{{name}}}}}") for name in dict.fromkeys(names)]
    if found:
        title = ngettext("%(count)s figure has no such name", "%(count)s figures have no such name", len(found))
        why = _("There is no figure of this name, so its name is printed instead of a number. Pick it from the list.")
        yield Finding("unknown", Severity.ERROR, title % {"count": len(found)}, why, found)


def hidden(material: Material) -> Iterator[Finding]:
    """Numbers that a writer put beside a figure which this report hides."""
    found = []
    for one, quote, entry in _quoted(material):
        if quote.path in material.data.hidden and says_a_number(quote):
            said = ", ".join(f"“{text}”" for text in (quote.typed, quote.wording) if text)
            found.append(material.place(one, f"{entry.label}: {said}"))
    if found:
        title = ngettext(
            "%(count)s wording would tell a hidden number", "%(count)s wordings would tell hidden numbers", len(found)
        )
        why = _(
            "This report hides small numbers. Words that tell one of them are not printed: write the sentence without"
            " a number there."
        )
        yield Finding("hidden", Severity.ERROR, title % {"count": len(found)}, why, found)


def differing(material: Material) -> Iterator[Finding]:
    """Figures quoted with a number of the writer's own that is not the live one."""
    found = []
    for one, quote, entry in _quoted(material):
        if quote.path in material.data.hidden:
            continue  # see `hidden`
        if quote.typed and not _is_same(quote.typed, entry, material.language):
            detail = _("%(label)s: typed %(typed)s, now %(now)s")
            told = {"label": entry.label, "typed": quote.typed, "now": entry.text}
            found.append(material.place(one, detail % told))
    if found:
        title = ngettext(
            "%(count)s figure differs from its source", "%(count)s figures differ from their source", len(found)
        )
        why = _(
            "The text says one number and the records another. Leave the typed number out, and the live one is printed."
        )
        yield Finding("differing", Severity.ERROR, title % {"count": len(found)}, why, found)


def _is_same(typed: str, entry: Entry, language: str) -> bool:
    with override(language):
        return typed_is_true(typed, entry)


def wording(material: Material) -> Iterator[Finding]:
    """Rounded words ("yli 500") that are not true of the exact number."""
    found = []
    for one, quote, entry in _quoted(material):
        if quote.wording and is_true(quote.wording, entry.value) is False:
            detail = _("“%(wording)s”, but the number is %(now)s") % {"wording": quote.wording, "now": entry.text}
            found.append(material.place(one, detail))
    if found:
        title = ngettext("%(count)s wording is not true", "%(count)s wordings are not true", len(found))
        why = _("The rounded words do not fit the exact number beside them.")
        yield Finding("wording", Severity.ERROR, title % {"count": len(found)}, why, found)


def _quoted(material: Material) -> Iterator[tuple[Written, Quote, Entry]]:
    for one in material.with_text:
        for quote in quotes(one.parts):
            if entry := material.data.catalogue.get(quote.path):
                yield one, quote, entry


def by_hand(material: Material) -> Iterator[Finding]:
    """Numbers typed in sentences: those that equal a live figure, and those that equal none."""
    known, alike, strange = _by_value(material), [], []
    for one, _sentence, shown, typed in _typed(material):
        entries = known[typed.value, typed.is_percent]
        if typed.is_percent and len(entries) > MOST_OFFERED:
            continue  # so many shares read alike that none of them is meant
        if entries:
            offered = ", ".join(f"{entry.label} {{{{{entry.path}}}}}" for entry in entries[:MOST_OFFERED])
            alike.append(
                material.place(one, _("%(number)s could be: %(offered)s") % {"number": typed.text, "offered": offered})
            )
        else:
            strange.append(material.place(one, f"{typed.text}: “{shown}”"))
    if alike:
        title = ngettext("%(count)s number could be quoted", "%(count)s numbers could be quoted", len(alike))
        why = _("It equals a live figure. Quoted instead of typed, it stays right when the records change.")
        yield Finding("alike", Severity.NOTICE, title % {"count": len(alike)}, why, alike)
    if strange:
        title = ngettext(
            "%(count)s typed number equals no figure", "%(count)s typed numbers equal no figure", len(strange)
        )
        why = _("This may be right: numbers of other sources are not in the records. Check each, and name its source.")
        yield Finding("strange", Severity.NOTICE, title % {"count": len(strange)}, why, strange)


def _by_value(material: Material) -> dict[tuple[Decimal, bool], list[Entry]]:
    found = defaultdict(list)
    for entry in material.data.catalogue.values():
        if isinstance(entry.value, int | float | Decimal):
            number = Decimal(str(entry.value))
            if entry.unit in ("percent", "count") or number != number.to_integral_value():
                found[number, entry.unit == "percent"].append(entry)
    return found


def _typed(material: Material) -> Iterator[tuple[Written, str, str, Typed]]:
    for one, sentence, shown in _sentences(material):
        for typed in typed_numbers(sentence, material.language):
            yield one, sentence, shown, typed


def percentages(material: Material) -> Iterator[Finding]:
    """Percentages in a sentence that tells no number of cases."""
    found = []
    for one, _sentence, shown in _sentences(material):
        numbers = list(typed_numbers(shown, material.language))
        if any(number.is_percent for number in numbers) and all(number.is_percent for number in numbers):
            found.append(material.place(one, f"“{shown}”"))
    if found:
        title = ngettext("%(count)s percentage has no n", "%(count)s percentages have no n", len(found))
        why = _("A reader cannot weigh a percentage without the number of cases. Say how many of how many.")
        yield Finding("percentages", Severity.NOTICE, title % {"count": len(found)}, why, found)


def _sentences(material: Material) -> Iterator[tuple[Written, str, str]]:
    """Each sentence twice: with a mark in the place of each quote, and as it reads."""
    with override(material.language):
        values = {path: entry.text for path, entry in material.data.catalogue.items()}
    for one in material.with_text:
        for line in _prose(one.parts):
            marks, text = _marked(line, values)
            for sentence in sentences(text):
                yield one, sentence, "".join(marks.get(letter, letter) for letter in sentence)


def _marked(line: Line, values: dict[str, str]) -> tuple[dict[str, str], str]:
    marks: dict[str, str] = {}
    letters = []
    for run in line:
        if run.quote is None:
            letters.append(run.text)
            continue
        mark = chr(FIRST_MARK + len(marks))
        is_known = run.quote.typed or run.quote.path in values
        marks[mark] = words(run.quote, values) if is_known else run.text
        letters.append(mark)
    return marks, "".join(letters)


def _prose(found: list[Part]) -> Iterator[Line]:
    """The lines of sentences; a table of the writer's has its n in a column."""
    for part in found:
        match part:
            case TextTable():
                continue
            case Items():
                for item in part.items:
                    yield from _prose(item)
            case _ if hasattr(part, "lines"):
                yield from part.lines
