from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import ModelChoiceFilter, NumberFilter

from network.models import User

from .base import PeriodFilter, this_month


def _moment(day: date, clock: time) -> datetime:
    """`clock` on `day` as it is here; compared as it is, so that the index on the time serves."""
    return timezone.make_aware(datetime.combine(day, clock))


class AccessRecordFilter(PeriodFilter):
    """Who saw whom: this month unless the address says otherwise; a client is told by number only."""

    user = ModelChoiceFilter(label=_("Who"), queryset=User.objects.all(), empty_label=_("All"))
    client = NumberFilter(
        label=_("Client number"), field_name="client_id", min_value=1, max_value=2**63 - 1, decimal_places=0
    )

    def get_defaults(self, request) -> dict:
        return this_month(self.today)

    def filter_from(self, queryset, name, value):
        return queryset.filter(at__gte=_moment(value, time.min))

    def filter_to(self, queryset, name, value):
        return queryset.filter(at__lte=_moment(value, time.max))
