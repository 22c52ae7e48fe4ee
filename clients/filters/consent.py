from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, FilterSet, ModelChoiceFilter

from clients.consents import to_renew
from network.models import Agency

from .base import PeriodForm

STATES = [
    ("to_renew", _("To ask for again")),
    ("in_force", _("In force")),
    ("ended", _("Ended")),
    ("withdrawn", _("Withdrawn")),
]


def consented_agencies(request):
    return Agency.objects.filter(consents__isnull=False).distinct()


class ConsentFilter(FilterSet):
    """The consents: those to ask for again unless the address says otherwise."""

    state = ChoiceFilter(label=_("State"), choices=STATES, method="filter_state", empty_label=_("All"))
    agency = ModelChoiceFilter(label=_("Agency"), queryset=consented_agencies, empty_label=_("All"))

    class Meta:
        form = PeriodForm

    def __init__(self, data=None, queryset=None, *, request, **kwargs):
        self.today = timezone.localdate()
        given = data.copy() if data else QueryDict(mutable=True)
        given.setdefault("state", "to_renew")
        super().__init__(given, queryset, request=request, **kwargs)
        self.filters["state"].extra["initial"] = "to_renew"

    def filter_state(self, queryset, name, value):
        if value == "to_renew":
            return to_renew(queryset, self.today)
        if value == "withdrawn":
            return queryset.filter(withdrawn_at__isnull=False)
        standing = queryset.filter(withdrawn_at__isnull=True)
        if value == "ended":
            return standing.filter(valid_to__lt=self.today).order_by("-valid_to", "-pk")
        return standing.filter(valid_from__lte=self.today, valid_to__gte=self.today)
