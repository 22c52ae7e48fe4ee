"""The look of the Word file: Word's own styles in the report's colours, A4, the document's language, lists."""

from datetime import UTC, datetime, time

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from reports.report.context import Printout
from reports.report.docx.markup import attribute, element

FONT = "Calibri"
LANGUAGES = {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}
INK, SOFT, TEAL = RGBColor(0x15, 0x26, 0x2B), RGBColor(0x44, 0x56, 0x5C), RGBColor(0x0B, 0x5A, 0x66)
# name, size in points, colour, bold, space before and after, kept with what follows
_STYLES = (
    ("Normal", 10.5, INK, False, 0, 7, False),
    ("Title", 30, TEAL, True, 60, 6, True),
    ("Subtitle", 14, SOFT, False, 0, 4, True),
    ("Heading 1", 18, TEAL, True, 20, 6, True),
    ("Heading 2", 13.5, TEAL, True, 14, 4, True),
    ("Heading 3", 11.5, INK, True, 11, 3, True),
    ("Heading 4", 10.5, INK, True, 9, 3, True),
    ("Heading 5", 10.5, INK, True, 9, 3, True),
    ("Heading 6", 10.5, INK, True, 9, 3, True),
    ("TOC Heading", 18, TEAL, True, 0, 10, True),
    ("Caption", 10.5, INK, True, 10, 4, True),
    ("Quote", 10.5, SOFT, False, 4, 8, False),
)
_OWN = (
    ("toc 1", 10.5, INK, True, 5, 1),
    ("toc 2", 10.5, INK, False, 0, 1),
    ("toc 3", 10, SOFT, False, 0, 1),
    ("Table Text", 9, INK, False, 1, 1),
    ("Table Note", 8.5, SOFT, False, 2, 0),
    ("Key Figure", 20, TEAL, True, 0, 0),
)
BULLETS, NUMBERS = 90, 91  # the numbers of our own kinds of lists
_TABLE = """<w:style w:type="table" w:customStyle="1" w:styleId="OhjaamoTable">
<w:name w:val="Ohjaamo Table"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/>
<w:tblPr><w:tblBorders><w:top w:val="single" w:sz="4" w:space="0" w:color="D3DBDA"/>
<w:bottom w:val="single" w:sz="8" w:space="0" w:color="748489"/>
<w:insideH w:val="single" w:sz="4" w:space="0" w:color="D3DBDA"/></w:tblBorders>
<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:color w:val="0B5A66"/></w:rPr>
<w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="8" w:space="0" w:color="0B5A66"/></w:tcBorders></w:tcPr>
</w:tblStylePr></w:style>"""
_LINK = """<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>
<w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="99"/><w:unhideWhenUsed/>
<w:rPr><w:color w:val="0B5A66"/><w:u w:val="single"/></w:rPr></w:style>"""


def set_up(document: Document, printout: Printout) -> None:
    """Make an empty document ours."""
    _set_language(document, LANGUAGES[printout.language])
    for name, *look, keep in _STYLES:
        _paint(document.styles[name], *look).keep_with_next = keep
    for name, *look in _OWN:
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name.islower())
        style.base_style = document.styles["Normal"]
        _paint(style, *look)
    _borders(document)
    for markup in (_TABLE, _LINK):
        document.styles.element.append(element(markup))
    _add_lists(document)
    _set_page(document)
    _describe(document, printout)


def _paint(style, size: float, colour: RGBColor, bold: bool, before: float, after: float):
    """Sets a style and gives its paragraph format."""
    properties = style.element.get_or_add_rPr()
    properties.clear()
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
    properties.rFonts.set(qn("w:cs"), FONT)
    style.font.color.rgb = colour
    shape = style.paragraph_format
    shape.space_before, shape.space_after, shape.widow_control = Pt(before), Pt(after), True
    return shape


def _borders(document: Document) -> None:
    """A line above the chapters as in the PDF, none below the title; indents of contents and quotations."""
    styles = document.styles
    for name in ("Title", "Heading 1"):
        for old in styles[name].element.pPr.findall(qn("w:pBdr")):
            styles[name].element.pPr.remove(old)
    line = '<w:pBdr><w:top w:val="single" w:sz="18" w:space="6" w:color="FFCC33"/></w:pBdr>'
    heading = styles["Heading 1"].element.pPr
    heading.insert_element_before(element(line), "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")
    styles["toc 2"].paragraph_format.left_indent = Mm(6)
    styles["toc 3"].paragraph_format.left_indent = Mm(14)
    styles["Quote"].paragraph_format.left_indent = Mm(8)
    styles["Table Note"].paragraph_format.space_after = Pt(1)


def _set_language(document: Document, code: str) -> None:
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    defaults.clear()
    defaults.append(element(f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'))
    defaults.append(element('<w:sz w:val="21"/>'))
    defaults.append(element(f'<w:lang w:val="{code}" w:eastAsia="{code}" w:bidi="ar-SA"/>'))
    settings = document.settings.element
    settings.find(qn("w:themeFontLang")).set(qn("w:val"), code)
    settings.find(qn("w:zoom")).set(qn("w:percent"), "100")
    settings.find(qn("w:defaultTabStop")).addnext(element('<w:autoHyphenation w:val="true"/>'))
    compat = settings.find(qn("w:compat"))
    compat.remove(compat.find(qn("w:useFELayout")))
    compat.find(qn("w:compatSetting")).set(qn("w:val"), "15")
    # The contents get their page numbers when the file is opened.
    compat.addprevious(element('<w:updateFields w:val="true"/>'))


def _add_lists(document: Document) -> None:
    """Two kinds of lists with nine levels each; they have to stand before all lists in use."""
    numbering = document.part.numbering_part.element
    first = numbering.find(qn("w:num"))
    for kind, form, texts in (
        (BULLETS, "bullet", ["•", "–", "•"] * 3),
        (NUMBERS, "decimal", [f"%{level}." for level in range(1, 10)]),
    ):
        levels = "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f'<w:lvlText w:val={attribute(text)}/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{340 * (level + 1)}" w:hanging="340"/></w:pPr></w:lvl>'
            for level, text in enumerate(texts)
        )
        markup = f'<w:abstractNum w:abstractNumId="{kind}"><w:multiLevelType w:val="multilevel"/>{levels}'
        first.addprevious(element(f"{markup}</w:abstractNum>"))


def _set_page(document: Document) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = Mm(27), Mm(25), Mm(28), Mm(24)
    page.different_first_page_header_footer = True


def _describe(document: Document, printout: Printout) -> None:
    core = document.core_properties
    core.title, core.author, core.language = printout.full_title[:255], printout.author[:255], printout.language
    core.subject, core.comments, core.keywords, core.last_modified_by = printout.title[:255], "", "", ""
    core.created = core.modified = datetime.combine(printout.printed_on, time(12), UTC)
    relations = document.part.package.rels
    for name in [name for name, one in relations.items() if one.reltype.endswith("/thumbnail")]:
        del relations[name]
