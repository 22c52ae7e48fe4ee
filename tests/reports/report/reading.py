"""A PDF as tests read it: its text, and its structure tree."""

import re
from dataclasses import dataclass, field
from io import BytesIO

import pikepdf
from pypdf import PdfReader

from network.access import acting_as_system
from reports.models import Report
from reports.report import report_context, report_html, report_pdf


def make_html(project, layout="narrative", language="fi") -> str:
    with acting_as_system("test"):
        return report_html(report_context(Report.whole(project, layout), language))


def make_pdf(project, layout="narrative", language="fi") -> bytes:
    return report_pdf(make_html(project, layout, language))


def text_of(pdf: bytes) -> str:
    """All text with single spaces; in the font a no-break space is the same glyph as a space."""
    pages = (page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return re.sub(r"[ \xa0\n]+", " ", " ".join(pages))


@dataclass
class Element:
    """An element of the structure tree: tag without slash, its dictionary, what is in it."""

    tag: str
    raw: pikepdf.Dictionary
    children: list["Element"] = field(default_factory=list)

    def all(self, *tags: str) -> list["Element"]:
        """The elements of these tags below this one, in order."""
        found = [self] if self.tag in tags else []
        return found + [one for child in self.children for one in child.all(*tags)]


def structure(pdf: pikepdf.Pdf) -> Element:
    """The whole structure tree."""
    return _element(pdf.Root.StructTreeRoot.K[0])


def _element(raw: pikepdf.Dictionary) -> Element:
    kids = raw.get("/K", [])
    below = [_element(kid) for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
    return Element(str(raw.S)[1:], raw, below)


def bookmarks(pdf: bytes) -> list[str]:
    """The titles of all bookmarks in order."""

    def flat(entries) -> list[str]:
        return [title for one in entries for title in (flat(one) if isinstance(one, list) else [one.title])]

    return flat(PdfReader(BytesIO(pdf)).outline)


def loose_marks(pdf: pikepdf.Pdf) -> list[int]:
    """Marked contents that belong to no element: neither real content nor an artifact."""
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    parents = dict(zip((int(n) for n in numbers[::2]), numbers[1::2], strict=True))
    loose = []
    for page in pdf.pages:
        owners = parents[int(page.StructParents)]
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) != "BDC" or "/MCID" not in operands[1]:
                continue
            mcid = int(operands[1].MCID)
            if str(operands[0]) != "/Artifact" and not isinstance(owners[mcid], pikepdf.Dictionary):
                loose.append(mcid)
    return loose
