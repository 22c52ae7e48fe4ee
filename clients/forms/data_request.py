from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms.layout import page_form
from network.forms.texts import PlainTextMixin


class HandleForm(PlainTextMixin, forms.Form):
    """What was done about a request of one's own data."""

    answer = forms.CharField(
        label=_("What was done"),
        max_length=500,
        help_text=_("The young person reads this on their own page."),
        error_messages={"required": _("Tell what was done.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = page_form(submit=_("Mark as handled"))
