import django_filters as filters
from django.utils.translation import gettext_lazy as _

from network.codes import Industry
from network.filters import QuietFilterSet
from network.models import Municipality, SortKey
from services.codes import JobKind
from services.models import JobPost


class JobPostFilter(QuietFilterSet):
    """Posts by what is offered, field of work and municipality.

    Offered are choices behind which there is something, and what the address names already: a kept link stays right.
    """

    kind = filters.ChoiceFilter(label=_("What is offered"), choices=JobKind.choices, empty_label=_("All"))
    industry = filters.ChoiceFilter(label=_("Field of work"), choices=Industry.choices, empty_label=_("All"))
    municipality = filters.ModelChoiceFilter(
        label=_("Municipality"), queryset=Municipality.objects.none(), empty_label=_("All")
    )

    class Meta:
        model = JobPost
        fields = []

    def __init__(self, data=None, queryset=None, **kwargs):
        super().__init__(data, queryset, **kwargs)
        found = list(queryset.order_by().values_list("kind", "industry", "municipality").distinct())
        asked = data or {}
        kinds, industries, places = (
            {row[place] for row in found} | {asked.get(name)}
            for place, name in enumerate(("kind", "industry", "municipality"))
        )
        self.filters["kind"].extra["choices"] = [pair for pair in JobKind.choices if pair[0] in kinds]
        self.filters["industry"].extra["choices"] = [pair for pair in Industry.choices if pair[0] in industries]
        municipalities = Municipality.objects.filter(pk__in=[code for code in places if code])
        self.filters["municipality"].queryset = municipalities.order_by(SortKey("name_fi"))
