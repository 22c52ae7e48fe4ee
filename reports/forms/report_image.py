from pathlib import Path

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms.layout import page_form
from reports.forms.picture import Drawn, draw_anew

MOST_BYTES = 8 * 1024 * 1024
MOST_PIXELS = 6000  # of the longer side
LARGEST = 2000  # pixels of the longer side as it is kept


class ReportImageForm(forms.Form):
    """A picture for the texts of a report."""

    image = forms.FileField(
        label=_("Picture"),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
        help_text=_("PNG or JPEG, at most 8 MB and 6,000 pixels wide or high. Large ones are drawn smaller."),
        error_messages={"required": _("Choose a picture."), "empty": _("The file is empty.")},
    )
    name = forms.CharField(
        label=_("Name in the list of pictures"),
        max_length=120,
        required=False,
        help_text=_("Empty = the file's name. What the picture shows is said in the text where it stands."),
    )

    helper = page_form("image", "name", submit=_("Add the picture"))

    def clean_image(self) -> Drawn:
        """The picture drawn anew; the file's name is kept for `clean_name`."""
        upload = self.cleaned_data["image"]
        self.file_name = Path(upload.name).stem[:120]
        return draw_anew(upload, most_bytes=MOST_BYTES, most_pixels=MOST_PIXELS, largest=LARGEST)

    def clean_name(self) -> str:
        return self.cleaned_data["name"] or getattr(self, "file_name", "")
