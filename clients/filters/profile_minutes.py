from django.utils.translation import gettext_lazy as _
from django_filters import ModelChoiceFilter

from network.access import Permission, sites_for
from network.models import Site

from .base import PeriodFilter


def _sites(request):
    return sites_for(request.user, Permission.SEE_EXACT_FIGURES) if request else Site.objects.none()


class ProfileMinutesFilter(PeriodFilter):
    """Visits by their day, of this year at first."""

    site = ModelChoiceFilter(label=_("Ohjaamo"), queryset=_sites, empty_label=_("All"))

    def get_defaults(self, request) -> dict:
        return {"date_from": self.today.replace(month=1, day=1), "date_to": self.today.replace(month=12, day=31)}
