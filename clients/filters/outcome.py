from django.utils.translation import gettext_lazy as _
from django_filters import ModelChoiceFilter

from network.access import Permission

from .base import PeriodFilter, default_site, this_year
from .service_use import my_sites


class OutcomeFilter(PeriodFilter):
    """The period and the Ohjaamo of the outcomes: this year at the one chosen in the header.

    Its values go into the functions of clients/outcome_figures.py; it filters no queryset itself.
    """

    site = ModelChoiceFilter(label=_("Ohjaamo"), queryset=my_sites, empty_label=_("All my Ohjaamos"))

    def get_defaults(self, request) -> dict:
        return this_year(self.today) | default_site(request, Permission.SEE_CLIENTS)

    def scope(self) -> dict:
        """first, last and sites as the figures take them; sites None = all that the rows are of."""
        chosen = self.form.cleaned_data
        site = chosen["site"]
        return {"first": chosen["date_from"], "last": chosen["date_to"], "sites": [site] if site else None}
