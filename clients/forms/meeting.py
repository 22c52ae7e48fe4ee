"""Forms of a meeting: agreeing on one, and what came of it."""

from datetime import datetime

from crispy_forms.layout import Field
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clients.codes import GoalResult
from clients.models import Client, Goal, Meeting
from network.forms.layout import DateInput, TimeInput, page_form, row
from network.forms.texts import PlainTextMixin
from network.models import Expert
from services.forms.event import Fold

from .compared import ComparedForm, Difference, in_words
from .experts import ExpertsChoice, experts_near, working_with
from .once import SentOnceForm
from .plan import HINT
from .referral import not_future


class ChosenFold(Fold):
    """Choices behind a heading that opens; open when one of them is made."""

    template = "clients/_chosen_fold.html"


class MeetingForm(PlainTextMixin, ComparedForm):
    """When, where and with whom people meet."""

    day = forms.DateField(label=_("Day"), widget=DateInput)
    clock = forms.TimeField(label=_("Time"), widget=TimeInput)
    more_experts = ExpertsChoice(label=_("Others of the network"), queryset=Expert.objects.none(), required=False)

    class Meta:
        model = Meeting
        fields = ["kind", "minutes", "place", "remote_link", "experts", "others"]
        field_classes = {"experts": ExpertsChoice}
        widgets = {"kind": forms.RadioSelect}
        help_texts = {
            "experts": _("They get a mail with time, place and a link to this app; nobody’s name is in it."),
            "others": _("Such as a parent, a friend or a support person."),
        }

    def __init__(self, *args, client: Client, user, **kwargs):
        super().__init__(*args, **kwargs)
        keep = list(self.instance.experts.values_list("pk", flat=True)) if self.instance.pk else []
        first = working_with(client, user, keep)
        self.fields["experts"].queryset = first
        self.fields["more_experts"].queryset = experts_near(client).exclude(pk__in=first.values("pk"))
        self.fields["minutes"].validators += [MinValueValidator(5), MaxValueValidator(600)]
        if self.instance.starts_at:
            local = timezone.localtime(self.instance.starts_at)
            self.initial = {"day": local.date(), "clock": local.time()} | self.initial
        self.helper = page_form(
            *[name for name in ("version", "submission_key") if name in self.fields],
            Field("kind", template="includes/_chips.html"),
            row("day", "clock", "minutes"),
            "place",
            "remote_link",
            "experts",
            ChosenFold(_("Others of the network"), "more_experts"),
            "others",
        )

    def clean(self):
        cleaned = super().clean()
        cleaned["experts"] = [*cleaned.get("experts", []), *cleaned.get("more_experts", [])]
        if not cleaned.get("place") and not cleaned.get("remote_link") and "remote_link" not in self.errors:
            self.add_error("place", _("Give a place, or a link for joining from afar."))
        if cleaned.get("day") and cleaned.get("clock"):
            naive = datetime.combine(cleaned["day"], cleaned["clock"])
            self.instance.starts_at = timezone.make_aware(naive)
        return cleaned

    def differences(self) -> list[Difference]:
        """The time too, which has two fields."""
        rows = super().differences()
        if hasattr(self, "newest") and self.newest.starts_at != self.instance.starts_at:
            mine, newest = (in_words(self.fields["day"], row.starts_at) for row in (self.instance, self.newest))
            rows.insert(0, Difference(str(_("Time")), mine, newest))
        return rows


class NewMeetingForm(SentOnceForm, MeetingForm):
    """A meeting not saved yet."""


class OutcomeForm(PlainTextMixin, ComparedForm):
    """What came of a meeting; at mid-term and closing meetings each goal of `goals` gets its result and a word."""

    class Meta:
        model = Meeting
        fields = ["held_on", "outcome"]
        widgets = {"held_on": DateInput, "outcome": forms.Textarea(attrs={"rows": 6})}
        help_texts = {"outcome": HINT}

    def __init__(self, *args, goals: list[Goal], **kwargs):
        super().__init__(*args, **kwargs)
        self.goals = goals
        started = timezone.localdate(self.instance.starts_at)
        self.fields["held_on"].required = True
        self.initial["held_on"] = self.initial.get("held_on") or min(started, timezone.localdate())
        for goal in goals:
            self._add_goal(goal)
        names = [name for goal in goals for name in self._names(goal)]
        self.helper = page_form("version", "held_on", *names, "outcome", submit=_("Save what was agreed"))

    @staticmethod
    def _names(goal: Goal) -> tuple[str, str, str]:
        return f"goal_version_{goal.pk}", f"result_{goal.pk}", f"note_{goal.pk}"

    def _add_goal(self, goal: Goal) -> None:
        version, result, note = self._names(goal)
        self.fields[version] = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=goal.version)
        self.fields[result] = forms.ChoiceField(label=goal.words, choices=GoalResult.choices, initial=goal.result)
        self.fields[note] = forms.CharField(
            label=_("A word about it"), max_length=500, required=False, initial=goal.result_note
        )

    def clean_held_on(self):
        return not_future(self.cleaned_data["held_on"])

    def clean(self):
        cleaned = super().clean()
        for goal in self._changed(cleaned):
            self._refuse_older(goal, cleaned)
        return cleaned

    def _changed(self, cleaned: dict) -> list[Goal]:
        names = {goal: self._names(goal) for goal in self.goals}
        return [
            goal
            for goal, (_version, result, note) in names.items()
            if result in cleaned and (cleaned[result], cleaned.get(note, "")) != (goal.result, goal.result_note)
        ]

    def _refuse_older(self, goal: Goal, cleaned: dict) -> None:
        """A goal that somebody else has changed since the page was opened is looked at before it is written over."""
        version, result, _note = self._names(goal)
        stored = Goal.objects.select_for_update(of=("self",)).filter(pk=goal.pk).first()
        if stored and stored.version != cleaned.get(version):
            self.data = self.data.copy()
            self.data[version] = str(stored.version)
            newest = f"{stored.words} – {stored.get_result_display()} {stored.result_note}".strip()
            text = _(
                "Somebody else has changed this goal meanwhile. It now reads: %(newest)s. Save again to keep yours."
            )
            self.add_error(result, text % {"newest": newest})

    def results(self) -> dict[Goal, tuple[str, str]]:
        """The goals whose result or word changed: goal → (result, word)."""
        typed = self.cleaned_data
        names = {goal: self._names(goal) for goal in self._changed(typed)}
        return {goal: (typed[result], typed[note]) for goal, (_version, result, note) in names.items()}
