"""Lists of the Word file: nested, ordered ones beginning anew each time."""

from collections.abc import Callable, Iterator

from docx.document import Document
from docx.oxml.ns import qn

from reports.report.docx.markup import Lines, element, paragraph
from reports.report.docx.styles import BULLETS, NUMBERS
from reports.report.texts import Items, Paragraph, Part

DEEPEST = 8


class ListMaker:
    """Gives each list a number of its own, as Word counts items by the number of their list."""

    def __init__(self, document: Document, lines: Lines):
        self.numbering = document.part.numbering_part.element
        self.lines = lines
        self.bullets = 0

    def items(self, part: Items, other: Callable[[Part], str], level: int = 0) -> Iterator[str]:
        """The paragraphs of a list; other: makes what is neither paragraph nor list."""
        level = min(level, DEEPEST)
        number = self._new(NUMBERS, level) if part.ordered else self._bullets()
        for item in part.items:
            for index, one in enumerate(item):
                match one:
                    case Items():
                        yield from self.items(one, other, level + 1)
                    case Paragraph():
                        yield self._paragraph(one, level, number if not index else 0)
                    case _:
                        yield other(one)

    def _paragraph(self, part: Paragraph, level: int, number: int) -> str:
        place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>' if number else ""
        indent = "" if number else f'<w:ind w:left="{340 * (level + 1)}"/>'
        close = '<w:spacing w:after="40"/>' if number else ""
        style = "ListParagraph"
        return paragraph(self.lines.lines(part.lines), style, f"{place}{close}{indent}")

    def _bullets(self) -> int:
        self.bullets = self.bullets or self._new(BULLETS, 0)
        return self.bullets

    def _new(self, kind: int, level: int) -> int:
        number = max((int(one.get(qn("w:numId"))) for one in self.numbering.findall(qn("w:num"))), default=0) + 1
        restart = f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride>'
        markup = f'<w:num w:numId="{number}"><w:abstractNumId w:val="{kind}"/>{restart * (kind == NUMBERS)}</w:num>'
        self.numbering.append(element(markup))
        return number
