from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from network import business_id
from network.models import Agency, AgencyContact

from .checks import PHONE_ERRORS, name_the_empty
from .layout import DateInput, page_form, row
from .once import OnceMixin
from .texts import PlainTextMixin
from .versioned import VersionedModelForm

TALL = forms.Textarea(attrs={"rows": 4})


class AgencyForm(OnceMixin, PlainTextMixin, VersionedModelForm):
    """What an agency is; its end has a page of its own because its experts have to be settled then."""

    class Meta:
        model = Agency
        fields = [
            "name_fi", "name_sv", "name_en", "sector", "business_id", "description_fi", "description_sv",
            "description_en", "website", "valid_from", "check_every",
        ]  # fmt: skip
        widgets = {
            "valid_from": DateInput,
            "description_fi": TALL,
            "description_sv": TALL,
            "description_en": TALL,
        }
        help_texts = {
            "name_sv": _("Leave empty where there is none: the Finnish name is shown instead."),
            "business_id": _("Such as 0201256-6."),
            "valid_from": _("The first day in the network. Empty = always."),
            "check_every": _("When the time is up, whoever keeps up the entry is reminded by mail."),
        }

    helper = page_form(
        "version",
        "name_fi",
        row("name_sv", "name_en"),
        row("sector", "business_id"),
        "description_fi",
        row("description_sv", "description_en"),
        "website",
        row("valid_from", "check_every"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name_the_empty(self)

    def clean_business_id(self) -> str:
        text = business_id.tidy(self.cleaned_data["business_id"])
        if text and not business_id.is_business_id(text):
            raise forms.ValidationError(
                _("This is not a business ID: the check digit does not match. Check each digit.")
            )
        return text

    def clean_valid_from(self):
        first, last = self.cleaned_data["valid_from"], self.instance.valid_to
        if first and last and last < first:
            raise forms.ValidationError(
                _("The agency ends on %(day)s, before this day."),
                params={"day": date_format(last, "SHORT_DATE_FORMAT")},
            )
        return first


class AgencyTouchForm(VersionedModelForm):
    """Goes with an agency's contacts, so that two people editing them at once notice each other."""

    class Meta:
        model = Agency
        fields = []


class ContactForm(PlainTextMixin, forms.ModelForm):
    """One way to reach an agency."""

    class Meta:
        model = AgencyContact
        fields = ["name", "phone", "email", "is_public"]
        labels = {"is_public": _("Everybody may see this")}
        help_texts = {"name": _("A person, the switchboard, an office.")}
        error_messages = {"phone": PHONE_ERRORS}


class BaseContactFormSet(forms.BaseInlineFormSet):
    row_name = _("Contact")


ContactFormSet = forms.inlineformset_factory(
    Agency, AgencyContact, form=ContactForm, formset=BaseContactFormSet, extra=0, can_delete=True
)
