from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, ModelChoiceFilter

from clients.codes import ContactType
from network.access import Permission, sites_for
from network.codes import Theme
from network.models import Expert

from .base import CheckFilter, PeriodFilter, YesNoFilter, default_site, this_month


def my_sites(request):
    return sites_for(request.user, Permission.SEE_CLIENTS)


def my_experts(request):
    return Expert.objects.at_sites(my_sites(request))


class VisitFilter(PeriodFilter):
    """The visit list: this month at the Ohjaamo chosen in the header, unless the address says otherwise."""

    site = ModelChoiceFilter(label=_("Ohjaamo"), queryset=my_sites, empty_label=_("All my Ohjaamos"))
    theme = ChoiceFilter(label=_("Theme"), choices=Theme.choices, method="filter_theme", empty_label=_("All"))
    contact_type = ChoiceFilter(label=_("Channel"), choices=ContactType.choices, empty_label=_("All"))
    expert = ModelChoiceFilter(
        label=_("Expert present"), field_name="experts", queryset=my_experts, empty_label=_("All")
    )
    anonymous = YesNoFilter(label=_("Anonymous"), method="filter_anonymous")
    mine = CheckFilter(label=_("Logged by me"), method="filter_mine")

    def get_defaults(self, request) -> dict:
        return this_month(self.today) | default_site(request, Permission.SEE_CLIENTS)

    def filter_theme(self, queryset, name, value):
        return queryset.filter(themes__contains=[value])

    def filter_anonymous(self, queryset, name, value):
        return queryset.filter(client__isnull=value == "yes")

    def filter_mine(self, queryset, name, value):
        return queryset.filter(created_by=self.request.user)
