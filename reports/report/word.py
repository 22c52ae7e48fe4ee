"""Text brought from Word or a web page as the Markdown of chapters: headings, lists, bold, italics, links, tables.

Everything else is dropped: scripts, styles, comments, pictures, Word's own tags. Word writes a list on the clipboard as
paragraphs that only look like one (class MsoListParagraph, style mso-list:l0 level2); they become lists here.
"""

import re
import zipfile
from typing import BinaryIO

import mammoth
import nh3
from bs4 import BeautifulSoup, Tag
from markdownify import MarkdownConverter

from reports.report.texts import clean

LARGEST_HTML = 4_000_000  # characters
LARGEST_FILE = 10 * 1024 * 1024  # bytes
LARGEST_UNPACKED = 80 * 1024 * 1024  # bytes of all parts of a .docx together
MOST_PARTS = 2000
WIDEST = 30  # columns that one cell may take
MOST_CELLS = 25_000  # of a table: more than a chapter has letters for
DEEPEST = 200  # tags within each other; a page that somebody wrote has some twenty
LONGEST_STYLE = 2000  # letters

_PIECES = ["p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "table", "tr", "td", "th", "blockquote"]
_KEPT = {*_PIECES, "thead", "tbody", "strong", "b", "em", "i", "a", "br"}
# With what Word says in styles, until that is read.
_FIRST = {
    "tags": _KEPT | {"span"},
    "attributes": {"*": {"class", "style"}, "a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}},
    "clean_content_tags": {"script", "style", "head", "title", "xml", "svg", "object", "iframe", "template", "caption"},
    "link_rel": None,
    "attribute_filter": lambda tag, name, value: value[:LONGEST_STYLE] if name == "style" else value,
}
_ADDRESS = re.compile(r"(https?://|mailto:|tel:)", re.IGNORECASE)
_CONDITION = re.compile(r"(?:<!\[|<\?)[^>]*(?:>|\Z)")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
# Those that must be closed: the others end by themselves.
_TAG = re.compile(
    r"<(/?)(?!(?:p|li|t[drh]|d[dt]|br|img|hr|col|link|meta|input|wbr|option|html|head|body)\b)[a-z][^<>]*",
    re.IGNORECASE,
)
_LEVEL = re.compile(r"mso-list:[^;]*level(\d)", re.IGNORECASE)
_MARKER = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)
_NUMBERED = re.compile(r"\W{0,2}(\d{1,3}|[a-z]|[ivxlc]{1,5})[.)]", re.IGNORECASE)
_BOLD = re.compile(r"(?<![\w-])font-weight:\s*(bold|[6-9]00)", re.IGNORECASE)
_PLAIN = re.compile(r"(?<![\w-])font-weight:\s*(normal|400)", re.IGNORECASE)
_ITALIC = re.compile(r"(?<![\w-])font-style:\s*italic", re.IGNORECASE)
_LONELY_SPACE = re.compile(r"(?<!\d)\xa0+|\xa0+(?!\d)")


class NotWordError(ValueError):
    """What came is no text or Word document that can be read."""


def markdown_of_html(html: str) -> str:
    """The Markdown of pasted HTML. Raises NotWordError for what nobody wrote by hand: too long, too deep, too wide."""
    if len(html) > LARGEST_HTML:
        raise NotWordError
    try:
        html = _BLANKS.sub(" ", _CONDITION.sub("", _COMMENT.sub("", html)))
        _check_depth(html)
        soup = BeautifulSoup(nh3.clean(html, **_FIRST), "html.parser")
        _read_styles(soup)
        _make_lists(soup)
        for table in soup.find_all("table"):
            _straighten(soup, table)
        safe = nh3.clean(str(soup), tags=_KEPT, attributes={"a": {"href"}}, link_rel=None)
        return _tidy(_Converter(heading_style="ATX", bullets="-", autolinks=False).convert(safe))
    except RecursionError as error:
        raise NotWordError from error


def _check_depth(html: str) -> None:
    """Tags within tags without end would take for ever to walk through."""
    depth = 0
    for tag in _TAG.finditer(html):
        if not tag[0].endswith("/"):
            depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > DEEPEST:
            raise NotWordError


def markdown_of_docx(file: BinaryIO) -> str:
    """The Markdown of a Word file (.docx). Raises NotWordError for anything else, a broken one, or one far too big."""
    _check_archive(file)
    file.seek(0)
    try:
        html = mammoth.convert_to_html(file, convert_image=mammoth.images.img_element(lambda image: {})).value
    except Exception as error:  # whatever a broken document makes the reader stumble over is the same to the writer
        raise NotWordError from error
    return markdown_of_html(html)


def _check_archive(file: BinaryIO) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            found = archive.infolist()
            if "word/document.xml" not in archive.namelist() or len(found) > MOST_PARTS:
                raise NotWordError
            if sum(one.file_size for one in found) > LARGEST_UNPACKED:
                raise NotWordError
            # Word writes no document types; they are how a small file becomes a huge one.
            for one in found:
                if one.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in archive.open(one).read(4096):
                    raise NotWordError
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError) as error:
        raise NotWordError from error


