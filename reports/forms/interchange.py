"""Upload of an import, and what to export in which form."""

import zipfile
from pathlib import Path

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from network.access import Permission, has, has_everywhere
from network.forms.layout import page_form

MOST_BYTES = 50 * 1024 * 1024
SHORTEST_REASON = 10  # characters


class UploadForm(forms.Form):
    """One .zip or .xlsx; what is inside is checked afterwards, row by row."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("A .zip of CSV files or an Excel workbook (.xlsx), at most 50 MB."),
        widget=forms.FileInput(attrs={"accept": ".zip,.xlsx"}),
        max_length=200,
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )

    helper = page_form(submit=_("Check the file"))

    def clean_file(self):
        file = self.cleaned_data["file"]
        kind = Path(file.name).suffix.lower()
        if kind not in (".zip", ".xlsx"):
            raise forms.ValidationError(_("Choose a .zip or an .xlsx. Other files cannot be imported."))
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 50 MB. Divide it into several imports."))
        if not zipfile.is_zipfile(file):
            what = _("This is not an Excel workbook, though its name ends in .xlsx.")
            raise forms.ValidationError(what if kind == ".xlsx" else _("This is not a .zip archive."))
        file.seek(0)
        return file


class Contents(TextChoices):
    DIRECTORY = "directory", _("The tables without people")
    EVERYTHING = "everything", _("Everything, people included")


class Ending(TextChoices):
    ZIP = "zip", _("CSV files in a .zip")
    XLSX = "xlsx", _("An Excel workbook (.xlsx)")


class ExportForm(forms.Form):
    contents = forms.ChoiceField(label=_("What"), widget=forms.RadioSelect)
    explanation = forms.CharField(
        label=_("Reason"),
        help_text=_("Why the data of all people are taken out. It is kept in the access records."),
        max_length=200,
        required=False,
    )
    ending = forms.ChoiceField(label=_("Form"), choices=Ending.choices, initial=Ending.ZIP, widget=forms.RadioSelect)

    helper = page_form(submit=_("Export"))

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        allowed = []
        if has(user, Permission.EXPORT_DIRECTORY):
            allowed.append(Contents.DIRECTORY)
        if has_everywhere(user, Permission.EXPORT_PEOPLE):
            allowed.append(Contents.EVERYTHING)
        self.fields["contents"].choices = [(one.value, one.label) for one in allowed]
        self.fields["contents"].initial = allowed[0] if allowed else None
        if Contents.EVERYTHING not in allowed:
            del self.fields["explanation"]
        else:
            self.fields["explanation"].required = Contents.DIRECTORY not in allowed
            self.fields["explanation"].hide_optional = True

    def clean(self) -> dict:
        cleaned = super().clean()
        everything = cleaned.get("contents") == Contents.EVERYTHING
        if everything and "explanation" not in self.errors and len(cleaned["explanation"]) < SHORTEST_REASON:
            self.add_error("explanation", _("Write the reason in a few words; it is kept in the access records."))
        return cleaned
