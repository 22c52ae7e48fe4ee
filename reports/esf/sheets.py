"""The indicators page as sheets of a workbook: the same numbers in the same order."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from network.spreadsheets import Column, Sheet
from reports.esf.missing import MissingNumbers
from reports.esf.page import ALL, COMPLETE, IndicatorPage, Line


def gender_headings() -> dict[str, str]:
    """What the columns of an indicator are called."""
    return {
        "total": _("In all"),
        "women": _("Women"),
        "men": _("Men"),
        "nonbinary": _("Non-binary"),
        "unknown": _("Gender not known"),
    }


def narrow_headings() -> list[str]:
    """The same for narrow columns on screen: long words may break at their soft hyphens."""
    found = gender_headings()
    found |= {"nonbinary": pgettext("narrow column", "Non-binary")}
    found |= {"unknown": pgettext("narrow column", "Gender not known")}
    return list(found.values())


def indicator_sheets(page: IndicatorPage, missing: MissingNumbers) -> list[Sheet]:
    """Outputs, results, check sums, what is missing by field and by who sees to it."""
    return [
        _indicators(_("Outputs"), page.outputs, page),
        _indicators(_("Results"), page.results, page),
        _checks(page),
        _fields(missing),
        _workers(missing),
    ]


def _indicators(title: str, lines: list[Line], page: IndicatorPage) -> Sheet:
    names = gender_headings()
    headings = [_("All: %(what)s") % {"what": names[name].lower()} for name in ALL]
    headings += [_("Complete: %(what)s") % {"what": names[name].lower()} for name in COMPLETE]
    columns = [Column(_("Code")), Column(_("Indicator")), *(Column(text, "integer") for text in headings)]
    columns += [Column(_("What it counts")), Column(_("From memory"))]
    rows = [
        [line.code, line.label, *(number for number, _first, _complete in line.cells), line.meaning,
         _("Yes") if line.from_memory else _("No")]
        for line in lines
    ]  # fmt: skip
    return Sheet(title, columns, rows, [page.rule, page.long_term_words, page.long_term.source])


def _checks(page: IndicatorPage) -> Sheet:
    columns = [Column(_("What is added up")), Column(_("Parts")), Column(_("In none of these"), "integer")]
    columns += [Column(_("Not known"), "integer"), Column(_("Sum"), "integer"), Column(_("Participants"), "integer")]
    rows = [
        [check.label, " + ".join(f"{code} {number}" for code, number in check.parts), check.between, check.unknown,
         check.sum, check.participants]
        for check in page.checks
    ]  # fmt: skip
    return Sheet(_("Check sums"), columns, rows)


def _fields(missing: MissingNumbers) -> Sheet:
    numbers = [Column(text, "integer") for text in (_("Missing"), _("Asked of"), _("Late"))]
    rows = [[row.label, row.missing, row.asked, row.late] for row in missing.fields]
    return Sheet(_("Missing by field"), [Column(_("What is asked")), *numbers], rows)


def _workers(missing: MissingNumbers) -> Sheet:
    headings = (_("Records that lack something"), _("Missing answers"), _("Records late"))
    rows = [[row.name, row.records, row.answers, row.late] for row in missing.workers]
    return Sheet(
        _("Missing by counsellor"),
        [Column(_("Who sees to it")), *(Column(heading, "integer") for heading in headings)],
        rows,
    )
