from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms.layout import page_form
from network.forms.versioned import VersionedModelForm
from reports.models import Chapter
from reports.report.texts import clean

LONGEST = 50_000  # letters


class PlainTextField(forms.CharField):
    """Text with plain line breaks: a browser sends two characters for each, which would count twice."""

    widget = forms.Textarea

    def to_python(self, value) -> str:
        return super().to_python(clean(value) if isinstance(value, str) else value)


class ChapterForm(VersionedModelForm):
    """The text of one chapter."""

    text = PlainTextField(
        label=_("Text"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 22, "class": "chapter-text"}),
        help_text=_("An empty line begins a new paragraph. Lines that begin with “- ” make a list."),
    )

    class Meta:
        model = Chapter
        fields = ["text"]

    helper = page_form("version", "text", submit=_("Save the chapter"))