def _read_styles(soup: BeautifulSoup) -> None:
    """Bold and italics that are only a style become tags; tags that are styled away and links to nowhere go."""
    for tag in soup.find_all(["b", "strong"]):
        if _PLAIN.search(tag.get("style", "")):
            tag.unwrap()
    for tag in soup.find_all("span"):
        style = tag.get("style", "")
        if _MARKER.search(style):
            continue
        if _BOLD.search(style):
            tag.wrap(soup.new_tag("strong"))
        if _ITALIC.search(style):
            tag.wrap(soup.new_tag("em"))
        tag.unwrap()
    for tag in soup.find_all("p", class_="MsoTitle"):
        tag.name = "h1"
    for tag in soup.find_all("a"):
        if not _ADDRESS.match(tag.get("href", "")):
            tag.unwrap()


def _make_lists(soup: BeautifulSoup) -> None:
    """Word's paragraphs with mso-list become lists; neighbours are one list."""
    run: list[tuple[int, str, Tag]] = []
    for tag in soup.find_all("p", style=_LEVEL):
        level = int(_LEVEL.search(tag["style"])[1])
        marker = tag.find("span", style=_MARKER)
        kind = "ol" if marker and _NUMBERED.match(marker.get_text().strip()) else "ul"
        if marker:
            marker.decompose()
        starts_anew = run and level == 1 and kind != next(one[1] for one in run)
        if run and (starts_anew or tag.find_previous_sibling(True) is not run[-1][2]):
            _nest(soup, run)
            run = []
        run.append((level, kind, tag))
    _nest(soup, run)


def _nest(soup: BeautifulSoup, run: list[tuple[int, str, Tag]]) -> None:
    """One list, with lists in it, of (level, "ul" or "ol", paragraph) in order."""
    if not run:
        return
    root = soup.new_tag(run[0][1])
    run[0][2].insert_before(root)
    lists = [root]
    for level, kind, tag in run:
        del lists[max(level, 1) :]
        while len(lists) < level and lists[-1].contents:
            lists[-1].contents[-1].append(inner := soup.new_tag(kind))
            lists.append(inner)
        tag.name = "li"
        lists[-1].append(tag.extract())


def _straighten(soup: BeautifulSoup, table: Tag) -> None:
    """A table as rows of equally many cells of plain lines: what Markdown can hold."""
    if table.find_parent(["td", "th"]):
        return
    grid: dict[tuple[int, int], Tag | None] = {}
    rows = [row for row in table.find_all("tr") if row.find_parent("table") is table]
    for y, row in enumerate(rows):
        x = 0
        for cell in row.find_all(["td", "th"], recursive=False):
            while (y, x) in grid:
                x += 1
            across, down = _span(cell, "colspan"), min(_span(cell, "rowspan"), len(rows) - y)
            for place in ((y + dy, x + dx) for dy in range(down) for dx in range(across)):
                grid.setdefault(place, None)
                if len(grid) > MOST_CELLS:
                    raise NotWordError
            grid[y, x] = cell
            x += across
    width = max((x for _y, x in grid), default=-1) + 1
    if width * len(rows) > MOST_CELLS:
        raise NotWordError
    made = soup.new_tag("table")
    for y in range(len(rows)):
        made.append(line := soup.new_tag("tr"))
        for x in range(width):
            line.append(_flat(grid.get((y, x)) or soup.new_tag("td")))
    table.replace_with(made)


def _span(cell: Tag, name: str) -> int:
    text = cell.get(name, "1")
    return min(int(text), WIDEST) if re.fullmatch(r"[1-9]\d{0,3}", text) else 1


def _flat(cell: Tag) -> Tag:
    """The cell with nothing but lines of words in it."""
    for piece in cell.find_all(_PIECES):
        piece.insert_after(" ")
        piece.unwrap()
    return cell.extract()


class _Converter(MarkdownConverter):
    """Markdown as reports.report.texts reads it, with no more backslashes than it needs."""

    def escape(self, text: str, parent_tags: set[str]) -> str:
        # A line's end in HTML is a space, in our texts a new line.
        text = _BLANKS.sub(" ", text)
        text = re.sub(r"([\\*])", r"\\\1", text)
        text = re.sub(r"(?<!\w)_|_(?!\w)", r"\\_", text)
        text = re.sub(r"^(\s*)([#>])", r"\1\\\2", text)
        return text.replace("|", r"\|") if "td" in parent_tags or "th" in parent_tags else text

    def convert_td(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        words = re.sub(r"[ \n]+", " ", text).strip()
        return f" {words} |" if words else " |"

    convert_th = convert_td

    def convert_tr(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        is_first = el.find_previous_sibling("tr") is None
        line = f"|{text.strip()}\n" if text.startswith("|") else f"| {text.strip()}\n"
        return line + ("|" + " --- |" * len(el.find_all(["td", "th"])) + "\n" if is_first else "")

    def convert_br(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return " " if "_inline" in parent_tags else "\n"

    def convert_table(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"\n\n{text.strip()}\n\n"


def _tidy(text: str) -> str:
    lines = [line.rstrip() for line in _LONELY_SPACE.sub(" ", clean(text)).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
