from crispy_forms.layout import Fieldset
from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clients.models import Client
from clients.profile import ALWAYS, FOR_PARTICIPATION, HELPFUL
from network.codes import LANGUAGES
from network.forms.checks import PHONE_ERRORS
from network.forms.layout import DateInput, page_form, row
from network.forms.versioned import VersionedModelForm
from network.models import Municipality, Site, SortKey

from .blanks import name_blanks


def municipalities(kept: str | None):
    """The municipalities of today in alphabetical order, with the one of code `kept` even if it has been merged."""
    return Municipality.objects.filter(Q(valid_to__isnull=True) | Q(pk=kept)).order_by(SortKey("name_fi"))


class ClientForm(VersionedModelForm):
    """What is known of a person; `sites` are the Ohjaamos that the user may make the home of the person."""

    mother_tongue = forms.ChoiceField(label=_("Mother tongue"), required=False)

    class Meta:
        model = Client
        fields = [*ALWAYS, *FOR_PARTICIPATION, *HELPFUL]
        widgets = {"birth_date": DateInput}
        error_messages = {"phone": PHONE_ERRORS}
        help_texts = {
            "birth_date": _("Only the date. No personal identity code, here or in any other field."),
            "municipality": _("Where the person is registered as living."),
            "education_isced": _("Only what has been completed."),
            "phone": _("With the young person's leave, for agreeing on times."),
        }

    def __init__(self, *args, sites, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["municipality"].queryset = municipalities(self.instance.municipality_id)
        known = dict(LANGUAGES)
        current = self.instance.mother_tongue
        kept = [(current, current.upper())] if current and current not in known else []
        self.fields["mother_tongue"].choices = [("", "–"), *LANGUAGES, *kept]
        self._offer_homes(sites)
        name_blanks(self)
        for field in self.fields.values():
            field.hide_optional = True
        self.helper = page_form(
            Fieldset(_("Always needed"), row("first_name", "last_name"), "birth_date"),
            Fieldset(_("For a participation"), *FOR_PARTICIPATION),
            Fieldset(_("Helpful"), row("phone", "email"), *HELPFUL[2:]),
        )
        self.helper.render_hidden_fields = True

    def _offer_homes(self, sites) -> None:
        """A home among the user's Ohjaamos; nobody takes a person away from another one, or leaves them homeless."""
        home, field = self.instance.home_site_id, self.fields["home_site"]
        mine = set(sites.values_list("pk", flat=True))
        field.queryset = Site.objects.filter(pk__in=mine | {home}).order_by("name", "pk")
        field.required = home is not None
        if home is not None and home not in mine:
            field.disabled = True
            field.help_text = _("Only this Ohjaamo can change it.")

    def clean_birth_date(self):
        day = self.cleaned_data["birth_date"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("The date of birth is in the future."))
        return day

    def clean(self):
        cleaned = super().clean()
        had_name = self.initial.get("first_name") or self.initial.get("last_name")
        names_are_right = not {"first_name", "last_name"} & self.errors.keys()
        if had_name and names_are_right and not (cleaned["first_name"] or cleaned["last_name"]):
            self.add_error("first_name", _("Give at least a first or a last name."))
        return cleaned
