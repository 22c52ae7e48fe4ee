"""Small forms: what became of a referral, and who guided somebody here."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clients.codes import FollowupResult
from clients.models import IncomingReferral
from network.forms.layout import DateInput, page_form, row
from network.models import Agency

from .blanks import name_blanks
from .once import SentOnceForm
from .referral import not_future


class FollowupForm(forms.Form):
    """One tap says the result; the day is today unless another is given."""

    result = forms.ChoiceField(choices=FollowupResult.choices)
    followup_date = forms.DateField(label=_("Asked on"), widget=DateInput, required=False)

    def clean_followup_date(self):
        return not_future(self.cleaned_data["followup_date"] or timezone.localdate())


class IncomingForm(SentOnceForm, forms.ModelForm):
    """Who guided a young person here, at one of `sites`."""

    class Meta:
        model = IncomingReferral
        fields = ["date", "source", "agency", "accompanied", "site"]
        widgets = {"date": DateInput}
        help_texts = {"agency": _("If you know it.")}

    def __init__(self, *args, sites, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = Agency.objects.valid_on(timezone.localdate())
        self.fields["site"].queryset = sites
        self.fields["site"].empty_label = None
        name_blanks(self)
        self.helper = page_form(row("date", "source"), "agency", "accompanied", "site")
        self.helper.render_hidden_fields = True

    def clean_date(self):
        return not_future(self.cleaned_data["date"])
