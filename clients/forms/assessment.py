from crispy_forms.layout import Field, Fieldset
from django import forms
from django.utils.translation import gettext_lazy as _

from clients.codes import NeedLevel
from clients.models import AREAS, Assessment
from network.forms.layout import DateInput, page_form, row
from network.forms.texts import PlainTextMixin

from .compared import ComparedForm
from .once import SentOnceForm
from .referral import not_future

TEXTS = ("strengths", "obstacles", "summary")
NOT_LOOKED_AT = ("", _("Not looked at"))


class AssessmentForm(PlainTextMixin, ComparedForm):
    """One professional's view of what support is needed; `signing` = it is about to be signed, so not empty."""

    class Meta:
        model = Assessment
        fields = ["profession", "date", *AREAS, *TEXTS]
        widgets = (
            {"date": DateInput}
            | dict.fromkeys(AREAS, forms.RadioSelect)
            | {name: forms.Textarea(attrs={"rows": 3}) for name in TEXTS}
        )
        help_texts = {"obstacles": _("No diagnoses: what is in the way, in everyday words.")}

    def __init__(self, *args, signing: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.signing = signing
        for area in AREAS:
            self.fields[area].choices = [*NeedLevel.choices, NOT_LOOKED_AT]
            self.fields[area].hide_optional = True
        self.helper = page_form(
            *[name for name in ("version", "submission_key") if name in self.fields],
            row("profession", "date"),
            Fieldset(
                _("How much support is needed"),
                *(Field(area, template="includes/_chips.html") for area in AREAS),
                css_class="areas",
            ),
            Fieldset(_("In words"), *TEXTS),
        )

    def clean_date(self):
        return not_future(self.cleaned_data["date"])

    def clean(self):
        cleaned = super().clean()
        if self.signing and not any(cleaned.get(name) for name in (*AREAS, *TEXTS)):
            self.add_error(None, _("There is nothing to sign yet: say something of one area at least."))
        return cleaned


class NewAssessmentForm(SentOnceForm, AssessmentForm):
    """An assessment not saved yet."""
