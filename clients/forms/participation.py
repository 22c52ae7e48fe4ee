from crispy_forms.layout import HTML, Fieldset
from django import forms
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from clients.models import Participation
from network.forms.checks import refuse_backwards
from network.forms.layout import DateInput, page_form
from network.forms.versioned import VersionedModelForm
from network.models import Project

from .blanks import name_blanks
from .client import municipalities
from .once import SentOnceForm
from .referral import not_future

EXIT = ("end_date", "labour_end", "placement", "qualification", "status_6m")


class ProjectChoice(forms.ModelChoiceField):
    """Projects by name with their dates, for a start belongs within them."""

    def label_from_instance(self, project: Project) -> str:
        first, last = (date_format(day, "SHORT_DATE_FORMAT") for day in (project.start_date, project.end_date))
        return f"{project.name} ({first}–{last})"


class ParticipationForm(VersionedModelForm):
    """A person in one of `projects`: how things were at the start, and, when it ends, at the end."""

    project = ProjectChoice(
        label=_("Project"),
        queryset=Project.objects.none(),
        error_messages={"invalid_choice": _("This is not a project of your Ohjaamos.")},
    )

    class Meta:
        model = Participation
        fields = [
            "project",
            "start_date",
            "labour_start",
            "unemployed_since",
            "education_isced",
            "municipality",
            *EXIT,
        ]
        widgets = {"start_date": DateInput, "unemployed_since": DateInput, "end_date": DateInput}
        help_texts = {
            "unemployed_since": _("Only for unemployed jobseekers."),
            "education_isced": _("Only what was completed before the start."),
            "labour_end": _("Asked in the words of the EURA exit form; it does not follow from the placement."),
            "qualification": _("A degree or vocational qualification gained thanks to the project."),
            "status_6m": _("Asked six months after the end."),
        }

    def __init__(self, *args, projects, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = projects
        self.fields["municipality"].queryset = municipalities(self.instance.municipality_id)
        name_blanks(self)
        start = [name for name in self.Meta.fields if name not in EXIT]
        self.helper = page_form(
            Fieldset(_("At the start"), *start), Fieldset(_("At the end"), HTML(_exit_hint()), *EXIT)
        )
        self.helper.render_hidden_fields = True

    def clean_start_date(self):
        return not_future(self.cleaned_data["start_date"])

    def clean_end_date(self):
        return not_future(self.cleaned_data["end_date"])

    def clean(self):
        cleaned = super().clean()
        self._check_project(cleaned)
        refuse_backwards(self, "start_date", "end_date", _("The end date is before the start date."))
        start, since = cleaned.get("start_date"), cleaned.get("unemployed_since")
        if start and since and since > start:
            self.add_error("unemployed_since", _("The unemployment begins after the start date."))
        if not cleaned.get("end_date") and "end_date" not in self.errors and self._has_exit(cleaned):
            self.add_error("end_date", _("Give the end date too: without it the other answers count nowhere."))
        return cleaned

    def _check_project(self, cleaned: dict) -> None:
        project, start = cleaned.get("project"), cleaned.get("start_date")
        if project and start and not project.is_running_on(start):
            first, last = (date_format(day, "SHORT_DATE_FORMAT") for day in (project.start_date, project.end_date))
            text = _("The project runs %(first)s–%(last)s; the start date is outside it.")
            self.add_error("start_date", text % {"first": first, "last": last})

    def _has_exit(self, cleaned: dict) -> bool:
        return any(cleaned.get(name) not in (None, "") for name in EXIT[1:])


class NewParticipationForm(SentOnceForm, ParticipationForm):
    """A participation not saved yet."""


def _exit_hint() -> str:
    return format_html(
        '<p class="form-text">{}</p>', _("Leave all of these empty while the person is still in the project.")
    )
