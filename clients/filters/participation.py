from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, ModelChoiceFilter

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

    project = ModelChoiceFilter(label=_("Project"), queryset=my_projects, empty_label=_("All"))
    state = ChoiceFilter(label=_("State"), choices=STATES, method="filter_state", empty_label=_("All"))
    incomplete = CheckFilter(label=_("Start data missing"), method="filter_incomplete")

    def filter_state(self, queryset, name, value):
        is_open = Q(end_date__isnull=True) | Q(end_date__gt=self.today)
        return queryset.filter(is_open if value == "open" else ~is_open)

    def filter_incomplete(self, queryset, name, value):
        return queryset.incomplete()
