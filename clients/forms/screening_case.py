"""One person on a screening list: the screening itself, and what follows an invitation."""

from crispy_forms.layout import Fieldset
from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from clients.models import ScreeningCase
from clients.screening_codes import ScreeningDecision
from network.forms.layout import DateInput, page_form, row
from network.forms.versioned import VersionedModelForm

from .blanks import name_blanks
from .compared import ComparedForm
from .referral import not_future

MOST_DAYS = 20_000
MOST_MINUTES = 3_000


class ScreeningCaseForm(ComparedForm, VersionedModelForm):
    """What was found out about one person, and whether they are invited; no health, no substances."""

    class Meta:
        model = ScreeningCase
        fields = [
            "last_contact_employment",
            "last_contact_social",
            "plan_state",
            "in_measure",
            "days_unemployed",
            "decision",
            "reason",
            "next_body",
            "decided_on",
        ]
        widgets = {
            "last_contact_employment": DateInput,
            "last_contact_social": DateInput,
            "decided_on": DateInput,
            "plan_state": forms.RadioSelect,
            "in_measure": forms.RadioSelect,
            "decision": forms.RadioSelect,
        }
        labels = {"decision": _("Invited to an interview?")}
        help_texts = {
            "reason": _("Only when not invited. Coarse on purpose: nothing about health or substances."),
            "decided_on": _("Empty = today."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name_blanks(self)
        self.fields["in_measure"] = forms.TypedChoiceField(
            label=self.fields["in_measure"].label,
            choices=[("", _("Not known")), ("True", _("Yes")), ("False", _("No"))],
            coerce=lambda value: value == "True",
            empty_value=None,
            required=False,
            widget=forms.RadioSelect,
        )
        self.fields["plan_state"].choices = [
            (value, label if value else _("Not known")) for value, label in self.fields["plan_state"].choices
        ]
        self.fields["decision"].choices = [
            (ScreeningDecision.INVITE, _("Yes, invite")),
            (ScreeningDecision.NOT_INVITED, _("No")),
        ]
        for field in self.fields.values():
            field.hide_optional = True

    def clean_days_unemployed(self):
        days = self.cleaned_data["days_unemployed"]
        if days is not None and days > MOST_DAYS:
            raise forms.ValidationError(_("That is more days than there are in a working life."))
        return days

    def clean(self):
        cleaned = super().clean()
        for name in ("last_contact_employment", "last_contact_social", "decided_on"):
            _refuse_future(self, name)
        decision = cleaned.get("decision")
        if decision != ScreeningDecision.NOT_INVITED:
            cleaned["reason"] = ""
        elif not cleaned.get("reason"):
            self.add_error("reason", _("Choose why not: the reasons are counted."))
        if decision and cleaned.get("decided_on") is None:
            cleaned["decided_on"] = timezone.localdate()
        if not decision:
            cleaned["decided_on"] = None
        if decision != ScreeningDecision.INVITE and self.instance.invited_on:
            day = date_format(self.instance.invited_on, "SHORT_DATE_FORMAT")
            self.add_error("decision", _("Was invited on %(day)s; that cannot be undone here.") % {"day": day})
        return cleaned


class OnwardsForm(ComparedForm, VersionedModelForm):
    """What followed for somebody who is invited: the invitation, the interviews, the plan, forward to a service."""

    STEPS = [
        ("invited_on", "interviewed_on", _("Give the day of the invitation too; the same day if it was on the spot.")),
        ("interviewed_on", "plan_made_on", _("Give the day of the interview too: the plan is made there.")),
        ("plan_made_on", "forwarded_on", _("Give the day of the plan too; the same day if it was one talk.")),
    ]

    class Meta:
        model = ScreeningCase
        fields = [
            "invited_on",
            "interviewed_on",
            "interviews",
            "minutes",
            "plan_made_on",
            "forwarded_on",
            "forwarded_to",
        ]
        widgets = dict.fromkeys(["invited_on", "interviewed_on", "plan_made_on", "forwarded_on"], DateInput)
        labels = {"interviewed_on": _("First interview on")}
        help_texts = {"minutes": _("All interviews together."), "interviews": _("Usually 1–4.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name_blanks(self)
        for field in self.fields.values():
            field.hide_optional = True
        self.helper = page_form(
            Fieldset(_("Invitation"), "invited_on"),
            Fieldset(_("Interviews"), row("interviewed_on", "interviews", "minutes")),
            Fieldset(_("Plan and forward"), row("plan_made_on", "forwarded_on"), "forwarded_to"),
        )
        self.helper.render_hidden_fields = True

    def clean(self):
        cleaned = super().clean()
        for name in ("invited_on", "interviewed_on", "plan_made_on", "forwarded_on"):
            _refuse_future(self, name)
        if cleaned.get("invited_on") and self.instance.decision != ScreeningDecision.INVITE:
            self.add_error("invited_on", _("Decide first that the person is invited."))
        for earlier, later, message in self.STEPS:
            self._keep_order(earlier, later, message)
        self._check_interviews(cleaned)
        if cleaned.get("forwarded_on") and not cleaned.get("forwarded_to"):
            self.add_error("forwarded_to", _("Choose where to."))
        if cleaned.get("forwarded_to") and not cleaned.get("forwarded_on") and "forwarded_on" not in self.errors:
            self.add_error("forwarded_on", _("Give the day too."))
        return cleaned

    def _keep_order(self, earlier: str, later: str, message) -> None:
        first, last = self.cleaned_data.get(earlier), self.cleaned_data.get(later)
        if last and not first and earlier not in self.errors:
            self.add_error(earlier, message)
        elif first and last and last < first and later not in self.errors:
            words = {"step": self.fields[earlier].label, "day": date_format(first, "SHORT_DATE_FORMAT")}
            self.add_error(later, _("This is before “%(step)s”, which was %(day)s.") % words)

    def _check_interviews(self, cleaned: dict) -> None:
        day, number, minutes = (cleaned.get(name) for name in ("interviewed_on", "interviews", "minutes"))
        if (number or minutes) and day is None and "interviewed_on" not in self.errors:
            self.add_error("interviewed_on", _("Give the day of the interview too."))
        if day and number is None and "interviews" not in self.errors:
            cleaned["interviews"] = 1
        if number == 0 and day:
            self.add_error("interviews", _("There was at least one interview, as it has a day."))
        if minutes is not None and minutes > MOST_MINUTES:
            self.add_error("minutes", _("That is more minutes than anybody is interviewed."))
        if self.instance.client_id and day is None and self.initial.get("interviewed_on"):
            self.add_error("interviewed_on", _("The person became known here at the interview; its day stays."))


def _refuse_future(form: forms.ModelForm, name: str) -> None:
    try:
        not_future(form.cleaned_data.get(name))
    except forms.ValidationError as error:
        form.add_error(name, error)
