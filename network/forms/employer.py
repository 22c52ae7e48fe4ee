from django import forms
from django.db.models import Value
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from network import business_id
from network.models import Employer, EmployerContact, Folded

from .checks import PHONE_ERRORS, municipality_choices, name_the_empty
from .layout import DateInput, page_form, row
from .once import OnceMixin
from .texts import PlainTextMixin
from .versioned import VersionedModelForm


class EmployerForm(PlainTextMixin, VersionedModelForm):
    """A workplace. A name that is there already is asked about once, as two places may share a name."""

    same_name_seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Employer
        fields = [
            "name", "business_id", "sector", "size", "industry", "municipality", "website", "contact_name",
            "contact_email", "contact_phone", "note",
        ]  # fmt: skip
        widgets = {"note": forms.Textarea(attrs={"rows": 4})}
        labels = {"sector": _("Public, private or third sector")}
        help_texts = {
            "business_id": _("Such as 0201256-6."),
            "note": _("About the workplace, not about young people."),
        }
        error_messages = {"contact_phone": PHONE_ERRORS}

    helper = page_form(
        "version", "same_name_seen", "name", row("business_id", "municipality"), row("industry", "sector", "size"),
        "website", "contact_name", row("contact_email", "contact_phone"), "note",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name_the_empty(self)
        for name in ("sector", "size", "industry"):
            choices = [choice for choice in self.fields[name].choices if choice[0] != ""]
            self.fields[name].choices = [("", _("Not known")), *choices]
        self.fields["municipality"].choices = [("", _("Not known")), *municipality_choices()]

    def clean_business_id(self) -> str:
        text = business_id.tidy(self.cleaned_data["business_id"])
        if text and not business_id.is_business_id(text):
            raise forms.ValidationError(
                _("This is not a business ID: the check digit does not match. Check each digit.")
            )
        same = Employer.objects.filter(business_id=text).exclude(pk=self.instance.pk)
        if text and same.exists():
            raise forms.ValidationError(_("%(name)s has this business ID already."), params={"name": same.first()})
        return text

    def clean(self):
        cleaned = super().clean()
        name = cleaned.get("name")
        if name and not self.errors and cleaned.get("same_name_seen") != name:
            self._ask_about_the_same_name(name)
        return cleaned

    def _ask_about_the_same_name(self, name: str) -> None:
        others = Employer.objects.filter(search_name=Folded(Value(name))).exclude(pk=self.instance.pk)
        if self.instance.pk and Employer.objects.filter(pk=self.instance.pk, name=name).exists():
            return
        found = others.select_related("municipality").first()
        if found is None:
            return
        # Asked once: the next try with this name may save.
        self.data = self.data.copy()
        self.data[self.add_prefix("same_name_seen")] = name
        where = f" ({found.municipality})" if found.municipality else ""
        self.add_error(
            "name",
            _("In the register already: %(found)s. If this is another workplace, save again.")
            % {"found": f"{found}{where}"},
        )


class EmployerContactForm(OnceMixin, PlainTextMixin, forms.ModelForm):
    """One contact with an employer, and when to be in touch next."""

    class Meta:
        model = EmployerContact
        fields = ["date", "channel", "site", "summary", "need_count", "next_on"]
        widgets = {
            "date": DateInput,
            "next_on": DateInput,
            "summary": forms.Textarea(attrs={"rows": 5}),
            "need_count": forms.NumberInput(attrs={"min": 0, "class": "input-short"}),
        }
        help_texts = {
            "summary": _("Without anything about a single young person."),
            "next_on": _("On that day the employer is on the list of those to be in touch with."),
        }

    helper = page_form(row("date", "channel"), "site", "summary", row("need_count", "next_on"))

    def __init__(self, *args, sites, **kwargs):
        """`sites`: for which Ohjaamos the editor may speak."""
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = sites.order_by("name", "pk")
        name_the_empty(self)

    def clean_date(self):
        day = self.cleaned_data["date"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come. Put it into the next contact."))
        return day

    def clean(self):
        cleaned = super().clean()
        day, following = cleaned.get("date"), cleaned.get("next_on")
        if day and following and following <= day:
            message = _("The next contact comes after %(day)s.") % {"day": date_format(day, "SHORT_DATE_FORMAT")}
            self.add_error("next_on", message)
        return cleaned
