"""Pictures that come from outside: drawn anew, so that nothing but the picture is kept."""

from dataclasses import dataclass
from io import BytesIO

from django import forms
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

CONTENT_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg"}


@dataclass(frozen=True)
class Drawn:
    """A picture as it is kept. size: width and height in pixels."""

    content: bytes
    content_type: str
    size: tuple[int, int]


def draw_anew(upload, *, most_bytes: int, most_pixels: int, largest: int = 0) -> Drawn:
    """The uploaded picture decoded and encoded again, without its metadata.

    most_bytes of the file, most_pixels of its longer side, which is drawn down to `largest` pixels if given.
    Raises forms.ValidationError with what to do about it.
    """
    if upload.size > most_bytes:
        limit = {"size": most_bytes // (1024 * 1024), "own": max(1, upload.size // (1024 * 1024))}
        raise forms.ValidationError(
            _("The file is larger than %(size)s MB (it has %(own)s MB). Save the picture smaller and try again.")
            % limit
        )
    try:
        return _drawn(upload.read(), most_pixels, largest)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise forms.ValidationError(
            _("This is no whole PNG or JPEG picture. Open it in a picture program and save it anew.")
        ) from error


def _drawn(content: bytes, most_pixels: int, largest: int) -> Drawn:
    with Image.open(BytesIO(content), formats=list(CONTENT_TYPES)) as picture:
        if max(picture.size) > most_pixels:
            raise forms.ValidationError(
                _("The picture is wider or higher than %(pixels)s pixels. Save it smaller.") % {"pixels": most_pixels}
            )
        # Telephones put a second, smaller picture behind the first and call it MPO.
        kind = "JPEG" if picture.format == "MPO" else picture.format
        if not _is_whole(content, kind):
            raise OSError("The picture ends too early.")
        upright = ImageOps.exif_transpose(picture).convert("RGBA" if kind == "PNG" else "RGB")
    if largest and max(upright.size) > largest:
        upright.thumbnail((largest, largest))
    upright.info = {}  # else a comment or a colour profile would be written along
    out = BytesIO()
    upright.save(out, kind, **({"quality": 92} if kind == "JPEG" else {"optimize": True}))
    return Drawn(out.getvalue(), CONTENT_TYPES[kind], upright.size)


def _is_whole(content: bytes, kind: str) -> bool:
    """Whether the picture's end mark is there: WeasyPrint sets Pillow to read cut-off pictures without a word."""
    if kind == "PNG":
        return b"IEND" in content
    end, scan = b"\xff\xd9", b"\xff\xda"
    return content.rfind(end) > content.rfind(scan)
