from django import forms
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from clients.models import Participation, Refusal
from network.forms.layout import DateInput, page_form, row
from network.models import Project

from .blanks import name_blanks
from .once import SentOnceForm
from .participation import HINT, ProjectChoice
from .referral import not_future


class RefusalForm(forms.ModelForm):
    """Somebody was offered a place in one of `projects` and did not want it."""

    project = ProjectChoice(label=_("Project"), queryset=Project.objects.none())

    class Meta:
        model = Refusal
        fields = ["project", "date", "reason", "note"]
        widgets = {"date": DateInput}
        help_texts = {"note": HINT}

    helper = page_form(row("project", "date"), "reason", "note")
    helper.render_hidden_fields = True

    def __init__(self, *args, projects, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = Project.objects.filter(Q(pk__in=projects) | Q(pk=self.instance.project_id))
        name_blanks(self)

    def clean_date(self):
        return not_future(self.cleaned_data["date"])

    def clean(self):
        cleaned = super().clean()
        project, day = cleaned.get("project"), cleaned.get("date")
        if project and day and not project.is_running_on(day):
            first, last = (date_format(one, "SHORT_DATE_FORMAT") for one in (project.start_date, project.end_date))
            text = _("The project runs %(first)s–%(last)s; the date is outside it.")
            self.add_error("date", text % {"first": first, "last": last})
        elif project and day and self._takes_part(project, day):
            self.add_error("project", _("The person takes part in this project on that day. End that instead."))
        return cleaned

    def _takes_part(self, project: Project, day) -> bool:
        rows = Participation.objects.filter(client=self.instance.client, project=project, start_date__lte=day)
        return rows.open_on(day).exists()


class NewRefusalForm(SentOnceForm, RefusalForm):
    """A refusal not saved yet."""
