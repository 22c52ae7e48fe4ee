from io import BytesIO

from django import forms
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from network.forms.layout import page_form

MOST_BYTES = 2 * 1024 * 1024
MOST_PIXELS = 4000  # of the longer side
CONTENT_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg"}


class LogoForm(forms.Form):
    """A picture for one place on the cover, and the words for those who do not see it."""

    image = forms.FileField(
        label=_("Picture"),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
        help_text=_("PNG or JPEG, at most 2 MB and 4,000 pixels wide or high."),
    )
    alt = forms.CharField(
        label=_("The picture in words"),
        max_length=120,
        help_text=_("Read aloud to those who do not see the picture, such as “City of Valkeakoski”."),
    )

    helper = page_form("image", "alt", submit=_("Save the logo"))

    def clean_image(self) -> tuple[bytes, str]:
        """The picture drawn anew, so that nothing but the picture is kept: (bytes, content type)."""
        upload = self.cleaned_data["image"]
        if upload.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 2 MB. Save the picture smaller and try again."))
        try:
            return redrawn(upload.read())
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
            raise forms.ValidationError(
                _("This is no whole PNG or JPEG picture. Open it in a picture program and save it anew.")
            ) from error


def is_whole(content: bytes, kind: str) -> bool:
    """Whether the picture's end mark is there: WeasyPrint sets Pillow to read cut-off pictures without a word."""
    if kind == "PNG":
        return b"IEND" in content
    end, scan = b"\xff\xd9", b"\xff\xda"
    return content.rfind(end) > content.rfind(scan)


def redrawn(content: bytes) -> tuple[bytes, str]:
    """The picture decoded and encoded again, without its metadata: (bytes, content type).

    Raises forms.ValidationError for one with too many pixels, errors of Pillow for what is no picture.
    """
    with Image.open(BytesIO(content), formats=list(CONTENT_TYPES)) as picture:
        if max(picture.size) > MOST_PIXELS:
            raise forms.ValidationError(_("The picture is wider or higher than 4,000 pixels. Save it smaller."))
        kind = picture.format
        if not is_whole(content, kind):
            raise OSError("The picture ends too early.")
        upright = ImageOps.exif_transpose(picture)
        upright = upright.convert("RGBA" if kind == "PNG" else "RGB")
    out = BytesIO()
    upright.save(out, kind, **({"quality": 92} if kind == "JPEG" else {"optimize": True}))
    return out.getvalue(), CONTENT_TYPES[kind]
