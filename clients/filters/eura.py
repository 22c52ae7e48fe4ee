from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, ModelChoiceFilter

from clients.codes import EuraState
from clients.eura import unfinished
from clients.responsible import seen_to_by
from clients.todo_lines import mine_or_nobodys

from .base import CheckFilter, PeriodFilter
from .participation import counsellors, my_projects


class EuraFilter(PeriodFilter):
    """The participations to prepare for EURA, by start date; at first those of which something is still to be done."""

    date_field = "start_date"
    STATES = [
        ("todo", _("Something to do")),
        ("start_none", _("Start data not given")),
        ("start_given", _("Start data given, not accepted")),
        ("end_none", _("Ended, exit data not given")),
        ("end_given", _("Exit data given, not accepted")),
        ("missing", _("Cannot be entered yet")),
        ("done", _("All accepted")),
    ]
    DEADLINES = [
        ("late", _("28 days over, exit data not given")),
        ("28d", _("Exit data to be checked")),
        ("6m", _("Six months have passed")),
    ]

    project = ModelChoiceFilter(label=_("Project"), queryset=my_projects, method="filter_project", empty_label=_("All"))
    state = ChoiceFilter(label=_("State"), choices=STATES, method="filter_state", empty_label=_("All"))
    counsellor = ModelChoiceFilter(
        label=_("Counsellor"), queryset=counsellors, method="filter_counsellor", empty_label=_("All")
    )
    deadline = ChoiceFilter(label=_("Deadline"), choices=DEADLINES, method="filter_deadline", empty_label=_("All"))
    mine = CheckFilter(label=_("Mine, and those whom nobody works with"), method="filter_mine")

    def get_defaults(self, request) -> dict:
        return {"state": "todo"}

    def filter_project(self, queryset, name, value):
        """A project with its sub-projects."""
        return queryset.filter(project__in=value.family())

    def filter_state(self, queryset, name, value):
        """What is still to be done is asked of projects that can still be reported; what is done, of all."""
        if value == "done":
            return queryset.ended_by(self.today).filter(eura_start=EuraState.ACCEPTED, eura_end=EuraState.ACCEPTED)
        rows = queryset.still_reported(self.today)
        if value == "todo":
            return unfinished(rows, self.today)
        if value == "missing":
            at_start = Q(education_isced__isnull=True, eura_start="")
            at_end = (Q(labour_end="") | Q(qualification__isnull=True)) & Q(end_date__lte=self.today, eura_end="")
            return rows.filter(at_start | at_end)
        side, state = value.split("_")
        rows = rows.filter(**{f"eura_{side}": "" if state == "none" else EuraState(state)})
        return rows.ended_by(self.today) if value == "end_none" else rows

    def filter_counsellor(self, queryset, name, value):
        return seen_to_by(queryset, value, self.today)

    def filter_mine(self, queryset, name, value):
        return mine_or_nobodys(queryset, self.request.user, self.today)

    def filter_deadline(self, queryset, name, value):
        rows = queryset.still_reported(self.today)
        if value == "late":
            return rows.overdue_28d(self.today).filter(eura_end="")
        return rows.check_28d_due(self.today) if value == "28d" else rows.status_6m_due(self.today)
