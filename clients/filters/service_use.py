from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, ModelChoiceFilter

from clients.codes import Card, ServiceKind
from network.access import Permission, sites_for
from services.models import Service

from .base import CheckFilter, PeriodFilter, default_site, this_year


def my_sites(request):
    return sites_for(request.user, Permission.SEE_CLIENTS)


class ServiceUseFilter(PeriodFilter):
    """The services used: this year at the Ohjaamo chosen in the header, unless the address says otherwise."""

    site = ModelChoiceFilter(label=_("Ohjaamo"), queryset=my_sites, empty_label=_("All my Ohjaamos"))
    kind = ChoiceFilter(label=_("Kind"), choices=ServiceKind.choices, empty_label=_("All"))
    card = ChoiceFilter(label=_("Card"), choices=Card.choices, empty_label=_("All"))
    service = ModelChoiceFilter(
        label=_("Service"), queryset=lambda request: Service.objects.all(), empty_label=_("All")
    )
    expired = CheckFilter(label=_("The card has expired"), method="filter_expired")

    def get_defaults(self, request) -> dict:
        return this_year(self.today) | default_site(request, Permission.SEE_CLIENTS)

    def filter_expired(self, queryset, name, value):
        return queryset.filter(card_expires_on__lt=self.today)
