"""The part of a form that says how something comes again: by week or by month, on which days, until when."""

from datetime import date

from crispy_forms.layout import Field
from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms.layout import DateInput, row
from network.models import Weekday
from services.codes import Frequency
from services.models import Position

# The form's fields that are columns of a Recurrence, but for its first day, which each form asks in its own way.
RULE = ("frequency", "interval", "weekdays", "positions", "last_day", "on_holidays")
LAST_WEEK = 28


def _numbers(label: str, choices, help_text: str) -> forms.TypedMultipleChoiceField:
    return forms.TypedMultipleChoiceField(
        label=label,
        choices=choices,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=help_text,
    )


def position_of(day: date) -> int:
    """Which of its month's such weekdays `day` is: 1–4, or the last one."""
    return Position.LAST if day.day > LAST_WEEK else (day.day - 1) // 7 + 1


class RecurrenceFields(forms.Form):
    """Fields for a rule of days, to be mixed into a form before its ModelForm.

    Call `clean_rule(first_day)` in clean: what was left open is taken from the first day, for "every Thursday"
    needs no more than a Thursday to begin with.
    """

    frequency = forms.ChoiceField(
        label=_("Repeats"), choices=Frequency.choices, initial=Frequency.WEEKLY, widget=forms.RadioSelect
    )
    interval = forms.IntegerField(
        label=_("Every how many weeks or months"),
        min_value=1,
        max_value=12,
        initial=1,
        required=False,
        widget=forms.NumberInput(attrs={"class": "input-short"}),
        help_text=_("1 = every week or month, 2 = every other."),
    )
    weekdays = _numbers(_("On which days"), Weekday.choices, _("None = the weekday of the first day."))
    positions = _numbers(
        _("Which of the month"), Position.choices, _("For what comes by the month. None = as the first day.")
    )
    last_day = forms.DateField(
        label=_("Last day"), required=False, widget=DateInput, help_text=_("Empty = until further notice.")
    )
    on_holidays = forms.BooleanField(label=_("Also on public holidays"), required=False)

    @staticmethod
    def rule_layout() -> list:
        """The fields in order, for a crispy layout."""
        return [
            Field("frequency", template="includes/_chips.html"),
            Field("weekdays", template="includes/_chips.html"),
            Field("positions", template="includes/_chips.html"),
            row("interval", "last_day"),
            "on_holidays",
        ]

    def clean_rule(self, first_day: date | None) -> None:
        """Fill in what was left open and add errors for what cannot be; `first_day` None = it was wrong itself."""
        cleaned, last = self.cleaned_data, self.cleaned_data.get("last_day")
        cleaned["interval"] = cleaned.get("interval") or 1
        if cleaned.get("frequency") != Frequency.MONTHLY:
            cleaned["positions"] = []
        if first_day is None:
            return
        cleaned["weekdays"] = cleaned.get("weekdays") or [first_day.weekday()]
        if cleaned.get("frequency") == Frequency.MONTHLY:
            cleaned["positions"] = cleaned.get("positions") or [position_of(first_day)]
        if last and last < first_day:
            self.add_error("last_day", _("The last day is before the first."))

    def rule(self) -> dict:
        """The cleaned columns of the Recurrence, without its first day."""
        return {name: self.cleaned_data[name] for name in RULE}
