"""Forms that anybody may send: spam is kept out without third parties, without cookies and without riddles."""

import time

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from network.forms.texts import PlainTextMixin

SALT = "public-form"
SECONDS_TO_TYPE = 2
HOURS_OPEN = 24


class PublicFormMixin(PlainTextMixin):
    """Adds a field that only machines fill in, and a signed time before which nobody can have typed the form.

    Show both hidden: `{{ form.homepage }}` stands in a block with the class "not-for-people", `{{ form.opened }}`.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["homepage"] = forms.CharField(
            required=False,
            label=_("Leave this empty"),
            widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
        )
        self.fields["opened"] = forms.CharField(
            required=False, widget=forms.HiddenInput, initial=lambda: signing.dumps(int(time.time()), salt=SALT)
        )

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        if cleaned.pop("homepage", ""):
            raise forms.ValidationError(_("Leave the field “Leave this empty” empty and send again."))
        self._check_time(cleaned.pop("opened", ""))
        return cleaned

    def _check_time(self, stamp: str) -> None:
        try:
            opened = signing.loads(stamp, salt=SALT, max_age=HOURS_OPEN * 3600)
        except signing.BadSignature:
            opened = None
        if opened is None or time.time() - opened < SECONDS_TO_TYPE:
            self.data = self.data.copy()
            self.data[self.add_prefix("opened")] = signing.dumps(int(time.time()) - SECONDS_TO_TYPE, salt=SALT)
            raise forms.ValidationError(_("Check what you wrote and send it again."))
