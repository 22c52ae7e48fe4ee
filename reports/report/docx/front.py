"""What stands before and around the text of the Word file: title page, contents, running heads."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from docx.document import Document
from docx.shared import Mm

from reports.report.context import Printout
from reports.report.docx import tables
from reports.report.docx.markup import element, paragraph, simple_field, words
from reports.report.docx.pictures import bytes_of, emblem_png, inline, logo
from reports.report.outline import TOP

DEEPEST = 3  # levels of headings that the contents show


def title_page(document: Document, printout: Printout, pictures: Iterator[int]) -> str:
    """Kind, name, period, facts, emblem and logos."""
    days = " – ".join(date_format(day, "DATE_FORMAT") for day in (printout.start, printout.end))
    made = _("Printed on %(day)s") % {"day": date_format(printout.printed_on, "DATE_FORMAT")}
    pieces = [
        paragraph(words(printout.title), "Subtitle"),
        paragraph(words(printout.name), "Title"),
        paragraph(words(days), "Subtitle"),
    ]
    if printout.layout.cover:
        pieces += [tables.facts(printout.facts, _("The project")), paragraph("")]
    pieces += _marks(document, printout, pictures)
    pieces += [paragraph(words(printout.reach), "TableNote")] if printout.reach else []
    pieces.append(paragraph(words(printout.issue.sentence if printout.issue else made), "TableNote"))
    return "".join(pieces)


def _marks(document: Document, printout: Printout, pictures: Iterator[int]) -> Iterator[str]:
    if printout.visibility:
        name = printout.visibility.name
        emblem = inline(document, emblem_png(), name, next(pictures), Mm(25.5), Mm(17))
        yield paragraph(emblem, "", "<w:keepNext/>")
        first, *others = printout.visibility.lines
        yield paragraph("<w:r><w:br/></w:r>".join([words(first, bold=True), *map(words, others)]))
    if printout.logos:
        runs = [logo(document, bytes_of(one.address), one.alt, next(pictures)) for one in printout.logos]
        yield paragraph(words("    ").join(runs))


def contents(printout: Printout) -> str:
    """The table of contents as a field that is filled already, with links; Word adds the pages as it opens the file."""
    labels = [(one.section.label, one.section.level - TOP + 1) for one in printout.sections]
    labels += [(one.label, 1) for one in printout.attached]
    code = f'<w:instrText xml:space="preserve"> TOC \\o "1-{DEEPEST}" \\h \\z \\u </w:instrText>'
    begin = f"{_mark('begin')}<w:r>{code}</w:r>{_mark('separate')}"
    lines = []
    for mark, (label, level) in enumerate(labels, start=1):
        if level <= DEEPEST:
            link = f'<w:hyperlink w:anchor="_Toc{mark}" w:history="1">{words(label)}</w:hyperlink>'
            lines.append(paragraph(("" if lines else begin) + link, f"toc{level}"))
    head = paragraph(words(_("Contents")), "TOCHeading", "<w:pageBreakBefore/>")
    return head + "".join(lines) + paragraph(_mark("end"))


def _mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def head_and_foot(document: Document, printout: Printout) -> None:
    """The project's name above, page numbers below; the first page has neither."""
    section = document.sections[0]
    section.header.paragraphs[0].text = printout.short_name
    foot = section.footer.paragraphs[0]
    right = '<w:jc w:val="right"/>'
    markup = f"{simple_field('PAGE')}{words(' / ')}{simple_field('NUMPAGES')}"
    foot._p.getparent().replace(foot._p, element(paragraph(markup, "Footer", right)))
