"""Housing guidance, placements and wage subsidies of one person."""

from datetime import date

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset
from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from clients.codes import EmployerType
from clients.models import HousingGuidance, Participation, PlacementPeriod, WageSubsidy
from network.codes import EmployerSector
from network.forms.checks import refuse_backwards
from network.forms.layout import DateInput, page_form, row
from network.forms.texts import PlainTextMixin
from network.forms.versioned import VersionedModelForm

from .blanks import name_blanks
from .once import SentOnceForm
from .referral import not_future
from .service_use import EARLIEST

NO_HEALTH = _("Nothing about health and no personal identity codes belong here.")
TYPE_OF_SECTOR = {
    EmployerSector.PRIVATE: EmployerType.COMPANY,
    EmployerSector.THIRD: EmployerType.ASSOCIATION,
    EmployerSector.PUBLIC: EmployerType.MUNICIPALITY,
}


class OutcomeForm(PlainTextMixin, VersionedModelForm):
    """What the three forms share: a first day that has been."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name_blanks(self)

    @cached_property
    def helper(self) -> FormHelper:
        """Made when it is drawn: by then each form has the fields that it asks for."""
        helper = page_form(*self.get_layout())
        helper.render_hidden_fields = True
        return helper

    def get_layout(self) -> list:
        """The fields in order, for crispy."""
        return list(self.Meta.fields)

    def clean_started_on(self) -> date:
        day = not_future(self.cleaned_data["started_on"])
        if day < EARLIEST:
            raise forms.ValidationError(_("The date is too far in the past."))
        return day


class HousingForm(OutcomeForm):
    """Guidance on the way to a home; open until it has an outcome with its date. `sites` are the Ohjaamos offered."""

    class Meta:
        model = HousingGuidance
        fields = ["started_on", "need", "site", "note", "outcome", "outcome_on"]
        widgets = {"started_on": DateInput, "outcome_on": DateInput}
        help_texts = {"note": NO_HEALTH, "outcome": _("Leave empty while the search goes on.")}

    def __init__(self, *args, sites, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = sites.order_by("name", "pk")
        self.fields["site"].empty_label = None

    def get_layout(self) -> list:
        return [row("started_on", "need"), "site", "note", Fieldset(_("Outcome"), row("outcome", "outcome_on"))]

    def clean_outcome_on(self):
        return not_future(self.cleaned_data["outcome_on"])

    def clean(self):
        cleaned = super().clean()
        refuse_backwards(self, "started_on", "outcome_on", _("The outcome is before the start."))
        if cleaned.get("outcome") and not cleaned.get("outcome_on") and "outcome_on" not in self.errors:
            self.add_error("outcome_on", _("Give the date of the outcome too."))
        elif cleaned.get("outcome_on") and not cleaned.get("outcome") and "outcome" not in self.errors:
            self.add_error("outcome", _("Say what the outcome was."))
        return cleaned


class ParticipationChoice(forms.ModelChoiceField):
    """Participations by their project and days."""

    def label_from_instance(self, participation: Participation) -> str:
        first, last = participation.start_date, participation.end_date
        days = f"{date_format(first, 'SHORT_DATE_FORMAT')}–{date_format(last, 'SHORT_DATE_FORMAT') if last else ''}"
        return f"{participation.project.name} ({days})"


class PlacementForm(OutcomeForm):
    """Where the person found a place. A participation that has ended without a placement may take this one over."""

    participation = ParticipationChoice(
        Participation.objects.none(), label=_("Thanks to a project"), required=False, empty_label="–"
    )
    copy_to_exit = forms.BooleanField(
        label=_("Write it down as the exit placement of the participation too"),
        required=False,
        help_text=_("The participation has ended and its placement is still empty."),
    )

    class Meta:
        model = PlacementPeriod
        fields = ["placement", "started_on", "ended_on", "source", "employer", "note", "participation"]
        widgets = {"started_on": DateInput, "ended_on": DateInput}
        help_texts = {
            "ended_on": _("Empty = goes on."),
            "employer": _("From the register of employers."),
            "note": NO_HEALTH,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        mine = Participation.objects.filter(client=self.instance.client_id).select_related("project", "client")
        self.fields["participation"].queryset = mine
        self.without_exit = {one.pk for one in mine if one.end_date and not one.placement}
        self.fields["copy_to_exit"].hide_optional = True
        if not self.without_exit:
            del self.fields["copy_to_exit"]

    def get_layout(self) -> list:
        copy = ["copy_to_exit"] if "copy_to_exit" in self.fields else []
        return ["placement", row("started_on", "ended_on"), row("source", "employer"), "note", "participation", *copy]

    def clean(self):
        cleaned = super().clean()
        refuse_backwards(self, "started_on", "ended_on", _("The end is before the start."))
        participation, start = cleaned.get("participation"), cleaned.get("started_on")
        if participation and start and start < participation.start_date:
            text = _("The participation began only on %(day)s; the placement is before it.")
            day = date_format(participation.start_date, "SHORT_DATE_FORMAT")
            self.add_error("started_on", text % {"day": day})
        if cleaned.get("copy_to_exit") and (participation is None or participation.pk not in self.without_exit):
            self.add_error("copy_to_exit", _("Choose a participation that has ended and has no placement yet."))
        return cleaned


class WageSubsidyForm(OutcomeForm):
    """A period of wage-subsidised work; its type of employer follows from the register unless one is chosen."""

    class Meta:
        model = WageSubsidy
        fields = ["employer", "employer_type", "started_on", "ended_on", "money_eur", "project", "continued"]
        widgets = {"started_on": DateInput, "ended_on": DateInput}
        help_texts = {
            "employer": _("From the register of employers."),
            "employer_type": _("Empty = by the sector of the employer in the register."),
            "ended_on": _("The last day of the subsidy, also when it is still to come."),
            "money_eur": _("The whole sum for the period."),
            "project": _("If a project of yours pays it."),
            "continued": _("Asked when the subsidy has ended."),
        }

    def __init__(self, *args, projects, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = projects
        field = self.fields["employer_type"]
        field.required = False
        field.hide_optional = True
        field.choices = [("", _("By the register")), *EmployerType.choices]

    def get_layout(self) -> list:
        return [
            row("employer", "employer_type"),
            row("started_on", "ended_on"),
            row("money_eur", "project"),
            "continued",
        ]

    def clean(self):
        cleaned = super().clean()
        refuse_backwards(self, "started_on", "ended_on", _("The end is before the start."))
        if not cleaned.get("employer_type") and "employer_type" not in self.errors:
            employer = cleaned.get("employer")
            cleaned["employer_type"] = TYPE_OF_SECTOR.get(employer.sector, "") if employer else ""
            if not cleaned["employer_type"]:
                self.add_error("employer_type", _("Choose the type: the register does not tell it."))
        last = cleaned.get("ended_on")
        goes_on = "ended_on" not in self.errors and (last is None or last > timezone.localdate())
        if cleaned.get("continued") is not None and goes_on:
            self.add_error("continued", _("Leave this open until the subsidy has ended, and give its last day."))
        return cleaned


class NewHousingForm(SentOnceForm, HousingForm):
    """Housing guidance not saved yet."""


class NewPlacementForm(SentOnceForm, PlacementForm):
    """A placement not saved yet."""


class NewWageSubsidyForm(SentOnceForm, WageSubsidyForm):
    """A wage subsidy not saved yet."""
