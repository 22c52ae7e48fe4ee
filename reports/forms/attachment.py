from pathlib import Path

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms.layout import page_form
from reports.models import Attachment
from reports.report.appending import MOST_PAGES, Encrypted, NotReadable, TooManyPages, cleaned
from reports.report.texts import clean

MOST_BYTES = 20 * 1024 * 1024


class AttachmentForm(forms.ModelForm):
    """A PDF for the end of a report, and the name under which it stands there."""

    pdf = forms.FileField(
        label=_("PDF file"),
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
        help_text=_("At most 20 MB and 300 pages, without a password."),
        error_messages={"required": _("Choose a PDF file."), "empty": _("The file is empty.")},
    )

    class Meta:
        model = Attachment
        fields = ["title"]
        labels = {"title": _("Heading of the annex")}
        help_texts = {"title": _("Stands in the contents and above its pages. Empty = the file's name.")}

    helper = page_form("pdf", "title", submit=_("Add the PDF"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"].required = False
        self.order_fields(["pdf", "title"])

    def clean_pdf(self) -> tuple[bytes, int]:
        """The PDF's pages without anything that runs or opens by itself, and their number."""
        upload = self.cleaned_data["pdf"]
        self.file_name = clean(Path(upload.name).stem).strip()[:200]
        if upload.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 20 MB. Save it smaller or in parts and try again."))
        try:
            return cleaned(upload.read())
        except Encrypted as error:
            raise forms.ValidationError(
                _("The PDF is locked with a password or protected. Save it without protection and try again.")
            ) from error
        except TooManyPages as error:
            raise forms.ValidationError(
                _("The PDF has no page or more than %(most)s pages."), params={"most": MOST_PAGES}
            ) from error
        except NotReadable as error:
            raise forms.ValidationError(
                _("This is no whole PDF. Open it in the program it comes from, save it as PDF anew and try again.")
            ) from error

    def clean_title(self) -> str:
        return clean(self.cleaned_data["title"]).strip() or getattr(self, "file_name", "") or str(_("Annex"))
