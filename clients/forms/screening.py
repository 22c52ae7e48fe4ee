from crispy_forms.layout import Fieldset
from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clients.models import Screening, ScreeningCase
from clients.screening_codes import ScreeningSource
from clients.screening_paste import FIRST_YEAR
from network.forms.checks import refuse_backwards
from network.forms.layout import DateInput, TimeInput, page_form, row
from network.forms.texts import PlainTextMixin
from network.forms.versioned import VersionedModelForm
from network.models import Project

from .blanks import name_blanks
from .client_create import BirthDateText
from .once import SentOnceForm
from .referral import not_future


class ScreeningForm(PlainTextMixin, VersionedModelForm):
    """A list to go through: at which of `sites`, for which of `projects`, and what is aimed at."""

    class Meta:
        model = Screening
        fields = [
            "name",
            "site",
            "project",
            "started_on",
            "ended_on",
            "target_screened",
            "target_invited",
            "target_forwarded",
        ]
        widgets = {"started_on": DateInput, "ended_on": DateInput}
        help_texts = {
            "name": _("Such as Labour market subsidy, spring 2026. No names of people."),
            "ended_on": _("Empty while the list is being gone through."),
        }

    def __init__(self, *args, sites, projects, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = sites.order_by("name", "pk")
        self.fields["project"].queryset = Project.objects.filter(Q(pk__in=projects) | Q(pk=self.instance.project_id))
        if self.instance.pk:
            self.fields["site"].disabled = True
        name_blanks(self)
        self.helper = page_form(
            Fieldset(_("The list"), "name", row("site", "project"), row("started_on", "ended_on")),
            Fieldset(_("Targets"), row("target_screened", "target_invited", "target_forwarded")),
        )
        self.helper.render_hidden_fields = True

    def clean_started_on(self):
        return not_future(self.cleaned_data["started_on"])

    def clean_ended_on(self):
        return not_future(self.cleaned_data["ended_on"])

    def clean(self):
        cleaned = super().clean()
        refuse_backwards(self, "started_on", "ended_on", _("The end is before the start."))
        return cleaned


class NewScreeningForm(SentOnceForm, ScreeningForm):
    """A list not saved yet."""


class CaseAddForm(PlainTextMixin, SentOnceForm, forms.ModelForm):
    """Somebody onto the list, by hand."""

    birth_date = BirthDateText(
        label=_("Date of birth"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "input-date"}),
        help_text=_("Only the date. No personal identity code, here or in any other field."),
    )
    another = forms.BooleanField(label=_("It is another person of the same name"), required=False)

    class Meta:
        model = ScreeningCase
        fields = ["last_name", "first_name", "birth_date", "source", "days_unemployed"]

    helper = page_form(
        "submission_key", row("last_name", "first_name", "birth_date"), row("source", "days_unemployed"), "another"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name_blanks(self)
        for name in ("first_name", "last_name"):
            self.fields[name].widget.attrs.update(autocomplete="off", spellcheck="false")
        if not self.data:
            self.fields["another"].widget = forms.HiddenInput()

    def clean_birth_date(self):
        day = not_future(self.cleaned_data["birth_date"])
        if day and day.year < FIRST_YEAR:
            raise forms.ValidationError(_("The date of birth is too far in the past."))
        return day


class PasteForm(forms.Form):
    """Rows from a spreadsheet, and what holds for all of them."""

    LAST, FIRST = "last", "first"
    source = forms.ChoiceField(
        label=_("On whose list, where a row does not tell"),
        choices=[("", "–"), *ScreeningSource.choices],
        required=False,
    )
    order = forms.ChoiceField(
        label=_("In one column the name is"),
        choices=[(LAST, _("last name first: Virtanen Matti")), (FIRST, _("first name first: Matti Virtanen"))],
        initial=LAST,
    )
    rows = forms.CharField(
        label=_("Rows"),
        max_length=200_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "autocomplete": "off", "class": "pasted"}),
        help_text=_(
            "One person on each row: name, date of birth, source, days on labour market subsidy, as the spreadsheet"
            " copies them (columns parted by a tab) or with semicolons. Only the name is needed. Of a personal"
            " identity code only the date of birth is taken."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.hide_optional = True


class InvitationTimeForm(forms.Form):
    """The time offered in an invitation; only printed, kept nowhere."""

    day = forms.DateField(label=_("Time offered, day"), required=False, widget=DateInput)
    time = forms.TimeField(label=_("Time of day"), required=False, widget=TimeInput)
    language = forms.ChoiceField(label=_("Language of the invitation"), choices=settings.LANGUAGES)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.hide_optional = True
