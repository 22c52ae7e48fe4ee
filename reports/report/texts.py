"""A chapter's text: Markdown as plain values, which page, PDF and Word file are made of.

Read are headings, paragraphs, bold, italics, links, lists, tables, quotations, pictures of the report
(![words](picture:7)),
figures quoted in a sentence ({{visits.total}}) and figures with a paragraph of their own ({{table:placements}}).
HTML is not markup here: it stands in the text as it was typed.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

# What a PDF cannot print: control characters except the line break, halves of surrogate pairs, non-characters.
_ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_BULLET = re.compile(r"^([ \xa0]*)[–•][ \xa0]+(?=\S)", re.MULTILINE)
# A line at the margin below a list's item is a paragraph of its own, not the item's second line.
_AFTER_ITEM = re.compile(r"^([-*+]\s.*)\n(?=[^\s\-*+\d>#|])", re.MULTILINE)
# Blanks are taken off afterwards: looked for here, a row of 50,000 of them would take minutes.
_QUOTE = re.compile(r"\{\{(?!\s*[|=}])([^{}|=]+)(?:=([^{}|]*))?(?:\|([^{}]*))?\}\}")
_BLOCK = re.compile(r"(table|chart|figures):\s*([\w-]+)")
_ADDRESS = re.compile(r"(https?://|mailto:|tel:)\S+$", re.IGNORECASE)
_PICTURE = re.compile(r"picture:(\d{1,9})$")
_SAYS_A_NUMBER = re.compile(
    r"\d|\b(?:yksi|yh[dt]|kaks|kah[dt]|kolm|nelj|(?:en|ett|två|tre|fyra|one|two|three|four)\b)", re.IGNORECASE
)
_RULES = ["heading", "list", "table", "blockquote", "emphasis", "link", "image", "newline", "escape", "balance_pairs"]
_PARSER = MarkdownIt("zero", {"breaks": True}).enable(_RULES)
# Addresses are looked at below; the parser's own list would let some unknown ones pass.
_PARSER.validateLink = lambda address: True


@dataclass(frozen=True)
class Quote:
    """A figure quoted in a sentence: its path, the number that the writer typed ("" = the live one), other wording."""

    path: str
    typed: str = ""
    wording: str = ""


@dataclass(frozen=True)
class Run:
    """Some letters in one style. link: their address, "" for none; quote: the figure that stands in their place."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""
    quote: Quote | None = None


Line = tuple[Run, ...]


@dataclass(frozen=True)
class Paragraph:
    lines: tuple[Line, ...]
    kind: str = "paragraph"


@dataclass(frozen=True)
class Quotation:
    """Words of somebody else."""

    lines: tuple[Line, ...]
    kind: str = "quotation"


@dataclass(frozen=True)
class Heading:
    """level: 1 for the largest within the chapter."""

    level: int
    line: Line
    kind: str = "heading"


@dataclass(frozen=True)
class Items:
    """A list; each item is its parts, of which another list may be one."""

    items: tuple[tuple["Part", ...], ...]
    ordered: bool = False
    kind: str = "items"


@dataclass(frozen=True)
class TextTable:
    """A table that the writer typed: its header cells, then its rows."""

    head: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]
    kind: str = "text_table"


@dataclass(frozen=True)
class TextPicture:
    """A picture of the report by its number, its words for those who do not see it, and where it lies once found."""

    number: int
    alt: str
    address: str = ""
    kind: str = "text_picture"


@dataclass(frozen=True)
class Live:
    """Figures in a paragraph of their own: "table", "chart" or "figures" (both) of a name of reports.report.live."""

    wanted: str
    name: str
    kind: str = "live"


Part = Paragraph | Quotation | Heading | Items | TextTable | TextPicture | Live


def clean(text: str) -> str:
    """The text with plain line breaks and without what cannot be printed; its words are untouched."""
    return _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))


def parts(text: str) -> list[Part]:
    """What a text consists of, in order. Figures in it are still quotes (see `told`)."""
    marked = _AFTER_ITEM.sub(r"\1\n\n", _BULLET.sub(r"\1- ", clean(text)))
    return list(_Reader(_PARSER.parse(marked)).parts(""))


def quotes(found: Sequence[Part]) -> list[Quote]:
    """All figures quoted in the sentences of these parts, in order."""
    return [run.quote for part in found for line in _lines(part) for run in line if run.quote]


def inside(found: Iterable[Part]) -> Iterator[Part]:
    """The parts in order, those inside of lists too."""
    for part in found:
        yield part
        if isinstance(part, Items):
            for item in part.items:
                yield from inside(item)


def told(found: Sequence[Part], values: Mapping[str, str], hidden: Collection[str] = ()) -> list[Part]:
    """The parts with their quotes put into words; values: what each figure reads by its path.

    An unknown path stays as it was typed. With other wording the exact number follows it: "yli 500 (512)". hidden: the
    paths of figures that must not be told; a number that the writer put beside one is left out.
    """

    def tell(run: Run) -> Run:
        if not run.quote or not is_known(run.quote, values):
            return run
        quote = Quote(run.quote.path) if run.quote.path in hidden and says_a_number(run.quote) else run.quote
        return replace(run, text=words(quote, values))

    return [_mapped(part, tell) for part in found]


def is_known(quote: Quote, values: Mapping[str, str]) -> bool:
    """Whether there is something to put in the place of a quote."""
    return bool(quote.typed) or quote.path in values


def words(quote: Quote, values: Mapping[str, str]) -> str:
    """What stands in the place of a quote."""
    value = quote.typed or values[quote.path]
    return f"{quote.wording} ({value})" if quote.wording else value


