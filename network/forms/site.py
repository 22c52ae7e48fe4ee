from itertools import combinations

from crispy_forms.layout import Field, Fieldset
from django import forms
from django.utils.translation import gettext_lazy as _

from network.models import OpeningException, OpeningHours, Site, SiteAddress

from .checks import LanguagesField, municipality_choices, name_the_empty, periods_cross, refuse_backwards
from .layout import DateInput, TimeInput, page_form, row
from .texts import PlainTextMixin
from .versioned import VersionedModelForm


class SiteForm(PlainTextMixin, VersionedModelForm):
    """An Ohjaamo itself; its addresses and hours are rows of their own."""

    languages = LanguagesField()

    class Meta:
        model = Site
        fields = [
            *("name", "municipality", "age_limit", "opened", "closed", "languages", "phone", "email"),
            *("is_public", "slug", "intro_fi", "intro_sv", "intro_en", "controller", "privacy_email"),
            "guardian_under",
        ]
        widgets = {"opened": DateInput, "closed": DateInput} | {
            f"intro_{code}": forms.Textarea(attrs={"rows": 3}) for code in ("fi", "sv", "en")
        }
        help_texts = {
            "slug": _(
                "The end of the public page’s address, such as valkeakoski. Empty = made from the name. Links and"
                " posters with an earlier address lead nowhere once it is changed."
            ),
            "intro_fi": _("Two or three sentences for a young person, on top of the public page."),
        }

    helper = page_form(
        "version",
        "name",
        "municipality",
        "age_limit",
        row("opened", "closed"),
        Field("languages", template="includes/_chips.html"),
        row("phone", "email"),
        "guardian_under",
        Fieldset(
            _("Public page"),
            *("is_public", "slug", "intro_fi", "intro_sv", "intro_en", "controller", "privacy_email"),
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["languages"].keep(self.instance.languages)
        self.fields["municipality"].choices = [("", _("Choose")), *municipality_choices()]

    def clean(self):
        cleaned = super().clean()
        refuse_backwards(self, "opened", "closed", _("The closing day is before the opening day."))
        return cleaned


class SiteTouchForm(VersionedModelForm):
    """Goes with an Ohjaamo's rows, so that two people editing them at once notice each other."""

    class Meta:
        model = Site
        fields = []


class ValidRowForm(forms.ModelForm):
    """A row that is valid for a time."""

    def clean(self):
        cleaned = super().clean()
        refuse_backwards(self, "valid_from", "valid_to", _("The last day of validity is before the first."))
        return cleaned

    @property
    def period(self) -> tuple:
        return self.cleaned_data.get("valid_from"), self.cleaned_data.get("valid_to")


class AddressForm(ValidRowForm):
    class Meta:
        model = SiteAddress
        fields = ["street", "postal_code", "city", "directions", "valid_from", "valid_to"]
        widgets = {"valid_from": DateInput, "valid_to": DateInput}

    def clean_postal_code(self) -> str:
        code = self.cleaned_data["postal_code"]
        if not (len(code) == 5 and code.isascii() and code.isdigit()):
            raise forms.ValidationError(_("A postal code has five digits."))
        return code


class HoursForm(ValidRowForm):
    class Meta:
        model = OpeningHours
        fields = ["weekday", "opens", "closes", "valid_from", "valid_to"]
        widgets = {"opens": TimeInput, "closes": TimeInput, "valid_from": DateInput, "valid_to": DateInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name_the_empty(self)

    def clean(self):
        cleaned = super().clean()
        refuse_backwards(self, "opens", "closes", _("The closing time is before the opening time."), same=False)
        return cleaned


class ExceptionForm(forms.ModelForm):
    class Meta:
        model = OpeningException
        fields = ["date", "opens", "closes", "reason"]
        widgets = {"date": DateInput, "opens": TimeInput, "closes": TimeInput}

    def clean(self):
        cleaned = super().clean()
        if bool(cleaned.get("opens")) != bool(cleaned.get("closes")) and not {"opens", "closes"} & set(self.errors):
            missing = "closes" if cleaned.get("opens") else "opens"
            self.add_error(missing, _("Give both times in order, or neither to close the whole day."))
        refuse_backwards(self, "opens", "closes", _("The closing time is before the opening time."), same=False)
        return cleaned


class PairwiseFormSet(forms.BaseInlineFormSet):
    """Rows of one Ohjaamo that must not be at odds with each other; subclasses say which pairs are."""

    row_name = ""

    def clean(self):
        rows = [form for form in self.forms if form.has_changed() or form.instance.pk]
        rows = [form for form in rows if not self._should_delete_form(form) and form.is_valid()]
        for one, other in combinations(rows, 2):
            problem = self.problem(one, other)
            if problem and not other.errors:
                other.add_error(*problem)

    def problem(self, one, other) -> tuple | None:
        """(field of the later row, message) when the two cannot both stand."""
        raise NotImplementedError


class BaseAddressFormSet(PairwiseFormSet):
    row_name = _("Address")

    def problem(self, one, other):
        if not periods_cross(one.period, other.period):
            return None
        message = _("This address and %(other)s are valid at the same time. End one before the other begins.")
        return "valid_from", message % {"other": one.cleaned_data["street"]}


class BaseHoursFormSet(PairwiseFormSet):
    row_name = _("Hours")

    def problem(self, one, other):
        same_day = one.cleaned_data["weekday"] == other.cleaned_data["weekday"]
        if not (same_day and periods_cross(one.period, other.period) and times_cross(one, other)):
            return None
        return "opens", _("These hours cross with another row of the same day.")


class BaseExceptionFormSet(PairwiseFormSet):
    row_name = _("Day")

    def problem(self, one, other):
        if one.cleaned_data["date"] != other.cleaned_data["date"] or not times_cross(one, other):
            return None
        return "date", _("There is another row for this day that does not fit with this one.")


def times_cross(one: forms.BaseForm, other: forms.BaseForm) -> bool:
    """Whether the hours of two rows share time; a row without hours takes the whole day."""
    hours = [(form.cleaned_data["opens"], form.cleaned_data["closes"]) for form in (one, other)]
    (opens, closes), (other_opens, other_closes) = hours
    return opens is None or other_opens is None or (opens < other_closes and other_opens < closes)


def _rows(model, form, formset):
    return forms.inlineformset_factory(Site, model, form=form, formset=formset, extra=0, can_delete=True)


AddressFormSet = _rows(SiteAddress, AddressForm, BaseAddressFormSet)
HoursFormSet = _rows(OpeningHours, HoursForm, BaseHoursFormSet)
ExceptionFormSet = _rows(OpeningException, ExceptionForm, BaseExceptionFormSet)
