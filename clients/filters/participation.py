from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, ModelChoiceFilter

from clients.codes import EuraState
from clients.models import Refusal
from network.access import Permission, sites_for
from network.models import Project

from .base import CheckFilter, PeriodFilter


def my_projects(request):
    """The projects of the user's Ohjaamos."""
    return Project.objects.at_sites(sites_for(request.user, Permission.SEE_CLIENTS))


class ParticipationFilter(PeriodFilter):
    """The participations by start date, all of them at first."""

    date_field = "start_date"
    STATES = [("open", _("Still in the project")), ("ended", _("Ended"))]
    EURA = [
        ("start_none", _("Start data not given")),
        ("start_given", _("Start data given, not accepted")),
        ("start_accepted", _("Start data accepted")),
        ("end_none", _("Ended, exit data not given")),
        ("end_given", _("Exit data given, not accepted")),
        ("end_accepted", _("Exit data accepted")),
    ]
    CHECKS = [("28d", _("Exit data to be checked")), ("6m", _("Six months have passed"))]

    project = ModelChoiceFilter(label=_("Project"), queryset=my_projects, method="filter_project", empty_label=_("All"))
    state = ChoiceFilter(label=_("State"), choices=STATES, method="filter_state", empty_label=_("All"))
    eura = ChoiceFilter(label=_("EURA"), choices=EURA, method="filter_eura", empty_label=_("All"))
    checks = ChoiceFilter(label=_("Checks due"), choices=CHECKS, method="filter_checks", empty_label=_("All"))
    incomplete = CheckFilter(label=_("Start data missing"), method="filter_incomplete")
    incomplete_end = CheckFilter(label=_("Exit data missing"), method="filter_incomplete_end")

    def filter_project(self, queryset, name, value):
        """A project with its sub-projects."""
        return queryset.filter(project__in=value.family())

    def filter_state(self, queryset, name, value):
        return queryset.open_on(self.today) if value == "open" else queryset.ended_by(self.today)

    def filter_eura(self, queryset, name, value):
        side, state = value.split("_")
        wanted = "" if state == "none" else EuraState(state)
        rows = queryset.filter(**{f"eura_{side}": wanted})
        return rows.ended_by(self.today) if value == "end_none" else rows

    def filter_checks(self, queryset, name, value):
        rows = queryset.still_reported(self.today)
        return rows.check_28d_due(self.today) if value == "28d" else rows.status_6m_due(self.today)

    def filter_incomplete(self, queryset, name, value):
        return queryset.incomplete()

    def filter_incomplete_end(self, queryset, name, value):
        return queryset.incomplete_at_end(self.today)


def refusals_like(filters: ParticipationFilter):
    """The refusals beside a list filtered so: of its project, between its days; nothing else narrows them."""
    chosen = filters.form.cleaned_data
    wanted = Q()
    if chosen["project"]:
        wanted &= Q(project__in=chosen["project"].family())
    if chosen["date_from"]:
        wanted &= Q(date__gte=chosen["date_from"])
    if chosen["date_to"]:
        wanted &= Q(date__lte=chosen["date_to"])
    return Refusal.objects.visible_to(filters.request.user).filter(wanted)
