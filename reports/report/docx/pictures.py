"""Pictures of the Word file: the emblem, logos, and those of the texts, each with its words."""

import base64
from io import BytesIO

from docx.document import Document
from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.shared import Mm
from PIL import Image, ImageDraw

from reports.report.docx.markup import attribute, paragraph, words
from reports.report.emblem import BLUE, GOLD, HEIGHT, WIDTH, stars

TEXT_WIDTH, TALLEST = Mm(158), Mm(190)
DPI = 110  # at which a picture of a text has its natural size
_SCALE, _SMOOTH = 3, 4
_UNREADABLE = (OSError, ValueError, SyntaxError, InvalidImageStreamError, UnexpectedEndOfFileError,
               UnrecognizedImageError)  # fmt: skip


def emblem_png() -> bytes:
    """The European emblem as points, as Word does not show the drawing everywhere."""
    size = WIDTH * _SCALE, HEIGHT * _SCALE
    picture = Image.new("RGB", (size[0] * _SMOOTH, size[1] * _SMOOTH), BLUE)
    draw = ImageDraw.Draw(picture)
    for star in stars():
        draw.polygon([(x * _SCALE * _SMOOTH, y * _SCALE * _SMOOTH) for x, y in star], fill=GOLD)
    out = BytesIO()
    picture.resize(size, Image.Resampling.LANCZOS).save(out, "PNG", optimize=True)
    return out.getvalue()


def bytes_of(address: str) -> bytes:
    """The picture that a data: address holds."""
    return base64.b64decode(address.partition(",")[2])


def text_picture(document: Document, content: bytes, alt: str, number: int) -> str:
    """A paragraph with a picture as large as it is, but within the page; its words where it cannot be read."""
    try:
        with Image.open(BytesIO(content)) as picture:
            width, height = (round(length * 914_400 / DPI) for length in picture.size)
        scale = min(1, TEXT_WIDTH / width, TALLEST / height)
        drawn = inline(document, content, alt, number, width * scale, height * scale)
    except _UNREADABLE:
        return paragraph(words(alt, italic=True))
    return paragraph(drawn, "", "<w:keepLines/>")


def inline(document: Document, content: bytes, alt: str, number: int, width: float, height: float) -> str:
    """A run with a picture of this size in English metric units."""
    place, _image = document.part.get_or_add_image(BytesIO(content))
    size = f'cx="{max(round(width), 1)}" cy="{max(round(height), 1)}"'
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{number}" name="Picture {number}" descr={attribute(alt)}/><wp:cNvGraphicFramePr/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="Picture {number}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{place}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def logo(document: Document, content: bytes, alt: str, number: int) -> str:
    """A run with a logo within 42 × 17 millimetres."""
    with Image.open(BytesIO(content)) as picture:
        width, height = picture.size
    scale = min(Mm(42) / width, Mm(17) / height)
    return inline(document, content, alt, number, width * scale, height * scale)
