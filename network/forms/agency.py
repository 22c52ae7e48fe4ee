from datetime import timedelta

from django import forms
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from network import business_id
from network.actions.agencies import END, STAY_ON
from network.models import Agency, Expert

from .checks import name_the_empty
from .layout import DateInput, page_form, row
from .versioned import VersionedModelForm

NAMED = 5


class AgencyForm(VersionedModelForm):
    """What an agency is; its end has a page of its own because its experts have to be settled then."""

    class Meta:
        model = Agency
        fields = ["name_fi", "name_sv", "name_en", "sector", "business_id", "valid_from"]
        widgets = {"valid_from": DateInput}
        help_texts = {
            "name_sv": _("Leave empty where there is none: the Finnish name is shown instead."),
            "business_id": _("Such as 0201256-6."),
            "valid_from": _("The first day in the network. Empty = always."),
        }

    helper = page_form("version", "name_fi", row("name_sv", "name_en"), row("sector", "business_id"), "valid_from")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name_the_empty(self)

    def clean_business_id(self) -> str:
        text = business_id.tidy(self.cleaned_data["business_id"])
        if text and not business_id.is_business_id(text):
            raise forms.ValidationError(
                _("This is not a business ID: the check digit does not match. Check each digit.")
            )
        return text

    def clean_valid_from(self):
        first, last = self.cleaned_data["valid_from"], self.instance.valid_to
        if first and last and last < first:
            raise forms.ValidationError(
                _("The agency ends on %(day)s, before this day."),
                params={"day": date_format(last, "SHORT_DATE_FORMAT")},
            )
        return first


class AgencyEndForm(VersionedModelForm):
    """The last day of an agency, who continues its work, and what becomes of the experts it still has."""

    experts = forms.ChoiceField(
        label=_("Its experts who are in the network after that day"),
        choices=[
            (END, _("They end on the same day")),
            (STAY_ON, _("They go on in the agency that continues, from the day after")),
        ],
        widget=forms.RadioSelect,
        required=False,
        help_text=_("What was logged until then stays in this agency's name."),
    )

    class Meta:
        model = Agency
        fields = ["valid_to", "successor"]
        widgets = {"valid_to": DateInput}
        labels = {"valid_to": _("Last day"), "successor": _("Continues under the name")}
        help_texts = {
            "valid_to": _("Empty = the agency goes on until further notice."),
            "successor": _("The agency into which it was renamed or merged, if there is one."),
        }

    helper = page_form("version", "valid_to", "successor", "experts")

    def __init__(self, *args, experts_edited, **kwargs):
        """`experts_edited`: the experts that the editor may change."""
        super().__init__(*args, **kwargs)
        self.experts_edited = experts_edited
        self.staying: list[Expert] = []
        self.fields["experts"].hide_optional = True
        self.fields["successor"].queryset = Agency.objects.exclude(pk=self.instance.pk)
        name_the_empty(self)

    def clean_successor(self) -> Agency | None:
        """Refuses a chain that comes back to this agency."""
        successor = self.cleaned_data["successor"]
        link, passed = successor, set()
        while link is not None and link.pk not in passed:
            if link.successor_id == self.instance.pk:
                raise forms.ValidationError(
                    _("%(name)s is itself continued by this agency, so the two would go round in a circle."),
                    params={"name": successor},
                )
            passed.add(link.pk)
            link = link.successor
        return successor

    def clean(self):
        cleaned = super().clean()
        last = cleaned.get("valid_to")
        if last is None:
            if cleaned.get("successor") and "valid_to" not in self.errors:
                self.add_error("valid_to", _("Give the last day, as another agency continues."))
        elif self.instance.valid_from and last < self.instance.valid_from:
            self.add_error("valid_to", _("The last day of validity is before the first."))
        else:
            self._settle(last, cleaned)
        return cleaned

    def _settle(self, last, cleaned) -> None:
        """Finds the experts valid after `last`; without a clear choice the agency cannot end."""
        open_after = Q(valid_to__isnull=True) | Q(valid_to__gt=last)
        self.staying = list(self.instance.experts.filter(open_after).prefetch_related("sites"))
        if not self.staying:
            return
        foreign = Expert.objects.filter(pk__in=[expert.pk for expert in self.staying])
        foreign = list(foreign.exclude(pk__in=self.experts_edited.values("pk")))
        choice, successor = cleaned.get("experts"), cleaned.get("successor")
        late = [expert for expert in self.staying if expert.valid_from and expert.valid_from > last]
        if foreign:
            self._refuse(
                "experts", _("Of other Ohjaamos, so an admin of the whole installation does this: %s."), foreign
            )
        elif not choice:
            self._refuse("experts", _("Choose what happens to those who are in the network after that day: %s."))
        elif choice == STAY_ON and "successor" not in self.errors:
            self._check_successor(successor, last)
        elif choice == END and late:
            self._refuse("experts", _("Begin only after that day, so change them first: %s."), late)

    def _check_successor(self, successor, last) -> None:
        if successor is None:
            self.add_error("successor", _("Choose the agency in which the experts go on."))
        elif not successor.is_valid_on(last + timedelta(days=1)):
            self._refuse(
                "successor", _("That agency is not in the network on the day after. Still in the network: %s.")
            )

    def _refuse(self, field: str, message: str, experts: list[Expert] | None = None) -> None:
        self.add_error(field, message % named(experts or self.staying))


def named(experts: list[Expert]) -> str:
    """The first names of a list, and how many more there are."""
    names = ", ".join(expert.full_name for expert in experts[:NAMED])
    more = len(experts) - NAMED
    if more <= 0:
        return names
    return ngettext("%(names)s and %(more)d other", "%(names)s and %(more)d others", more) % {
        "names": names,
        "more": more,
    }
