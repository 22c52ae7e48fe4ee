"""One chapter: its text and whether it is ready; a Word file to bring in; who writes which."""

from pathlib import Path

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.forms.versioned import VersionedModelForm
from network.models import User
from reports.models import Chapter
from reports.report.outline import Section
from reports.report.texts import TextPicture, TextTable, clean, inside, parts
from reports.report.word import LARGEST_FILE, NotWordError, markdown_of_docx

LONGEST = 50_000  # letters
MOST_COLUMNS = 20  # of a typed table; Word opens no file with more than 63


class PlainTextField(forms.CharField):
    """Text with plain line breaks: a browser sends two characters for each, which would count twice."""

    widget = forms.Textarea

    def to_python(self, value) -> str:
        return super().to_python(clean(value) if isinstance(value, str) else value)


class ChapterForm(VersionedModelForm):
    """The text of one chapter."""

    text = PlainTextField(
        label=gettext_lazy("Text"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 20, "class": "chapter-text", "spellcheck": "true"}),
    )

    class Meta:
        model = Chapter
        fields = ["text", "is_ready"]
        labels = {"is_ready": gettext_lazy("The chapter is ready to be checked")}

    def clean_text(self) -> str:
        """The text; its pictures are the report's own and each is told in words, its tables fit on a page."""
        text = self.cleaned_data["text"]
        found = list(inside(parts(text)))
        self._check_pictures([part for part in found if isinstance(part, TextPicture)])
        widest = max((len(part.head) for part in found if isinstance(part, TextTable)), default=0)
        if widest > MOST_COLUMNS:
            raise forms.ValidationError(
                _("A table has %(count)s columns, and a page holds %(most)s at most. Make two tables of it.")
                % {"count": widest, "most": MOST_COLUMNS}
            )
        return text

    def _check_pictures(self, pictures: list[TextPicture]) -> None:
        known = set(self.instance.report.images.values_list("pk", flat=True)) if pictures else set()
        for picture in pictures:
            if picture.number not in known:
                raise forms.ValidationError(
                    _("There is no picture %(number)s in this report. Choose one from its pictures.")
                    % {"number": picture.number}
                )
            if not picture.alt.strip():
                raise forms.ValidationError(
                    _("Say in words what the picture shows: ![between these brackets](picture:%(number)s).")
                    % {"number": picture.number}
                )

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("is_ready") and not cleaned.get("text", "x").strip():
            self.add_error("is_ready", _("An empty chapter cannot be ready. Write its text first."))
        return cleaned


class WordFileForm(forms.Form):
    """A Word file whose text is brought into the chapter."""

    word = forms.FileField(
        label=gettext_lazy("Word file"),
        widget=forms.FileInput(
            attrs={"accept": ".docx,application/vnd.openxmlformats-officedocument.wordprocessingml.document"}
        ),
        error_messages={
            "required": gettext_lazy("Choose a Word file first."),
            "empty": gettext_lazy("The file is empty."),
        },
    )

    def clean_word(self) -> str:
        """The Markdown of the file."""
        file = self.cleaned_data["word"]
        if Path(file.name).suffix.lower() == ".doc":
            raise forms.ValidationError(_("This is an old Word file (.doc). Save it in Word as .docx and try again."))
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is larger than 10 MB. Leave its pictures out and try again."))
        try:
            text = markdown_of_docx(file)
        except NotWordError as error:
            raise forms.ValidationError(
                _("This is no Word file (.docx) that can be read. Open it in Word, save it anew and try again.")
            ) from error
        if not text:
            raise forms.ValidationError(_("There is no text in this file."))
        return text


class AuthorsForm(forms.Form):
    """Who writes which chapter: one choice for each."""

    def __init__(self, *args, sections: list[Section], authors: QuerySet[User], **kwargs):
        super().__init__(*args, **kwargs)
        self.authors = {str(one.pk): one for one in authors}
        choices = [("", _("Nobody yet")), *((number, str(one)) for number, one in self.authors.items())]
        for section in sections:
            self.fields[section.slug] = forms.TypedChoiceField(
                choices=choices, coerce=self.authors.get, empty_value=None, label=section.label, required=False
            )
