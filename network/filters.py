"""Filters above the lists of the network."""

from itertools import groupby

import django_filters as filters
from django.db.models import Q, Value
from django.db.models.functions import Concat
from django.forms import SearchInput
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.codes import LANGUAGES, EmployerSector, EmployerSize, HelpTheme, Industry, Sector
from network.models import Agency, Employer, Expert, Folded, Municipality, Role, Site, SortKey, User
from network.presence import experts_here_on

ALL = "all"
TODAY = "today"


class QuietFilterSet(filters.FilterSet):
    """Nothing in a filter has to be filled in, so its fields do not say so."""

    @property
    def form(self):
        form = super().form
        for field in form.fields.values():
            field.hide_optional = True
        return form


AGENCY_NAMES = Folded(Concat("name_fi", Value(" "), "name_sv", Value(" "), "name_en"))


class DirectoryFilter(QuietFilterSet):
    """Experts by words, theme, place, agency, sector, language, presence and validity; in groups for the page."""

    q = filters.CharFilter(method="search", label=_("Name, agency or field"), widget=SearchInput)
    site = filters.ModelChoiceFilter(
        method="at_site", label=_("Ohjaamo"), queryset=Site.objects.order_by("name", "pk"), empty_label=_("All")
    )
    theme = filters.ChoiceFilter(
        method="with_theme", label=_("Helps with"), choices=HelpTheme.choices, empty_label=_("All")
    )
    agency = filters.ModelChoiceFilter(label=_("Agency"), queryset=Agency.objects.all(), empty_label=_("All"))
    sector = filters.ChoiceFilter(
        field_name="agency__sector", label=_("Sector"), choices=Sector.choices, empty_label=_("All")
    )
    language = filters.ChoiceFilter(
        method="in_language", label=_("Language of service"), choices=LANGUAGES, empty_label=_("All")
    )
    here = filters.ChoiceFilter(
        method="here_today", label=_("On the rota"), choices=[(TODAY, _("Here today"))], empty_label=_("All")
    )
    validity = filters.ChoiceFilter(
        method="with_validity",
        label=_("Who is shown"),
        choices=[(ALL, _("Also those who have ended"))],
        empty_label=_("In the network today"),
    )

    class Meta:
        model = Expert
        fields = []

    def search(self, queryset, name, value):
        """Every word must be found in the name, the title, the field or the agency; letters are folded."""
        for word in value.split():
            folded = Folded(Value(word))
            agencies = Agency.objects.alias(names=AGENCY_NAMES).filter(names__contains=folded)
            queryset = queryset.alias(work=Folded(Concat("title", Value(" "), "field"))).filter(
                Q(search_name__contains=folded) | Q(work__contains=folded) | Q(agency__in=agencies)
            )
        return queryset

    def at_site(self, queryset, name, value):
        return queryset.at_sites([value])

    def in_language(self, queryset, name, value):
        return queryset.filter(languages__contains=[value])

    def with_theme(self, queryset, name, value):
        return queryset.filter(themes__contains=[value])

    def here_today(self, queryset, name, value):
        """Experts on the rota of today and not away; at the chosen Ohjaamo if there is one."""
        site = self.form.cleaned_data.get("site")
        return queryset.filter(pk__in=experts_here_on(timezone.localdate(), [site] if site else None))

    def with_validity(self, queryset, name, value):
        return queryset

    def filter_queryset(self, queryset):
        queryset = super().filter_queryset(queryset)
        return queryset if self.shows_all else queryset.valid_on(timezone.localdate())

    @property
    def shows_all(self) -> bool:
        """Whether ended ones are shown too."""
        return self.form.cleaned_data.get("validity") == ALL

    def agencies_without_experts(self):
        """Agencies that fit and have no expert in the network; none when a filter is about experts."""
        chosen = self.form.cleaned_data
        if any(chosen.get(name) for name in ("site", "language", "theme", "here")):
            return Agency.objects.none()
        found = Agency.objects.all()
        if not self.shows_all:
            today = timezone.localdate()
            found = found.valid_on(today).exclude(pk__in=Expert.objects.valid_on(today).values("agency"))
        else:
            found = found.filter(experts__isnull=True)
        if chosen.get("sector"):
            found = found.filter(sector=chosen["sector"])
        if chosen.get("agency"):
            found = found.filter(pk=chosen["agency"].pk)
        for word in chosen.get("q", "").split():
            found = found.alias(names=AGENCY_NAMES).filter(names__contains=Folded(Value(word)))
        return found

    def groups(self) -> list[tuple[Agency, list[Expert]]]:
        """(agency, its experts that fit) in alphabetical order; three queries however many there are."""
        experts = self.experts()
        rows = [(agency, list(members)) for agency, members in groupby(experts, key=lambda expert: expert.agency)]
        rows += [(agency, []) for agency in self.agencies_without_experts()]
        return sorted(rows, key=lambda row: (row[0].sort_name, row[0].pk))

    def experts(self):
        """The experts that fit, by agency and name, with their agency and Ohjaamos."""
        experts = self.qs.select_related("agency").prefetch_related("sites")
        return experts.order_by("agency__sort_name", "agency_id", "sort_name", "pk")

    def groups_by_theme(self) -> list[tuple[str, list[Expert]]]:
        """(what they help with, the experts who do by name); an expert stands under each of their themes."""
        experts = sorted(self.experts(), key=lambda expert: (expert.sort_name, expert.pk))
        rows = [(str(label), [row for row in experts if code in row.themes]) for code, label in HelpTheme.choices]
        rows.append((_("Other help"), [row for row in experts if not row.themes]))
        return [(label, members) for label, members in rows if members]


