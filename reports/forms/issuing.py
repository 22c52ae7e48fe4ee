"""The words that go with a report on its way, the choice of what is issued, and a file to be compared."""

import re
from collections.abc import Sequence
from hashlib import sha256

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms.layout import page_form
from reports.models import IssuedReport, Report
from reports.report.check import Check
from reports.report.progress import LANGUAGE_NAMES
from reports.report.texts import clean

MOST_MEGABYTES = 60
LONGEST_CHANGES = 800  # letters; they stand on the first page


class WordsField(forms.CharField):
    """Some sentences with plain line breaks, without what cannot be printed."""

    widget = forms.Textarea(attrs={"rows": 4})

    def to_python(self, value) -> str:
        return super().to_python(clean(value) if isinstance(value, str) else value)


class SubmitForm(forms.Form):
    """A note to the one who checks."""

    comment = WordsField(label=_("Note to the one who checks"), required=False, max_length=4000)

    helper = page_form(submit=_("Submit"))


class ReturnForm(forms.Form):
    """What the writers are to mend."""

    comment = WordsField(label=_("What is to be mended"), max_length=4000)

    helper = page_form(submit=_("Return to the writers"))


class ReopenForm(forms.Form):
    """Why an issued report is corrected."""

    comment = WordsField(label=_("Why it is corrected"), max_length=4000)

    helper = page_form(submit=_("Open for a correction"))


class IssueForm(forms.Form):
    """In which languages a report is issued, what changed since the issue before, why in spite of errors.

    checks: the check in each language of the report. before: the issue that is corrected, if any.
    """

    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one language.")},
    )
    changes = WordsField(
        label=_("What changed since the issue before"),
        max_length=LONGEST_CHANGES,
        help_text=_("It is printed on the first page. The list below is a proposal: mend it."),
    )
    reason = WordsField(
        label=_("Why it is issued although something must be mended"),
        required=False,
        max_length=4000,
        help_text=_("Only needed if a chosen language has something that must be mended. It is kept with the report."),
    )

    helper = page_form(submit=_("Freeze and issue"))

    def __init__(
        self, *args, report: Report, checks: dict[str, Check], before: IssuedReport | None, proposal: str = "", **kwargs
    ):
        super().__init__(*args, **kwargs)
        self.checks = checks
        complete = [code for code in report.languages if not checks[code].errors]
        self.fields["languages"].choices = [(code, LANGUAGE_NAMES[code]) for code in report.languages]
        self.fields["languages"].initial = complete
        if before is None:
            del self.fields["changes"]
        else:
            self.fields["changes"].initial = proposal[:LONGEST_CHANGES]
        if len(complete) == len(report.languages):
            del self.fields["reason"]

    def clean_languages(self) -> list[str]:
        return list(dict.fromkeys(self.cleaned_data["languages"]))

    def clean(self) -> dict:
        cleaned = super().clean()
        chosen: Sequence[str] = cleaned.get("languages", ())
        if any(self.checks[code].errors for code in chosen) and not cleaned.get("reason"):
            self.add_error(
                "reason",
                _("A chosen language has something that must be mended. Mend it, or say why it is issued so."),
            )
        return cleaned


class VerifyForm(forms.Form):
    """A file, or the fingerprint of one, to be compared with the issues."""

    file = forms.FileField(
        label=_("File"), required=False, help_text=_("It is compared and thrown away; nothing of it is kept.")
    )
    fingerprint = forms.CharField(
        label=_("Or its fingerprint (SHA-256)"),
        required=False,
        max_length=200,
        help_text=_("64 letters and digits."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    helper = page_form(submit=_("Compare"))

    def clean_fingerprint(self) -> str:
        text = re.sub(r"\s", "", self.cleaned_data["fingerprint"]).lower().removeprefix("sha256:")
        if text and not re.fullmatch(r"[0-9a-f]{64}", text):
            raise forms.ValidationError(_("A fingerprint has 64 characters: the digits 0–9 and the letters a–f."))
        return text

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and file.size > MOST_MEGABYTES * 1024 * 1024:
            raise forms.ValidationError(
                _("The file is larger than %(size)s MB: it is none of ours.") % {"size": MOST_MEGABYTES}
            )
        return file

    def clean(self) -> dict:
        cleaned = super().clean()
        if not self.errors and not cleaned.get("file") and not cleaned.get("fingerprint"):
            raise forms.ValidationError(_("Choose a file or paste its fingerprint."))
        return cleaned

    @property
    def sha256(self) -> str:
        """The fingerprint of the file, or the one that was pasted."""
        file = self.cleaned_data["file"]
        if not file:
            return self.cleaned_data["fingerprint"]
        found = sha256()
        for chunk in file.chunks():
            found.update(chunk)
        return found.hexdigest()
