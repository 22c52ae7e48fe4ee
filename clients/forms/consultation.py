from django import forms
from django.utils.translation import gettext_lazy as _

from clients.models import Consultation
from network.forms.layout import page_form
from network.forms.texts import PlainTextMixin

from .blanks import name_blanks
from .once import SentOnceForm
from .referral_send import ReceiverFields

NAMELESS = _(
    "No names, no dates of birth, no school or workplace: nothing from which somebody could be recognised. Nothing"
    " about health and no personal identity codes belong here."
)


class ConsultationForm(SentOnceForm, PlainTextMixin, ReceiverFields):
    """A question to an agency about somebody who is not named; asked from one of `sites`."""

    class Meta:
        model = Consultation
        fields = ["site", "to_agency", "to_expert", "target", "question", "urgency"]
        widgets = {"question": forms.Textarea(attrs={"rows": 6}), "urgency": forms.RadioSelect}
        help_texts = {"question": NAMELESS}

    def __init__(self, *args, sites, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = sites
        self.fields["site"].empty_label = None
        name_blanks(self)
        self.helper = page_form(
            "site", "to_agency", "to_expert", "target", "question", "urgency", submit=_("Send the question")
        )
        self.helper.render_hidden_fields = True


class ConsultationAnswerForm(PlainTextMixin, forms.Form):
    """The answer of the agency."""

    answer = forms.CharField(
        label=_("Your answer"), max_length=2000, widget=forms.Textarea(attrs={"rows": 6}), help_text=NAMELESS
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = page_form(submit=_("Send the answer"))

    def tell_answered(self) -> None:
        """Say that somebody was first; what was typed stays on the page."""
        self.add_error(None, _("Somebody has answered or closed this meanwhile. Nothing of yours was saved."))
