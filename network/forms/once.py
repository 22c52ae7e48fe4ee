from django import forms
from django.utils.translation import gettext_lazy as _

from network.models import new_key


class OnceMixin:
    """A model form whose new row is saved once, however often the button is pressed (network/upkeep.py)."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.fields["submission_key"] = forms.CharField(
                widget=forms.HiddenInput, required=False, max_length=64, initial=new_key
            )
            if hasattr(self, "helper"):
                self.helper.render_hidden_fields = True

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
