import re

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.codes import NoteAudience
from clients.models import Note
from network.forms.layout import page_form
from network.forms.versioned import VersionedModelForm

from .once import SentOnceForm

IDENTITY_CODE = re.compile(r"\b\d{6}[-+A-FU-Y]\d{3}[0-9A-Y]\b", re.IGNORECASE)


class NoteForm(VersionedModelForm):
    """A note; `agency` is the author's own, None for somebody who is in no agency."""

    class Meta:
        model = Note
        fields = ["body", "audience"]
        widgets = {"body": forms.Textarea(attrs={"rows": 8}), "audience": forms.RadioSelect}
        help_texts = {"body": _("Nothing about health and no personal identity codes belong here.")}

    def __init__(self, *args, agency, **kwargs):
        super().__init__(*args, **kwargs)
        own = _("Only my own agency (%(agency)s)") % {"agency": agency} if agency else _("Only me")
        self.fields["audience"].choices = [
            (NoteAudience.SHARED, NoteAudience.SHARED.label),
            (NoteAudience.AGENCY, own),
        ]
        self.helper = page_form()
        self.helper.render_hidden_fields = True

    def clean_body(self):
        body = self.cleaned_data["body"]
        if IDENTITY_CODE.search(body):
            raise forms.ValidationError(_("There is a personal identity code in the text. Take it out."))
        return body


class NewNoteForm(SentOnceForm, NoteForm):
    """A note not saved yet."""
