from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clients.models import CaseWorker
from network.forms.checks import refuse_backwards
from network.forms.layout import DateInput, page_form, row
from network.forms.versioned import VersionedModelForm
from network.models import Expert

from .blanks import name_blanks
from .once import SentOnceForm


class ExpertChoice(forms.ModelChoiceField):
    """Experts by name with their agency."""

    def label_from_instance(self, expert: Expert) -> str:
        return f"{expert} ({expert.agency})"


class CaseWorkerForm(VersionedModelForm):
    """Somebody of `experts` works with a person: what they are to the person, since when, why."""

    expert = ExpertChoice(label=_("Who"), queryset=Expert.objects.none())

    class Meta:
        model = CaseWorker
        fields = ["expert", "role", "since", "until", "reason"]
        labels = {"until": _("Last day")}
        widgets = {"since": DateInput, "until": DateInput, "role": forms.RadioSelect}
        help_texts = {
            "until": _("Empty while it goes on."),
            "reason": _("In a few words, such as “housing matters”. Nothing about health."),
        }

    def __init__(self, *args, experts, **kwargs):
        super().__init__(*args, **kwargs)
        offered = Expert.objects.filter(Q(pk__in=experts) | Q(pk=self.instance.expert_id))
        self.fields["expert"].queryset = offered.select_related("agency")
        if self.instance.pk:
            # The row is about this expert; somebody else gets a row of their own.
            self.fields["expert"].disabled = True
        name_blanks(self)
        self.helper = page_form("expert", "role", row("since", "until"), "reason")
        self.helper.render_hidden_fields = True

    def clean_since(self):
        since = self.cleaned_data["since"]
        if since > timezone.localdate() and since != self.instance.since:
            raise forms.ValidationError(_("The date is in the future."))
        return since

    def clean(self):
        cleaned = super().clean()
        refuse_backwards(self, "since", "until", _("The last day is before the first."))
        # The person is not among the fields, so the model's own constraint is not asked.
        others = CaseWorker.objects.filter(client=self.instance.client, expert=cleaned.get("expert"), until=None)
        if cleaned.get("until") is None and others.exclude(pk=self.instance.pk).exists():
            self.add_error("expert", _("The expert works with this young person already."))
        return cleaned


class NewCaseWorkerForm(SentOnceForm, CaseWorkerForm):
    """Not saved yet."""


class PeopleChoice(forms.ModelMultipleChoiceField):
    """People of a caseload by name."""

    def label_from_instance(self, worker: CaseWorker) -> str:
        return worker.client.full_name


class CaseloadHandOverForm(SentOnceForm, forms.Form):
    """Which of one's own people (`workers`) go to which of `colleagues`, from when and why."""

    people = PeopleChoice(
        label=_("Who are handed over"), queryset=CaseWorker.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    to = ExpertChoice(label=_("To whom"), queryset=Expert.objects.none())
    day = forms.DateField(label=_("From which day"), widget=DateInput, initial=timezone.localdate)
    reason = forms.CharField(
        label=_("Why"), max_length=200, help_text=_("Such as “moves to another job”. The young person may read it.")
    )

    def __init__(self, *args, workers, colleagues, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = workers
        self.fields["people"].initial = workers
        self.fields["to"].queryset = colleagues.select_related("agency")
        name_blanks(self)
        self.helper = page_form("people", row("to", "day"), "reason", submit=_("Hand over"))
        self.helper.render_hidden_fields = True

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("The day is in the past. A handover begins today at the earliest."))
        return day
