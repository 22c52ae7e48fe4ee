"""The form on the component page (/design/): one field of each kind, with help and with errors."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms.layout import DateInput, page_form, row

THEMES = [
    ("work", _("Work")),
    ("education", _("Education")),
    ("housing", _("Housing")),
    ("money", _("Money")),
    ("wellbeing", _("Wellbeing")),
    ("other", _("Other")),
]


class SampleForm(forms.Form):
    """Fields as pages use them."""

    name = forms.CharField(label=_("Name"), help_text=_("As the young person says it."))
    day = forms.DateField(label=_("Date"), widget=DateInput)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=0, required=False)
    channel = forms.ChoiceField(
        label=_("Channel"),
        choices=[("", "–"), ("walk_in", _("Walk-in")), ("phone", _("Phone"))],
    )
    themes = forms.MultipleChoiceField(
        label=_("Themes"), choices=THEMES, widget=forms.CheckboxSelectMultiple, initial=["housing"]
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=[("fi", _("Finnish")), ("sv", _("Swedish")), ("en", _("English"))],
        widget=forms.RadioSelect,
        initial="fi",
    )
    agreed = forms.BooleanField(label=_("The young person agrees to the referral"))
    note = forms.CharField(
        label=_("Short note"), widget=forms.Textarea(attrs={"rows": 3}), min_length=3, required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = page_form("name", row("day", "minutes"), "channel", "language", "agreed", "note")
