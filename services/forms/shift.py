from datetime import timedelta

from crispy_forms.layout import Div
from django import forms
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from network.forms.checks import name_the_empty, refuse_backwards
from network.forms.layout import DateInput, TimeInput, page_form, row
from network.forms.versioned import VersionedModelForm
from network.models import Expert
from services.clashes import first_clash
from services.codes import Frequency
from services.models import Shift, ShiftSeries

from .recurrence import RULE, RecurrenceFields
from .years import refuse_strange_years

ONCE = "once"
BACKWARDS = _("The shift ends before it starts.")
# How far ahead a new recurring shift is compared with the expert's other shifts.
COMPARED = timedelta(days=366)
MONTHS_SOUGHT = timedelta(days=2 * 366)


class ClashMixin(forms.Form):
    """Says beside the field that the expert has another shift at that time; a second look may save all the same."""

    anyway = forms.BooleanField(
        label=_("Save all the same: the shifts overlap on purpose"), required=False, widget=forms.HiddenInput
    )

    def check_clash(self, expert: Expert, days, *, but=None) -> None:
        """`days`: of the shift at the cleaned times; `but`: what is being changed itself."""
        other = first_clash(expert, days, self.cleaned_data["starts"], self.cleaned_data["ends"], but=but)
        if other is None:
            return
        self.fields["anyway"].widget = forms.CheckboxInput()
        if not self.cleaned_data.get("anyway"):
            values = {"name": expert, "site": other.site, "day": date_format(other.date, "SHORT_DATE_FORMAT")}
            self.add_error("starts", _("%(name)s has a shift at that time already, at %(site)s (%(day)s).") % values)


class ShiftFields(ClashMixin, forms.ModelForm):
    """Who, on which day and between which times, at the Ohjaamo of `instance.site`."""

    class Meta:
        model = Shift
        fields = ["expert", "date", "starts", "ends"]
        widgets = {"date": DateInput, "starts": TimeInput, "ends": TimeInput}

    def __init__(self, *args, experts, **kwargs):
        """`experts`: those whose shifts the editor keeps."""
        super().__init__(*args, **kwargs)
        offered = experts | Expert.objects.filter(pk=self.instance.expert_id)
        self.fields["expert"].queryset = offered.select_related("agency").order_by("sort_name", "pk")
        name_the_empty(self)
        self.fields["expert"].label_from_instance = lambda expert: f"{expert} · {expert.agency}"

    def clean(self):
        cleaned = super().clean()
        refuse_strange_years(self, "date")
        refuse_backwards(self, "starts", "ends", BACKWARDS, same=False)
        expert, date = cleaned.get("expert"), cleaned.get("date")
        if expert and date and not expert.is_valid_on(date):
            self.add_error("date", _("%(name)s is not in the network on that day.") % {"name": expert})
        return cleaned


class ShiftForm(ShiftFields):
    """One shift that stands alone."""

    helper = page_form("expert", row("date", "starts", "ends"), "anyway")

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            self.check_clash(cleaned["expert"], [cleaned["date"]], but=self.instance)
        return cleaned


