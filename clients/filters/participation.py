from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, ModelChoiceFilter

from clients.codes import EuraState
from clients.lacking import LACKS, lacking
from clients.models import CaseWorker, Client, Refusal
from clients.responsible import seen_to_by
from network.access import Permission, sites_for
from network.models import Expert, Project

from .base import CheckFilter, PeriodFilter


def my_projects(request):
    """The projects of the user's Ohjaamos."""
    return Project.objects.at_sites(sites_for(request.user, Permission.SEE_CLIENTS))


def counsellors(request):
    """The experts who work today with young people of the user's Ohjaamos."""
    sites = sites_for(request.user, Permission.SEE_CLIENTS)
    workers = CaseWorker.objects.filter(until__isnull=True, client__in=Client.objects.known_to(request.user))
    return Expert.objects.filter(pk__in=workers.values("expert")).at_sites(sites)


def _lacks() -> list[tuple]:
    return [(code, capfirst(label)) for code, label in LACKS.items()]


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
    counsellor = ModelChoiceFilter(
        label=_("Counsellor"), queryset=counsellors, method="filter_counsellor", empty_label=_("All")
    )
    lacking = ChoiceFilter(label=_("Missing"), choices=_lacks, method="filter_lacking", empty_label=_("All"))
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

    def filter_counsellor(self, queryset, name, value):
        return seen_to_by(queryset, value, self.today)

    def filter_lacking(self, queryset, name, value):
        return lacking(queryset, value, self.today)

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
