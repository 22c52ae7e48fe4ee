from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms.layout import page_form
from reports.forms.picture import Drawn, draw_anew

MOST_BYTES = 2 * 1024 * 1024
MOST_PIXELS = 4000  # of the longer side


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

    def clean_image(self) -> Drawn:
        """The picture drawn anew."""
        return draw_anew(self.cleaned_data["image"], most_bytes=MOST_BYTES, most_pixels=MOST_PIXELS)
