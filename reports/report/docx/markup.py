"""Word's markup, piece by piece: strings that are made into elements at the end, as that is quick for long tables.

The order of elements inside each other is that of the standard; Word refuses files that do not keep it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement

from reports.report.texts import Line, Run, clean

NAMES = nsdecls("w", "r", "wp", "a", "pic", "c")
MOST_ADDRESS = 2000  # letters of a link that Word follows


def element(markup: str) -> BaseOxmlElement:
    """The element that the markup of one says."""
    end = markup.index(">") if markup[markup.index(">") - 1] != "/" else markup.index("/>")
    return parse_xml(f"{markup[:end]} {NAMES}{markup[end:]}")


def attribute(text: str) -> str:
    """The text as the value of an attribute, with its quotation marks."""
    return quoteattr(clean(str(text)))


def words(text: str, *, bold: bool = False, italic: bool = False, style: str = "") -> str:
    """A run of letters in one style; line ends are kept."""
    marks = f'<w:rStyle w:val="{style}"/>' * bool(style) + "<w:b/>" * bold + "<w:i/>" * italic
    lines = '</w:t><w:br/><w:t xml:space="preserve">'.join(escape(line) for line in clean(str(text)).split("\n"))
    return f'<w:r>{f"<w:rPr>{marks}</w:rPr>" if marks else ""}<w:t xml:space="preserve">{lines}</w:t></w:r>'


def paragraph(inner: str, style: str = "", properties: str = "") -> str:
    """A paragraph; properties: the markup of what its style does not say."""
    given = f'<w:pStyle w:val="{style}"/>' * bool(style) + properties
    return f"<w:p>{f'<w:pPr>{given}</w:pPr>' if given else ''}{inner}</w:p>"


def simple_field(code: str) -> str:
    """A field that Word fills in, such as PAGE."""
    return f'<w:fldSimple w:instr=" {code} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


@dataclass(frozen=True)
class Lines:
    """Makes runs of a writer's lines; links become relationships of the part that they stand in."""

    relate: Callable[..., str]

    def line(self, line: Line) -> str:
        return "".join(self._run(run) for run in line)

    def lines(self, lines: tuple[Line, ...]) -> str:
        return "<w:r><w:br/></w:r>".join(self.line(line) for line in lines)

    def _run(self, run: Run) -> str:
        if not run.link or len(run.link) > MOST_ADDRESS:
            return words(run.text, bold=run.bold, italic=run.italic)
        place = self.relate(clean(run.link), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        inner = words(run.text, bold=run.bold, italic=run.italic, style="Hyperlink")
        return f'<w:hyperlink r:id="{place}" w:history="1">{inner}</w:hyperlink>'
