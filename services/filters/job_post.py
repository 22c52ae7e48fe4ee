import django_filters as filters
from django.utils.translation import gettext_lazy as _

from network.codes import Industry
from network.filters import QuietFilterSet
from network.models import Municipality, SortKey
from services.codes import JobKind
from services.models import JobPost


class JobPostFilter(QuietFilterSet):
    """Posts by what is offered, field of work and municipality; only choices behind which there is something."""

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
        kinds, industries, places = (set(column) for column in zip(*found, strict=True)) if found else ((), (), ())
        self.filters["kind"].extra["choices"] = [pair for pair in JobKind.choices if pair[0] in kinds]
        self.filters["industry"].extra["choices"] = [pair for pair in Industry.choices if pair[0] in industries]
        municipalities = Municipality.objects.filter(pk__in=[code for code in places if code])
        self.filters["municipality"].queryset = municipalities.order_by(SortKey("name_fi"))