class ShiftPlanForm(RecurrenceFields, ShiftFields):
    """A new shift: once, or again and again. `instance` is a Shift at the site; `save` gives a Shift or a series."""

    field_order = ["expert", "date", "starts", "ends", "frequency"]
    helper = page_form(
        "expert",
        row("date", "starts", "ends"),
        "anyway",
        *RecurrenceFields.rule_layout()[:1],
        Div(*RecurrenceFields.rule_layout()[1:], css_class="rule"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["frequency"]
        field.choices = [(ONCE, _("Once")), *Frequency.choices]
        field.initial = ONCE
        self.fields["date"].label = _("Day, or the first one")
        self.series = None

    @property
    def is_once(self) -> bool:
        return self.cleaned_data.get("frequency") == ONCE

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("frequency") != ONCE:
            self.clean_rule(cleaned.get("date"))
        if not self.errors:
            self.check_clash(cleaned["expert"], self._days())
        return cleaned

    def _days(self) -> list:
        if self.is_once:
            return [self.cleaned_data["date"]]
        first = self.cleaned_data["date"]
        self.series = ShiftSeries(
            site=self.instance.site,
            expert=self.cleaned_data["expert"],
            first_day=first,
            starts=self.cleaned_data["starts"],
            ends=self.cleaned_data["ends"],
            **self.rule(),
        )
        refuse_empty(self, self.series)
        return self.series.days_between(first, first + COMPARED)

    def _post_clean(self):
        # A recurring shift may begin on a day that has a single one.
        if self.cleaned_data.get("frequency") in (ONCE, None):
            super()._post_clean()

    def save(self, commit: bool = True):
        if self.is_once:
            return super().save(commit)
        self.series.save()
        return self.series


def refuse_empty(form: forms.BaseForm, series: ShiftSeries) -> None:
    """An error when not a single day fits the rule before the last day."""
    if not series.days_between(series.first_day, series.first_day + MONTHS_SOUGHT):
        form.add_error("weekdays", _("Not a single shift fits between the first and the last day."))


class ShiftSeriesForm(RecurrenceFields, ClashMixin, VersionedModelForm):
    """A recurring shift as it is to be from a day on; `changes` are for the action, nothing is saved here."""

    from_day = forms.DateField(
        label=_("From which day on"), widget=DateInput, help_text=_("Shifts before that day stay as they were.")
    )

    class Meta:
        model = ShiftSeries
        fields = [*RULE, "starts", "ends"]
        widgets = {"starts": TimeInput, "ends": TimeInput}

    helper = page_form(
        "version", row("from_day", "starts", "ends"), "anyway", Div(*RecurrenceFields.rule_layout(), css_class="series")
    )

    def __init__(self, *args, today, **kwargs):
        """`today`: the past is not changed."""
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self):
        cleaned = super().clean()
        refuse_strange_years(self, "from_day")
        refuse_backwards(self, "starts", "ends", BACKWARDS, same=False)
        day = cleaned.get("from_day")
        if day:
            refuse_past(self, "from_day", self.instance, self.today)
        self.clean_rule(day)
        if not self.errors:
            planned = ShiftSeries(
                first_day=day,
                expert=self.instance.expert,
                starts=cleaned["starts"],
                ends=cleaned["ends"],
                **self.rule(),
            )
            refuse_empty(self, planned)
            self.check_clash(self.instance.expert, planned.days_between(day, day + COMPARED), but=self.instance)
        return cleaned

    def _post_clean(self):
        """The series is changed by the action; this form only reads it."""

    def changes(self) -> dict:
        """The columns that the series has from the chosen day on."""
        return self.rule() | {name: self.cleaned_data[name] for name in ("starts", "ends")}


class ShiftSeriesEndForm(forms.Form):
    """From which day on a recurring shift is no more."""

    from_day = forms.DateField(
        label=_("From which day on"),
        widget=DateInput,
        help_text=_("That day and the later ones go. Shifts before it stay."),
    )
    helper = page_form("from_day", submit=_("End the shifts"))

    def __init__(self, *args, series: ShiftSeries, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.series, self.today = series, today

    def clean(self):
        cleaned = super().clean()
        refuse_strange_years(self, "from_day")
        if cleaned.get("from_day"):
            refuse_past(self, "from_day", self.series, self.today)
        return cleaned


def refuse_past(form: forms.BaseForm, name: str, series: ShiftSeries, today) -> None:
    """An error beside the field `name` for a day that is over, or one after the last of `series`."""
    day = form.cleaned_data[name]
    if day < today:
        form.add_error(name, _("That day is over. Choose today or a later day."))
    elif series.last_day and day > series.last_day:
        last = date_format(series.last_day, "SHORT_DATE_FORMAT")
        form.add_error(name, _("The shifts end on %(day)s already.") % {"day": last})


class ShiftDayForm(ClashMixin):
    """One occurrence of a series: at other times, or not at all."""

    KEEP, CANCEL = "times", "cancel"
    what = forms.ChoiceField(
        label=_("On this day only"),
        choices=[(KEEP, _("At these times")), (CANCEL, _("No shift"))],
        widget=forms.RadioSelect,
    )
    starts = forms.TimeField(label=capfirst(_("from")), widget=TimeInput, required=False)
    ends = forms.TimeField(label=capfirst(_("until")), widget=TimeInput, required=False)
    helper = page_form("what", row("starts", "ends"), "anyway")

    def __init__(self, *args, series: ShiftSeries, day, **kwargs):
        super().__init__(*args, **kwargs)
        self.series, self.day = series, day
        for name in ("starts", "ends"):
            self.fields[name].hide_optional = True

    @property
    def is_cancel(self) -> bool:
        return self.cleaned_data.get("what") == self.CANCEL

    def clean(self):
        cleaned = super().clean()
        if self.is_cancel:
            return cleaned
        for name in ("starts", "ends"):
            if name not in self.errors and cleaned.get(name) is None:
                self.add_error(name, self.fields[name].error_messages["required"])
        refuse_backwards(self, "starts", "ends", BACKWARDS, same=False)
        if not self.errors:
            self.check_clash(self.series.expert, [self.day], but=self.series)
        return cleaned
