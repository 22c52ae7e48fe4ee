from django import forms
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.actions.merges import CHOSEN
from clients.models import Client
from clients.profile import levels
from network.forms.layout import page_form

KEPT, DROPPED = "kept", "dropped"


class MergeForm(forms.Form):
    """Which of two differing facts holds for the person that the two become; what is missing in one is filled in."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, kept: Client, dropped: Client, **kwargs):
        super().__init__(*args, **kwargs)
        self.now = f"{kept.version}-{dropped.version}"
        self.fields["seen"].initial = self.now
        of_kept, of_dropped = _facts(kept), _facts(dropped)
        self.filled = [name for name in CHOSEN if of_kept[name].value == "" and of_dropped[name].value != ""]
        for name in CHOSEN:
            texts = [_text(fact[name].value) for fact in (of_kept, of_dropped)]
            if texts[0] != texts[1] and all(texts):
                self.fields[name] = forms.ChoiceField(
                    label=str(of_kept[name].name).capitalize(),
                    choices=list(zip((KEPT, DROPPED), texts, strict=True)),
                    widget=forms.RadioSelect,
                    initial=KEPT,
                )
        self.differing = [name for name in CHOSEN if name in self.fields]
        self.helper = page_form("seen", *self.differing, submit=gettext_lazy("Merge these two"))

    @property
    def filled_names(self) -> list[str]:
        """What the dropped entry fills in, by name."""
        return [str(Client._meta.get_field(name).verbose_name) for name in self.filled]

    @property
    def from_dropped(self) -> list[str]:
        """The fields whose value comes from the dropped one."""
        return self.filled + [name for name in self.differing if self.cleaned_data[name] == DROPPED]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("seen") != self.now:
            self.data = self.data.copy()
            self.data["seen"] = self.now
            raise forms.ValidationError(
                _("Somebody has changed one of the two meanwhile. Look at them again, then merge.")
            )
        return cleaned


def _facts(client: Client) -> dict:
    return {fact.field: fact for level in levels(client) for fact in level.facts}


def _text(value) -> str:
    """A fact as it is read; "" when it is not known."""
    return formats.date_format(value, "SHORT_DATE_FORMAT") if hasattr(value, "year") else str(value)
