from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms.checks import refuse_backwards
from network.forms.layout import DateInput


class PeriodForm(forms.Form):
    """From a day to a day, both included."""

    first = forms.DateField(label=_("From"), widget=DateInput)
    last = forms.DateField(label=_("Until"), widget=DateInput)

    def clean(self):
        cleaned = super().clean()
        refuse_backwards(self, "first", "last", _("The last day is before the first."))
        return cleaned
