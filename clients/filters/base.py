"""What the filters of all lists share: a period with quick choices, defaults that show in the fields, yes or no."""

from dataclasses import dataclass
from datetime import date, timedelta

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, DateFilter, Filter, FilterSet

from network.access import Permission, sites_for
from network.current_site import current_site
from network.dates import months_after
from network.forms.layout import DateInput


@dataclass(frozen=True)
class Period:
    """A span of days that one tap chooses; no days = from the beginning until now."""

    label: str
    first: date | None = None
    last: date | None = None


def quick_periods(today: date) -> list[Period]:
    """The spans that counsellors ask for: today, this week (from Monday), this and the last month, this year, all."""
    monday = today - timedelta(days=today.weekday())
    month = today.replace(day=1)
    return [
        Period(_("Today"), today, today),
        Period(_("This week"), monday, monday + timedelta(days=6)),
        Period(_("This month"), month, months_after(month, 1) - timedelta(days=1)),
        Period(_("Last month"), months_after(month, -1), month - timedelta(days=1)),
        Period(_("This year"), today.replace(month=1, day=1), today.replace(month=12, day=31)),
        Period(_("All")),
    ]


def this_month(today: date) -> dict[str, date]:
    """The filter values of the current month, for lists that start with it."""
    month = quick_periods(today)[2]
    return {"date_from": month.first, "date_to": month.last}


def this_year(today: date) -> dict[str, date]:
    """The filter values of the current year, for lists of what happens seldom."""
    return {"date_from": today.replace(month=1, day=1), "date_to": today.replace(month=12, day=31)}


class PeriodForm(forms.Form):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.hide_optional = True  # no filter is obligatory

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("date_from"), cleaned.get("date_to")
        if first and last and first > last:
            self.add_error("date_to", _("The last day is before the first."))
        return cleaned


class TickField(forms.BooleanField):
    """A box to tick; None without a tick, which filters nothing."""

    def to_python(self, value) -> bool | None:
        return super().to_python(value) or None


class CheckFilter(Filter):
    """A box that narrows the list when ticked, as its `method` says, and does nothing otherwise."""

    field_class = TickField


class YesNoFilter(ChoiceFilter):
    """Yes, no or both, for conditions that a `method` tells."""

    def __init__(self, **kwargs):
        super().__init__(choices=[("yes", _("Yes")), ("no", _("No"))], empty_label=_("All"), **kwargs)


class PeriodFilter(FilterSet):
    """Filters with a first and a last day on `date_field`; a page without them starts from `get_defaults`."""

    date_field = "date"

    date_from = DateFilter(label=_("From"), method="filter_from", widget=DateInput)
    date_to = DateFilter(label=_("To"), method="filter_to", widget=DateInput)

    class Meta:
        form = PeriodForm

    def __init__(self, data=None, queryset=None, *, request, **kwargs):
        self.today = timezone.localdate()
        defaults = self.get_defaults(request)
        given = data.copy() if data else QueryDict(mutable=True)
        if "date_from" in given or "date_to" in given:
            defaults = {name: value for name, value in defaults.items() if name not in ("date_from", "date_to")}
        for name, value in defaults.items():
            given.setdefault(name, str(value))  # a date as ISO, as the browser sends it
        super().__init__(given, queryset, request=request, **kwargs)
        for name, value in defaults.items():
            self.filters[name].extra["initial"] = value

    def get_defaults(self, request) -> dict:
        """Values of the filters that the address does not name."""
        return {}

    def filter_from(self, queryset, name, value):
        return queryset.filter(**{f"{self.date_field}__gte": value})

    def filter_to(self, queryset, name, value):
        return queryset.filter(**{f"{self.date_field}__lte": value})

    @property
    def periods(self) -> list[tuple[Period, bool]]:
        """The quick choices, each with whether it is the one shown."""
        if not self.is_valid():
            return [(period, False) for period in quick_periods(self.today)]
        shown = (self.form.cleaned_data["date_from"], self.form.cleaned_data["date_to"])
        return [(period, (period.first, period.last) == shown) for period in quick_periods(self.today)]


def default_site(request, permission: Permission) -> dict[str, int]:
    """The filter value of the Ohjaamo chosen in the header; none for who has no right there."""
    site = current_site(request)
    mine = set(sites_for(request.user, permission).values_list("pk", flat=True))
    return {"site": site.pk} if site and site.pk in mine else {}