class UserFilter(QuietFilterSet):
    """Logins by role, Ohjaamo and whether they are open."""

    role = filters.ChoiceFilter(method="with_role", label=_("Role"), choices=Role.choices, empty_label=_("All"))
    site = filters.ModelChoiceFilter(
        method="at_site", label=_("Ohjaamo"), queryset=Site.objects.order_by("name", "pk"), empty_label=_("All")
    )
    is_active = filters.ChoiceFilter(
        method="that_may_log_in",
        label=_("Login"),
        choices=[("yes", _("May log in")), ("no", _("Closed"))],
        empty_label=_("All"),
    )

    class Meta:
        model = User
        fields = []

    def that_may_log_in(self, queryset, name, value):
        return queryset.filter(is_active=value == "yes")

    def with_role(self, queryset, name, value):
        return queryset.filter(pk__in=User.objects.filter(roles__role=value).values("pk"))

    def at_site(self, queryset, name, value):
        held = Q(roles__site=value) | Q(roles__isnull=False, roles__site__isnull=True)
        return queryset.filter(pk__in=User.objects.filter(held).values("pk"))


def municipalities_of_employers(request):
    """The municipalities that the register knows, by name."""
    known = Employer.objects.filter(municipality__isnull=False).order_by().values("municipality")
    return Municipality.objects.filter(pk__in=known).order_by(SortKey("name_fi"))


class EmployerFilter(QuietFilterSet):
    """Employers by name, field of work, size, sector and municipality."""

    q = filters.CharFilter(method="search", label=_("Name or business ID"), widget=SearchInput)
    industry = filters.ChoiceFilter(label=_("Field of work"), choices=Industry.choices, empty_label=_("All"))
    size = filters.ChoiceFilter(label=_("Size"), choices=EmployerSize.choices, empty_label=_("All"))
    sector = filters.ChoiceFilter(
        label=_("Public, private or third sector"), choices=EmployerSector.choices, empty_label=_("All")
    )
    municipality = filters.ModelChoiceFilter(
        label=_("Municipality"), queryset=municipalities_of_employers, empty_label=_("All")
    )

    class Meta:
        model = Employer
        fields = []

    def search(self, queryset, name, value):
        """Every word must be found in the name, letters folded, or be the business ID."""
        for word in value.split():
            queryset = queryset.filter(Q(search_name__contains=Folded(Value(word))) | Q(business_id=word))
        return queryset
