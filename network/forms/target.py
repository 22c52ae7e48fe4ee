from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.actions.targets import Decision, set_target
from network.dates import EARLIEST_DAY, out_of_time
from network.models import Target, TargetVersion, User

from .checks import name_the_empty, refuse_backwards, refuse_far_days
from .layout import DateInput, page_form, row
from .texts import PlainTextMixin
from .versioned import VersionedModelForm


class TargetForm(PlainTextMixin, VersionedModelForm):
    """What was promised: how many people of one measure in one period, in one area or in all.

    A new number is kept with the day on which it was set and a note; `decided` is the version made by saving.
    """

    set_on = forms.DateField(
        label=_("Number set on"),
        required=False,
        widget=DateInput,
        help_text=_("The day of the decision. The number of the newest day holds; an older one goes into the history."),
    )
    note = forms.CharField(
        label=_("Decided by whom, or why"),
        required=False,
        max_length=TargetVersion._meta.get_field("note").max_length,
        help_text=_("Such as: steering group, after the extension was granted."),
    )

    class Meta:
        model = Target
        fields = ["period", "period_start", "period_end", "area", "measure", "target", "included_in_parent"]
        widgets = {"period_start": DateInput, "period_end": DateInput}
        labels = {"target": _("Target, people")}

    def __init__(self, *args, by: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.by, self.number, self.decided = by, self.instance.target, None
        name_the_empty(self)
        project = self.instance.project
        self.fields["area"].queryset = project.areas.all()
        self.fields["area"].empty_label = _("The whole project")
        self.fields["set_on"].initial = timezone.localdate()
        parts = ["version", "period", row("period_start", "period_end"), row("area", "measure")]
        if project.parent_id is None:
            del self.fields["included_in_parent"]
        else:
            parts.append("included_in_parent")
            self._ask_for_inclusion()
        self.helper = page_form(*parts, row("target", "set_on"), "note")

    def _ask_for_inclusion(self) -> None:
        """Three answers, since an import may have said nothing."""
        self.fields["included_in_parent"] = forms.TypedChoiceField(
            label=self.fields["included_in_parent"].label,
            choices=[("", _("Not said")), ("yes", _("Yes")), ("no", _("No"))],
            coerce=lambda value: value == "yes",
            empty_value=None,
            required=False,
            help_text=_("Yes = part of the parent's own target. A target is never added up from others."),
        )
        stored = {None: "", True: "yes", False: "no"}
        self.initial["included_in_parent"] = stored[self.instance.included_in_parent]

    def clean_set_on(self):
        day = self.cleaned_data["set_on"] or timezone.localdate()
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        if day < EARLIEST_DAY:
            raise forms.ValidationError(out_of_time())
        return day

    def clean(self):
        cleaned = super().clean()
        refuse_far_days(self, "period_start", "period_end")
        refuse_backwards(self, "period_start", "period_end", _("The period ends before it starts."))
        same = Target.objects.filter(project=self.instance.project).exclude(pk=self.instance.pk)
        same = same.filter(**{name: cleaned.get(name) for name in ("period", "area", "measure")})
        if not {"period", "area", "measure"} & set(self.errors) and same.exists():
            self.add_error("period", _("There is a target for this period, area and measure already."))
        return cleaned

    @property
    def decision(self) -> Decision | None:
        """The number to be kept as a version; None where neither it nor what is told of it has changed."""
        told = self.cleaned_data
        is_new = self.instance.pk is None or told["target"] != self.number
        if not is_new and not told["note"] and told["set_on"] == timezone.localdate():
            return None
        return Decision(told["target"], told["set_on"], told["note"])

    def save(self, commit: bool = True):
        decision, target = self.decision, super().save(commit=False)
        self.decided = set_target(target=target, decision=decision, by=self.by)
        return target

    @property
    def is_only_history(self) -> bool:
        """Whether the number just saved is older than the one that holds."""
        return self.decided is not None and self.decided.number != self.instance.target
