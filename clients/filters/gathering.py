from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, ModelChoiceFilter

from network.access import Permission, sites_for
from services.codes import EventType, GatheringKind

from .base import PeriodFilter, YesNoFilter, default_site, this_month


def my_sites(request):
    return sites_for(request.user, Permission.LOG_VISITS)


class GatheringFilter(PeriodFilter):
    """The head counts: this month at the Ohjaamo chosen in the header, unless the address says otherwise."""

    site = ModelChoiceFilter(label=_("Ohjaamo"), queryset=my_sites, empty_label=_("All my Ohjaamos"))
    kind = ChoiceFilter(label=_("Kind"), choices=GatheringKind.choices, empty_label=_("All"))
    event_type = ChoiceFilter(label=_("Type of event"), choices=EventType.choices, empty_label=_("All"))
    joint = YesNoFilter(label=_("Joint with other Ohjaamos"), method="filter_joint")

    def get_defaults(self, request) -> dict:
        return this_month(self.today) | default_site(request, Permission.LOG_VISITS)

    def filter_joint(self, queryset, name, value):
        return queryset.filter(joint=True) if value == "yes" else queryset.exclude(joint=True)
