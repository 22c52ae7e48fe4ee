"""Forms of the one common plan: its texts, goals, steps, agreeing and closing. Each saves over no newer version."""

from datetime import timedelta

from crispy_forms.layout import Field
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clients.codes import GoalResult, StepDoer
from clients.models import Goal, Plan, Step
from network.dates import months_after
from network.forms.layout import DateInput, page_form, row
from network.forms.texts import PlainTextMixin

from .blanks import name_blanks
from .compared import ComparedForm
from .experts import ExpertChoice
from .once import SentOnceForm
from .referral import not_future

REVIEW_MONTHS = 3
HINT = _("Nothing about health and no personal identity codes belong here.")


def not_past(form: forms.ModelForm, name: str):
    """The day of field `name`, refused when it was changed to one before today."""
    day = form.cleaned_data[name]
    if day and name in form.changed_data and day < timezone.localdate():
        raise forms.ValidationError(_("The date is in the past."))
    return day


class ProposalForm(PlainTextMixin, ComparedForm):
    """What the team proposes, and when the plan is looked at again."""

    class Meta:
        model = Plan
        fields = ["proposal", "proposed_on", "review_on"]
        widgets = {"proposal": forms.Textarea(attrs={"rows": 5}), "proposed_on": DateInput, "review_on": DateInput}
        help_texts = {"proposal": HINT}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = page_form("version", "proposal", row("proposed_on", "review_on"))

    def clean_proposed_on(self):
        return not_future(self.cleaned_data["proposed_on"])

    def clean_review_on(self):
        return not_past(self, "review_on")

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("proposal") and not cleaned.get("proposed_on") and "proposed_on" not in self.errors:
            cleaned["proposed_on"] = timezone.localdate()
        return cleaned


class GoalForm(PlainTextMixin, ComparedForm):
    """A goal in the young person's own words."""

    class Meta:
        model = Goal
        fields = ["words", "theme"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name_blanks(self)
        self.helper = page_form("version", "words", "theme")


class NewGoalForm(SentOnceForm, GoalForm):
    """A goal not saved yet."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = page_form("submission_key", "words", "theme", submit=_("Add the goal"))


class GoalResultForm(PlainTextMixin, ComparedForm):
    """How a goal turned out, with a word about it; "under way" opens it again."""

    class Meta:
        model = Goal
        fields = ["result", "result_note"]
        widgets = {"result": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = page_form("version", Field("result", template="includes/_chips.html"), "result_note")


class StepForm(PlainTextMixin, ComparedForm):
    """A small step: what, who does it, by when."""

    class Meta:
        model = Step
        fields = ["text", "doer", "expert", "doer_name", "due_on"]
        field_classes = {"expert": ExpertChoice}
        widgets = {"due_on": DateInput, "doer": forms.RadioSelect}

    def __init__(self, *args, experts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["expert"].queryset = experts
        name_blanks(self)
        self.fields["doer_name"].help_text = _("Such as a parent, a friend or an employer.")
        # Needed or not by who does it.
        self.fields["expert"].hide_optional = self.fields["doer_name"].hide_optional = True
        doer = Field("doer", template="includes/_chips.html")
        self.helper = page_form("version", "text", doer, row("expert", "doer_name"), "due_on")

    def clean_due_on(self):
        day, began = self.cleaned_data["due_on"], timezone.localdate(self.instance.goal.plan.created_at)
        if day and "due_on" in self.changed_data and day < began:
            raise forms.ValidationError(_("The day is before the plan began."))
        return day

    def clean(self):
        cleaned = super().clean()
        doer = cleaned.get("doer")
        if doer == StepDoer.EXPERT and not cleaned.get("expert") and "expert" not in self.errors:
            self.add_error("expert", _("Choose the expert who does it."))
        if doer == StepDoer.OTHER and not cleaned.get("doer_name"):
            self.add_error("doer_name", _("Write who does it."))
        # What belongs to another choice is left behind.
        if doer != StepDoer.EXPERT:
            cleaned["expert"] = None
        if doer != StepDoer.OTHER:
            cleaned["doer_name"] = ""
        return cleaned


class NewStepForm(SentOnceForm, StepForm):
    """A step not saved yet."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        doer = Field("doer", template="includes/_chips.html")
        self.helper = page_form(
            "submission_key", "text", doer, row("expert", "doer_name"), "due_on", submit=_("Add the step")
        )


class AgreeForm(ComparedForm):
    """The day on which the plan was agreed on together, and when it is looked at again."""

    class Meta:
        model = Plan
        fields = ["agreed_on", "review_on"]
        widgets = {"agreed_on": DateInput, "review_on": DateInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        for field in self.fields.values():
            field.required = True
        self.initial["agreed_on"] = today
        if not self.instance.review_on or self.instance.review_on <= today:
            self.initial["review_on"] = months_after(today, REVIEW_MONTHS)
        self.helper = page_form("version", row("agreed_on", "review_on"), submit=_("Agreed together"))

    def clean_agreed_on(self):
        return not_future(self.cleaned_data["agreed_on"])

    def clean_review_on(self):
        day = self.cleaned_data["review_on"]
        if day < timezone.localdate() + timedelta(days=1):
            raise forms.ValidationError(_("Choose a day to come."))
        return day

    def clean(self):
        cleaned = super().clean()
        if not Goal.objects.filter(plan=self.instance).exists():
            self.add_error(None, _("There is nothing to agree on yet: add a goal first."))
        return cleaned


class PlanCloseForm(PlainTextMixin, ComparedForm):
    """How it went, and how things go on."""

    continue_goals = forms.BooleanField(
        label=_("Start a new plan from the goals still under way, with their undone steps"), required=False
    )

    class Meta:
        model = Plan
        fields = ["closed_on", "summary", "continuation"]
        widgets = {
            "closed_on": DateInput,
            "summary": forms.Textarea(attrs={"rows": 5}),
            "continuation": forms.Textarea(attrs={"rows": 5}),
        }
        help_texts = {"summary": HINT, "continuation": _("Who carries on, with what, from when.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("closed_on", None)
        self.initial["closed_on"] = self.initial["closed_on"] or timezone.localdate()
        self.fields["closed_on"].required = self.fields["summary"].required = True
        if not self.instance.goals.filter(result=GoalResult.OPEN).exists():
            del self.fields["continue_goals"]
        self.helper = page_form(
            *[
                name
                for name in ("version", "closed_on", "summary", "continuation", "continue_goals")
                if name in self.fields
            ],
            submit=_("Close the plan"),
        )

    def clean_closed_on(self):
        day = not_future(self.cleaned_data["closed_on"])
        if day and day < timezone.localdate(self.instance.created_at):
            raise forms.ValidationError(_("The day is before the plan began."))
        return day
