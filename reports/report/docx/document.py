"""The Word file from its first page to its last."""

from collections.abc import Iterator
from io import BytesIO
from itertools import count

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from docx import Document as new_document

from reports.report.context import Attached, Placed, Printed, Printout, not_written
from reports.report.docx import front, tables
from reports.report.docx.charts import chart
from reports.report.docx.markup import Lines, element, paragraph, words
from reports.report.docx.pictures import bytes_of, text_picture
from reports.report.docx.styles import set_up
from reports.report.docx.texts import ListMaker
from reports.report.texts import Heading, Items, Paragraph, Quotation, TextPicture, TextTable

LOWEST = 6


def report_docx(printout: Printout) -> bytes:
    """The .docx file, in the report's language whatever the active one is."""
    with override(printout.language):
        return _Writer(printout).written()


class _Writer:
    """Writes one document; numbers of bookmarks, charts and pictures are its own."""

    def __init__(self, printout: Printout):
        self.printout = printout
        self.document = new_document()
        set_up(self.document, printout)
        self.lines = Lines(self.document.part.relate_to)
        self.lists = ListMaker(self.document, self.lines)
        self.charts, self.pictures, self.marks = count(1), count(1), count(1)

    def written(self) -> bytes:
        body = self.document.element.body
        end = body.sectPr
        for markup in self._pieces():
            # A piece may be several elements: they are read inside a body of their own.
            for made in list(element(f"<w:body>{markup}</w:body>")):
                end.addprevious(made)
        front.head_and_foot(self.document, self.printout)
        out = BytesIO()
        self.document.save(out)
        return out.getvalue()

    def _pieces(self) -> Iterator[str]:
        yield front.title_page(self.document, self.printout, self.pictures)
        if self.printout.layout.contents:
            yield front.contents(self.printout)
        for printed in self.printout.sections:
            yield from self._section(printed)
        for one in self.printout.attached:
            yield from self._attached(one)

    def _heading(self, label: str, level: int, *, new_page: bool = False) -> str:
        mark = next(self.marks)
        inner = f'<w:bookmarkStart w:id="{mark}" w:name="_Toc{mark}"/>{words(label)}<w:bookmarkEnd w:id="{mark}"/>'
        return paragraph(inner, f"Heading{level}", "<w:pageBreakBefore/>" * new_page)

    def _section(self, printed: Printed) -> Iterator[str]:
        section = printed.section
        level = section.level - 1
        yield self._heading(section.label, level, new_page=section.new_page)
        for part in printed.parts:
            yield from self._part(part, level)
        if printed.empty:
            yield paragraph(words(not_written(), italic=True))
        for block in printed.blocks:
            yield from self._block(block)

    def _part(self, part, level: int) -> Iterator[str]:
        match part:
            case Placed():
                for block in part.blocks:
                    yield from self._block(block)
            case Paragraph():
                yield paragraph(self.lines.lines(part.lines))
            case Quotation():
                yield paragraph(self.lines.lines(part.lines), "Quote")
            case Heading():
                yield paragraph(self.lines.line(part.line), f"Heading{min(level + part.level, LOWEST)}")
            case Items():
                yield from self.lists.items(part, lambda one: "".join(self._part(one, level)))
            case TextTable():
                yield tables.typed(part, self.lines.line)
                yield paragraph("")
            case TextPicture() if part.address:
                yield text_picture(self.document, bytes_of(part.address), part.alt, next(self.pictures))

    def _block(self, block) -> Iterator[str]:
        match block.kind:
            case "tiles":
                yield paragraph(words(block.caption), "Caption")
                yield tables.key_figures(block, ("n", _("What this counts")))
                for note in block.sentences:
                    yield paragraph(words(note), "TableNote")
                yield paragraph("")
            case "facts":
                yield tables.facts(block.rows, _("The project"))
                yield paragraph("")
            case "nothing":
                yield paragraph(words(block.sentence))
            case "picture":
                yield chart(self.document, block.figure, next(self.charts))
                yield from self._table(block.table)
            case _:
                yield from self._table(block)

    def _table(self, table) -> Iterator[str]:
        yield paragraph(words(table.caption), "Caption")
        yield tables.counted(table)
        for note in (f"{_('What this counts:')} {table.definition}", *table.sentences):
            yield paragraph(words(note), "TableNote")
        yield paragraph("")

    def _attached(self, one: Attached) -> Iterator[str]:
        yield self._heading(one.label, 1, new_page=True)
        told = ngettext(
            "A PDF of %(count)d page, in a file of its own.",
            "A PDF of %(count)d pages, in a file of its own.",
            one.pages,
        ) % {"count": one.pages}
        yield paragraph(words(told))
