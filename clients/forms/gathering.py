from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clients.models import AGE_COUNTS, GENDER_COUNTS, Gathering
from network.forms.layout import DateInput
from network.forms.versioned import VersionedModelForm
from services.codes import EventType, GatheringKind

from .blanks import name_blanks
from .once import SentOnceForm

# Before any Ohjaamo: a slip of the pen.
EARLIEST = date(2000, 1, 1)
# Only these have a type of event; the field is hidden for the others and what it held is dropped.
KINDS_WITH_TYPE = {GatheringKind.EVENT, GatheringKind.GROUP}


class HeadsForm(VersionedModelForm):
    """How many heads; women, men, other and ages only if they were counted."""

    class Meta:
        model = Gathering
        fields = ["headcount", *GENDER_COUNTS, *AGE_COUNTS]
        labels = {"headcount": _("How many young people?")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
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

    def clean(self):
        cleaned = super().clean()
        self._check_sum(
            GENDER_COUNTS, _("Women, men and other add up to %(sum)s: %(over)s over the head count (%(all)s).")
        )
        self._check_sum(AGE_COUNTS, _("The age groups add up to %(sum)s: %(over)s over the head count (%(all)s)."))
        return cleaned

    def _check_sum(self, names: tuple[str, ...], message: str) -> None:
        """Add `message` to the first of `names` when their sum is over the head count, with how much it is over."""
        headcount = self.cleaned_data.get("headcount")
        total = sum(self.cleaned_data.get(name) or 0 for name in names)
        if headcount is not None and total > headcount:
            self.add_error(names[0], message % {"sum": total, "over": total - headcount, "all": headcount})


class GatheringForm(HeadsForm):
    """A head count: date, place, kind and heads; women, men, other and ages only if they were counted."""

    joint = forms.BooleanField(label=_("Held together with other Ohjaamos"), required=False)

    class Meta(HeadsForm.Meta):
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
        return cleaned

    def _check_opening(self, cleaned: dict) -> None:
        """Add an error to the date when the Ohjaamo did not exist yet, or no longer, on that day."""
        day, site = cleaned.get("date"), cleaned.get("site")
        if day and site and day < (site.opened or EARLIEST):
            self.add_error("date", _("This Ohjaamo was not yet open on that day."))
        elif day and site and site.closed and day > site.closed:
            self.add_error("date", _("This Ohjaamo was no longer open on that day."))


class NewGatheringForm(SentOnceForm, GatheringForm):
    """A head count not saved yet."""


class EventCountForm(SentOnceForm, HeadsForm):
    """The head count of an event of the programme, which tells the rest; of a recruiting event also what came of it."""

    candidates = forms.IntegerField(label=_("candidates"), min_value=0, max_value=32767, required=False)
    hired = forms.IntegerField(label=_("hired"), min_value=0, max_value=32767, required=False)

    def __init__(self, *args, event, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_recruiting = event.event_type == EventType.RECRUITMENT
        if not self.is_recruiting:
            del self.fields["candidates"], self.fields["hired"]

    def clean(self):
        cleaned = super().clean()
        candidates, hired = cleaned.get("candidates"), cleaned.get("hired")
        if hired is not None and hired > (candidates or 0):
            self.add_error("hired", _("More were hired than there were candidates."))
        return cleaned

    def outcome(self) -> dict:
        """Candidates and hired of a recruiting event; nothing of others."""
        return {name: self.cleaned_data[name] for name in ("candidates", "hired") if name in self.fields}