def says_a_number(quote: Quote) -> bool:
    """Whether what the writer put beside the figure tells a number, in digits or a small one in words."""
    return bool(quote.typed or _SAYS_A_NUMBER.search(quote.wording))


def plain(line: Line) -> str:
    """The letters of a line without their styles."""
    return "".join(run.text for run in line)


def _mapped(part: Part, change: Callable[[Run], Run]) -> Part:
    def line(runs: Line) -> Line:
        return tuple(change(run) for run in runs)

    match part:
        case Paragraph() | Quotation():
            return replace(part, lines=tuple(map(line, part.lines)))
        case Heading():
            return replace(part, line=line(part.line))
        case Items():
            return replace(part, items=tuple(tuple(_mapped(one, change) for one in item) for item in part.items))
        case TextTable():
            rows = tuple(tuple(map(line, row)) for row in part.rows)
            return replace(part, head=tuple(map(line, part.head)), rows=rows)
    return part


def _lines(part: Part) -> Iterator[Line]:
    match part:
        case Paragraph() | Quotation():
            yield from part.lines
        case Heading():
            yield part.line
        case Items():
            for item in part.items:
                for one in item:
                    yield from _lines(one)
        case TextTable():
            for row in (part.head, *part.rows):
                yield from row


class _Reader:
    """Walks the parser's tokens once."""

    def __init__(self, tokens: list[Token]):
        self.tokens = iter(tokens)

    def parts(self, end: str) -> Iterator[Part]:
        """The parts up to the token `end` ("" = all that are left)."""
        for token in self.tokens:
            if token.type == end:
                return
            match token.type:
                case "heading_open":
                    yield from self._heading(int(token.tag[1]))
                case "paragraph_open":
                    yield from self._paragraph()
                case "bullet_list_open" | "ordered_list_open":
                    yield from self._items(token.type)
                case "blockquote_open":
                    yield from self._quotation()
                case "table_open":
                    yield from self._table()

    def _inline(self, end: str) -> Token:
        found = next(self.tokens)
        while next(self.tokens).type != end:
            pass
        return found

    def _heading(self, level: int) -> Iterator[Part]:
        inline = self._inline("heading_close")
        line = tuple(run for one in _styled(inline) for run in one)
        if plain(line).strip():
            yield Heading(level, line)
        yield from _pictures(inline)

    def _paragraph(self) -> Iterator[Part]:
        inline = self._inline("paragraph_close")
        if found := _alone(inline):
            yield found
            return
        lines = tuple(line for line in _styled(inline) if plain(line).strip())
        if lines:
            yield Paragraph(lines)
        yield from _pictures(inline)

    def _items(self, opened: str) -> Iterator[Part]:
        """A list; live figures of its items stand below it, as wide as the page."""
        items, live = [], []
        for token in self.tokens:
            if token.type == opened.replace("open", "close"):
                break
            found = list(self.parts("list_item_close"))
            live += [part for part in found if isinstance(part, Live)]
            if item := tuple(part for part in found if not isinstance(part, Live)):
                items.append(item)
        if items:
            yield Items(tuple(items), opened.startswith("ordered"))
        yield from live

    def _quotation(self) -> Iterator[Part]:
        for part in self.parts("blockquote_close"):
            yield Quotation(part.lines) if isinstance(part, Paragraph) else part

    def _table(self) -> Iterator[Part]:
        """A table; pictures of its cells stand below it."""
        rows: list[list[Line]] = []
        pictures: list[TextPicture] = []
        for token in self.tokens:
            if token.type == "table_close":
                break
            if token.type == "tr_open":
                rows.append([])
            if token.type == "inline":
                rows[-1].append(tuple(run for line in _styled(token) for run in line))
                pictures += _pictures(token)
        yield TextTable(tuple(rows[0]), tuple(tuple(row) for row in rows[1:]))
        yield from pictures


def _alone(inline: Token) -> Part | None:
    """A picture or live figures that are all of their paragraph."""
    children = inline.children or []
    if len(children) == 1 and children[0].type == "image":
        return _picture(children[0])
    quote = _QUOTE.fullmatch(inline.content.strip())
    block = _BLOCK.fullmatch(quote[1].strip()) if quote else None
    return Live(block[1], block[2]) if block else None


def _pictures(inline: Token) -> Iterator[TextPicture]:
    """The pictures among the words of an inline token."""
    for child in inline.children or []:
        if child.type == "image" and (picture := _picture(child)):
            yield picture


def _picture(token: Token) -> TextPicture | None:
    number = _PICTURE.match(str(token.attrs.get("src", "")))
    return TextPicture(int(number[1]), token.content) if number else None


def _styled(inline: Token) -> Iterator[Line]:
    """The lines of an inline token as runs."""
    line: list[Run] = []
    style = {"bold": False, "italic": False, "link": ""}
    for token in inline.children or []:
        match token.type:
            case "strong_open" | "strong_close":
                style["bold"] = token.nesting == 1
            case "em_open" | "em_close":
                style["italic"] = token.nesting == 1
            case "link_open":
                address = str(token.attrs.get("href", ""))
                style["link"] = address if _ADDRESS.match(address) else ""
            case "link_close":
                style["link"] = ""
            case "softbreak" | "hardbreak":
                yield tuple(line)
                line = []
            case "text" if token.content:
                line += _runs(token.content, style)
    yield tuple(line)


def _runs(text: str, style: dict) -> Iterator[Run]:
    place = 0
    for found in _QUOTE.finditer(text):
        if before := text[place : found.start()]:
            yield Run(before, **style)
        yield Run(found[0], **style, quote=Quote(*((group or "").strip() for group in found.groups())))
        place = found.end()
    if rest := text[place:]:
        yield Run(rest, **style)
