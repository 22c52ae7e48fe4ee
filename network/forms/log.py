"""Forms of a project's three logs, and the choice above their lists."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import Development, Problem, Project, Publicity

from .checks import name_the_empty, refuse_backwards
from .layout import DateInput, page_form, row
from .once import OnceMixin
from .texts import PlainTextMixin
from .versioned import VersionedModelForm


class DaysField(forms.DecimalField):
    """Person-days as people type them: 2,5."""

    widget = forms.TextInput

    def to_python(self, value):
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class LogEntryForm(OnceMixin, PlainTextMixin, VersionedModelForm):
    """What all three logs ask: the project and the day."""

    def __init__(self, *args, projects, **kwargs):
        """`projects`: a queryset of those whose logs the writer keeps."""
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = projects
        name_the_empty(self)

    def clean_date(self):
        day = self.cleaned_data["date"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day


class PublicityForm(LogEntryForm):
    class Meta:
        model = Publicity
        fields = ["project", "date", "medium", "outlet", "title", "url"]
        widgets = {"date": DateInput}

    helper = page_form("version", "project", row("date", "medium"), "outlet", "title", "url")


class DevelopmentForm(LogEntryForm):
    person_days = DaysField(
        label=_("Person-days"), required=False, min_value=0, max_digits=7, decimal_places=1,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "input-short"}),
    )  # fmt: skip

    class Meta:
        model = Development
        fields = ["project", "date", "kind", "title", "text", "person_days"]
        widgets = {"date": DateInput, "text": forms.Textarea(attrs={"rows": 6})}

    helper = page_form("version", "project", row("date", "kind"), "title", "text", "person_days")


class ProblemForm(LogEntryForm):
    class Meta:
        model = Problem
        fields = ["project", "date", "problem", "recommendation", "solved_on"]
        widgets = {
            "date": DateInput,
            "solved_on": DateInput,
            "problem": forms.Textarea(attrs={"rows": 5}),
            "recommendation": forms.Textarea(attrs={"rows": 5}),
        }
        help_texts = {"recommendation": _("What the next project should do otherwise.")}

    helper = page_form("version", "project", "date", "problem", "recommendation", "solved_on")

    def clean(self):
        cleaned = super().clean()
        refuse_backwards(self, "date", "solved_on", _("It was solved before it came up."))
        return cleaned


class LogChoiceForm(forms.Form):
    """Which entries are shown above the lists: of one project, between two days."""

    project = forms.ModelChoiceField(
        label=_("Project"), queryset=Project.objects.none(), required=False, empty_label=_("All")
    )
    first = forms.DateField(label=_("From"), required=False, widget=DateInput)
    last = forms.DateField(label=_("To"), required=False, widget=DateInput)

    def __init__(self, *args, projects, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = projects
        for field in self.fields.values():
            field.hide_optional = True

    def chosen(self, entries):
        """The `entries` (a queryset of a log) that fit; a choice that makes no sense is left out."""
        self.is_valid()
        picked = self.cleaned_data
        wanted = {"project": picked.get("project"), "date__gte": picked.get("first"), "date__lte": picked.get("last")}
        return entries.filter(**{key: value for key, value in wanted.items() if value})
