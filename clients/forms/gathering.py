from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clients.models import AGE_COUNTS, GENDER_COUNTS, Gathering
from network.forms.layout import DateInput
from network.forms.versioned import VersionedModelForm
from services.codes import GatheringKind

from .blanks import name_blanks
from .once import SentOnceForm

# Before any Ohjaamo: a slip of the pen.
EARLIEST = date(2000, 1, 1)
# Only these have a type of event; the field is hidden for the others and what it held is dropped.
KINDS_WITH_TYPE = {GatheringKind.EVENT, GatheringKind.GROUP}


class GatheringForm(VersionedModelForm):
    """A head count: date, place, kind and heads; women, men, other and ages only if they were counted."""

    joint = forms.BooleanField(label=_("Held together with other Ohjaamos"), required=False)

    class Meta:
        model = Gathering
        fields = [
            "date",
            "site",
            "kind",
            "headcount",
            "title",
            "event_type",
            "campaign",
            "joint",
            *GENDER_COUNTS,
            *AGE_COUNTS,
        ]
        widgets = {"date": DateInput, "kind": forms.RadioSelect}
        labels = {"headcount": _("How many young people?")}
        help_texts = {
            "title": _("For example “CV workshop”. No names of young people."),
            "campaign": _("Choose an earlier one or write a new one."),
        }

    def __init__(self, *args, sites, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = sites
        self.fields["site"].empty_label = None
        name_blanks(self)
        self.fields["kind"].choices = GatheringKind.choices  # without the empty one, which no chip needs
        self.fields["campaign"].widget.attrs |= {"list": "campaigns", "autocomplete": "off"}
        self.fields["headcount"].widget.attrs |= {"inputmode": "numeric", "class": "headcount", "data-headcount": ""}

    @property
    def gender_fields(self) -> list:
        return [self[name] for name in GENDER_COUNTS]

    @property
    def age_fields(self) -> list:
        return [self[name] for name in AGE_COUNTS]

    @property
    def counts_are_open(self) -> bool:
        """Whether a detailed count is given or wrong, so that it must be seen."""
        return any(self[name].value() not in (None, "") or self[name].errors for name in GENDER_COUNTS + AGE_COUNTS)

    def clean_date(self):
        day = self.cleaned_data["date"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("The date is in the future. Heads are counted afterwards."))
        return day

    def clean(self):
        cleaned = super().clean()
        self._check_opening(cleaned)
        if cleaned.get("kind") not in KINDS_WITH_TYPE:
            cleaned["event_type"] = ""
        self._check_sum(
            GENDER_COUNTS, _("Women, men and other add up to %(sum)s: %(over)s over the head count (%(all)s).")
        )
        self._check_sum(AGE_COUNTS, _("The age groups add up to %(sum)s: %(over)s over the head count (%(all)s)."))
        return cleaned

    def _check_opening(self, cleaned: dict) -> None:
        """Add an error to the date when the Ohjaamo did not exist yet, or no longer, on that day."""
        day, site = cleaned.get("date"), cleaned.get("site")
        if day and site and day < (site.opened or EARLIEST):
            self.add_error("date", _("This Ohjaamo was not yet open on that day."))
        elif day and site and site.closed and day > site.closed:
            self.add_error("date", _("This Ohjaamo was no longer open on that day."))

    def _check_sum(self, names: tuple[str, ...], message: str) -> None:
        """Add `message` to the first of `names` when their sum is over the head count, with how much it is over."""
        headcount = self.cleaned_data.get("headcount")
        total = sum(self.cleaned_data.get(name) or 0 for name in names)
        if headcount is not None and total > headcount:
            self.add_error(names[0], message % {"sum": total, "over": total - headcount, "all": headcount})


class NewGatheringForm(SentOnceForm, GatheringForm):
    """A head count not saved yet."""
