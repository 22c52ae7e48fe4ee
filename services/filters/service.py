import django_filters as filters
from django.db.models import Q, Value
from django.db.models.functions import Concat
from django.forms import SearchInput
from django.utils.translation import gettext_lazy as _

from network.codes import LANGUAGES, TOPICS, HelpTheme
from network.filters import AGENCY_NAMES, QuietFilterSet
from network.models import Agency, Folded, Site
from services.codes import ServiceStatus
from services.forms.service import topics_by_door
from services.models import Service

ALL = "all"
LISTED = [ServiceStatus.ACTIVE, ServiceStatus.PAUSED]
_WORDS = [f"{text}_{language}" for language in ("fi", "sv", "en") for text in ("name", "summary", "who_for")]
_SPACED = [part for word in _WORDS for part in (word, Value(" "))]
TEXTS = Folded(Concat(*_SPACED))


class ServiceFilter(QuietFilterSet):
    """Services by words, help theme, topic, agency, language, Ohjaamo and state; `groups` gives them by theme."""

    q = filters.CharFilter(method="search", label=_("Words"), widget=SearchInput)
    theme = filters.ChoiceFilter(
        method="behind_door", label=_("Help theme"), choices=HelpTheme.choices, empty_label=_("All")
    )
    topic = filters.ChoiceFilter(method="about", label=_("Topic"), choices=topics_by_door, empty_label=_("All"))
    agency = filters.ModelChoiceFilter(label=_("Agency"), queryset=Agency.objects.all(), empty_label=_("All"))
    site = filters.ModelChoiceFilter(
        field_name="sites", label=_("Ohjaamo"), queryset=Site.objects.order_by("name", "pk"), empty_label=_("All")
    )
    language = filters.ChoiceFilter(
        method="in_language", label=_("Language of service"), choices=LANGUAGES, empty_label=_("All")
    )
    state = filters.ChoiceFilter(
        method="with_state",
        label=_("State"),
        choices=[*ServiceStatus.choices, (ALL, _("All"))],
        empty_label=_("In use and paused"),
    )

    class Meta:
        model = Service
        fields = []

    def search(self, queryset, name, value):
        """Every word must be found in a name, a summary, whom it is for or the agency; letters are folded."""
        queryset = queryset.alias(words=TEXTS)
        for word in value.split():
            folded = Folded(Value(word))
            agencies = Agency.objects.alias(names=AGENCY_NAMES).filter(names__contains=folded)
            queryset = queryset.filter(Q(words__contains=folded) | Q(agency__in=agencies))
        return queryset

    def behind_door(self, queryset, name, value):
        door = HelpTheme(value)
        return queryset.behind(door, TOPICS[door])

    def about(self, queryset, name, value):
        return queryset.filter(topics__contains=[value])

    def in_language(self, queryset, name, value):
        return queryset.filter(languages__contains=[value])

    def with_state(self, queryset, name, value):
        return queryset if value == ALL else queryset.filter(status=value)

    def filter_queryset(self, queryset):
        queryset = super().filter_queryset(queryset)
        return queryset if self.form.cleaned_data.get("state") else queryset.filter(status__in=LISTED)

    def services(self) -> list[Service]:
        """Those that fit, by name, with what a list shows of them; two queries."""
        return list(self.qs.select_related("agency").prefetch_related("sites"))

    def groups(self, services: list[Service]) -> list[tuple[HelpTheme, list[Service]]]:
        """(help theme, its services); a service that helps with several things stands under each of its themes."""
        wanted = self.form.cleaned_data.get("theme")
        doors = [HelpTheme(wanted)] if wanted else list(HelpTheme)
        rows = [(door, [service for service in services if door in service.doors]) for door in doors]
        return [(door, members) for door, members in rows if members]
