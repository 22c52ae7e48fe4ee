from crispy_forms.layout import HTML, Fieldset
from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from clients.models import Participation
from network.forms.checks import refuse_backwards
from network.forms.layout import DateInput, page_form, row
from network.forms.versioned import VersionedModelForm
from network.models import Project

from .blanks import name_blanks
from .client import municipalities
from .once import SentOnceForm
from .participation_checks import check_after, check_eura, check_project

HINT = _("Nothing about health and no personal identity codes belong here.")
EURA_START = ("eura_start", "eura_start_on")
EXIT = ("end_date", "end_reason", "end_note", "labour_end", "placement", "qualification", "progress", "progress_note")
AFTER = ("checked_28d_on", "eura_end", "eura_end_on", "status_6m", "status_6m_on")
DATES = ("start_date", "unemployed_since", "end_date", "eura_start_on", "eura_end_on", "checked_28d_on", "status_6m_on")


class ProjectChoice(forms.ModelChoiceField):
    """Projects by name with their dates, for a start belongs within them."""

    def label_from_instance(self, project: Project) -> str:
        first, last = (date_format(day, "SHORT_DATE_FORMAT") for day in (project.start_date, project.end_date))
        return f"{project.name} ({first}–{last})"


class ParticipationForm(VersionedModelForm):
    """A person in one of `projects`: how things were at the start and at the end, how far EURA is, the checks after."""

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
            *EURA_START,
            *EXIT,
            *AFTER,
        ]
        widgets = dict.fromkeys(DATES, DateInput) | {"progress_note": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "unemployed_since": _("Only for unemployed jobseekers. Long-term unemployment is worked out from it."),
            "education_isced": _("Only what was completed before the start."),
            "eura_start": _("Given by the young person in EURA first, then accepted there by the project."),
            "eura_start_on": _("Empty = today, when the state changes."),
            "end_note": HINT,
            "labour_end": _("Asked in the words of the EURA exit form; it does not follow from the placement."),
            "qualification": _("A degree or vocational qualification gained thanks to the project."),
            "progress": _("As the young person and you see it together, also when no job or place came of it."),
            "progress_note": HINT,
            "checked_28d_on": _("The day on which the answers above were checked, within four weeks of the end."),
            "eura_end_on": _("Empty = today, when the state changes."),
            "status_6m": _("Asked six months after the end."),
            "status_6m_on": _("Empty = today, when there is an answer."),
        }

    def __init__(self, *args, projects, **kwargs):
        super().__init__(*args, **kwargs)
        self.warnings = []
        self.fields["project"].queryset = projects
        self.fields["municipality"].queryset = municipalities(self.instance.municipality_id)
        name_blanks(self)
        start = [name for name in self.Meta.fields if name not in (*EURA_START, *EXIT, *AFTER)]
        self.helper = page_form(
            Fieldset(_("At the start"), *start),
            Fieldset(_("Start data in EURA"), row(*EURA_START)),
            Fieldset(_("At the end"), HTML(_exit_hint()), *EXIT, css_id="end"),
            Fieldset(
                _("After the end"),
                *("checked_28d_on", row("eura_end", "eura_end_on"), row("status_6m", "status_6m_on")),
                css_id="after",
            ),
        )
        self.helper.render_hidden_fields = True

    def clean(self):
        cleaned = super().clean()
        for name in DATES:
            self._refuse_future(name)
        check_project(self)
        refuse_backwards(self, "start_date", "end_date", _("The end date is before the start date."))
        start, since = cleaned.get("start_date"), cleaned.get("unemployed_since")
        if start and since and since > start:
            self.add_error("unemployed_since", _("The unemployment begins after the start date."))
        if not cleaned.get("end_date") and "end_date" not in self.errors and self._has_exit(cleaned):
            self.add_error("end_date", _("Give the end date too: without it the other answers count nowhere."))
        check_eura(self)
        check_after(self)
        return cleaned

    def _refuse_future(self, name: str) -> None:
        day = self.cleaned_data.get(name)
        if day and day > timezone.localdate():
            self.add_error(name, _("The date is in the future."))

    def _has_exit(self, cleaned: dict) -> bool:
        return any(cleaned.get(name) not in (None, "") for name in (*EXIT[1:], *AFTER))

    @property
    def moves_in_time(self) -> bool:
        """Whether the participation is new, another project's, begins on another day, or goes on longer than before."""
        before, end = self.initial.get("end_date"), self.cleaned_data.get("end_date")
        longer = before is not None and (end is None or end > before)
        return not self.instance.pk or bool({"project", "start_date"} & set(self.changed_data)) or longer

    def refuse_two_at_once(self, other: Participation) -> None:
        """Say beside the project that the person is in it already, by `other`."""
        words = {
            "project": other.project.name,
            "start": date_format(other.start_date, "SHORT_DATE_FORMAT"),
            "end": date_format(other.end_date, "SHORT_DATE_FORMAT") if other.end_date else "",
        }
        text = _("Already in %(project)s at that time, since %(start)s. End that participation first.")
        if other.end_date:
            text = _("Already in %(project)s at that time, %(start)s–%(end)s. Mend the dates of one of them.")
        self.add_error("project", text % words)


class NewParticipationForm(SentOnceForm, ParticipationForm):
    """A participation not saved yet; what comes at its end is folded away until it is asked for."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        start, eura, end, after = self.helper.layout.fields
        fold = format_html(
            '<details class="fold"{}><summary>{}</summary>',
            mark_safe(" open") if self._tells_of_the_end() else "",
            _("The participation has ended already"),
        )
        self.helper.layout.fields = [start, eura, HTML(fold), end, after, HTML("</details>")]

    def _tells_of_the_end(self) -> bool:
        return any(self.data.get(name) not in (None, "", "unknown") for name in (*EXIT, *AFTER))


def _exit_hint() -> str:
    return format_html(
        '<p class="form-text">{}</p>', _("Leave all of these empty while the person is still in the project.")
    )
