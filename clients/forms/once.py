"""Forms that write a new row: sent twice they make one (network/actions/submissions.py)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.models import new_key


class SentOnceForm(forms.Form):
    """Carries a key made by the server with the page; the same key saves once."""

    submission_key = forms.CharField(widget=forms.HiddenInput, max_length=64, initial=new_key)

    def ask_again(self) -> None:
        """Say that this page has saved something else already, and let the next try save this as well."""
        self.add_error(
            None,
            _(
                "This page has already saved something with other content, perhaps before you went back. Look at the"
                " list first. If this is a new one, save again."
            ),
        )
        self.data = self.data.copy()
        self.data[self.add_prefix("submission_key")] = new_key()
