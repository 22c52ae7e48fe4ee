"""PDFs that others made, appended to the report: cleaned of all that runs or opens by itself, then put in their place.

An attached page keeps what is drawn on it and its links to addresses. Its tags, if it has any, stay behind: the
report's own structure tree holds for the report's own pages alone.
"""

from collections.abc import Iterator, Sequence
from io import BytesIO

from pikepdf import Array, Dictionary, Name, Page, PasswordError, Pdf, PdfError, String

from reports.report.context import Attached

MOST_PAGES = 300
LINKS = ("http://", "https://", "mailto:")
LONGEST_SIDE = 14_400  # that viewers show
MOST_LINKS = 200  # of a page
_BOXES = ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox", "/Rotate", "/UserUnit")


class NotReadable(ValueError):
    """The bytes are no PDF whose pages can be read."""


class Encrypted(NotReadable):
    """The PDF is locked, with a password or against being taken apart."""


class TooManyPages(NotReadable):
    """The PDF has no page or more than MOST_PAGES."""


def cleaned(content: bytes) -> tuple[bytes, int]:
    """The pages of a PDF and nothing else, as a PDF, and their number.

    Left behind: scripts, forms, embedded files, actions, comments, metadata. Raises NotReadable, Encrypted,
    TooManyPages.
    """
    try:
        with Pdf.open(BytesIO(content)) as source, Pdf.new() as copy:
            if source.is_encrypted:
                raise Encrypted
            if not 1 <= len(source.pages) <= MOST_PAGES:
                raise TooManyPages
            _copy_pages(source, copy, len(copy.pages))
            out = BytesIO()
            copy.save(out, deterministic_id=True)
            return out.getvalue(), len(copy.pages)
    except PasswordError as error:
        raise Encrypted from error
    except (PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError) as error:
        if isinstance(error, NotReadable):
            raise
        raise NotReadable from error


def page_numbers(attached: Sequence[Attached]) -> str:
    """Style rules that let the report's own pages count the attached ones between them."""
    rules = ["@page { @bottom-right { content: counter(page); } }"] if attached else []
    before = 0
    for one in attached:
        name = one.anchor
        rules.append(f"#{name} {{ page: {name}; }}")
        rules.append(f"@page {name}:first {{ counter-increment: page {before + 1}; }}")
        before = one.pages
    return "\n".join(rules)


def append(report: bytes, attached: Sequence[Attached]) -> bytes:
    """The report with each attached PDF after the page that announces it."""
    if not attached:
        return report
    with Pdf.open(BytesIO(report)) as pdf:
        places = dict(_places(pdf))
        for one in reversed(attached):
            with Pdf.open(BytesIO(cleaned(one.content)[0])) as source:
                _copy_pages(source, pdf, places[one.anchor] + 1)
        out = BytesIO()
        pdf.save(out, deterministic_id=True)
        return out.getvalue()


def _copy_pages(source: Pdf, target: Pdf, index: int) -> None:
    """Insert the cleaned pages of `source` before the page number `index` of `target`."""
    for offset, page in enumerate(source.pages):
        bare = _bare(source, page)
        target.pages.insert(index + offset, Page(source.make_indirect(bare)))


def _bare(source: Pdf, page: Page) -> Dictionary:
    """A page of its drawing, its measures and its links to addresses. ValueError for one of no size or endless."""
    left, bottom, right, top = (float(side) for side in page.mediabox)
    if not 0 < abs(right - left) <= LONGEST_SIDE or not 0 < abs(top - bottom) <= LONGEST_SIDE:
        raise ValueError("The page has no size that can be shown.")
    kept = {"/Type": Name.Page, "/Resources": page.resources, "/MediaBox": page.mediabox}
    for key in ("/Contents", "/Group"):
        if key in page.obj:
            kept[key] = page.obj[key]
    for key in _BOXES:
        found = _inherited(page.obj, key)
        if found is not None:
            kept[key] = found
    links = [_link(source, one) for one in _links(page.obj.get("/Annots", []))][:MOST_LINKS]
    if links:
        kept["/Annots"] = Array(links)
    return Dictionary(kept)


def _inherited(node, key: str):
    for _level in range(50):
        if key in node:
            return node[key]
        if "/Parent" not in node:
            return None
        node = node["/Parent"]
    return None


def _links(annotations) -> Iterator[tuple[Array, str]]:
    """(place, address) of the links to addresses on the web and by mail."""
    for one in annotations:
        action = one.get("/A") if isinstance(one, Dictionary) and one.get("/Subtype") == Name.Link else None
        if not isinstance(action, Dictionary) or action.get("/S") != Name.URI or "/Rect" not in one:
            continue
        address = str(action.get("/URI", ""))
        if address.lower().startswith(LINKS):
            yield one["/Rect"], address


def _link(source: Pdf, link: tuple[Array, str]) -> Dictionary:
    rect, address = link
    action = Dictionary(S=Name.URI, URI=String(address))
    return source.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Link, Rect=rect, Border=Array([0, 0, 0]), A=action, Contents=String(address)
        )
    )


def _places(pdf: Pdf) -> Iterator[tuple[str, int]]:
    """The index of the page on which each anchor of the report stands."""
    numbers = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
    names = pdf.Root.Names.Dests.Names
    for name, place in zip(names[::2], names[1::2], strict=True):
        yield str(name), numbers[place[0].objgen]
