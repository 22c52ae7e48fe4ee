"""The end of an agency, or its new name: both ask what becomes of the experts it still has."""

from datetime import date, timedelta

from django import forms
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from network.actions.agencies import END, STAY_ON
from network.models import Agency, Expert

from .checks import name_the_empty
from .layout import DateInput, page_form, row
from .texts import PlainTextMixin
from .versioned import VersionedModelForm

NAMED = 5
FOREIGN = _("Of other Ohjaamos, so an admin of the whole installation does this: %s.")


def experts_after(agency: Agency, last: date) -> list[Expert]:
    """The agency's experts who are in the network after the day `last`."""
    open_after = Q(valid_to__isnull=True) | Q(valid_to__gt=last)
    return list(agency.experts.filter(open_after).select_related("user").prefetch_related("sites"))


def beyond_reach(experts: list[Expert], edited) -> list[Expert]:
    """Those of `experts` who are not in the queryset `edited`."""
    found = Expert.objects.filter(pk__in=[expert.pk for expert in experts])
    return list(found.exclude(pk__in=edited.order_by().values("pk")))


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
        self.staying = experts_after(self.instance, last)
        if not self.staying:
            return
        foreign = beyond_reach(self.staying, self.experts_edited)
        choice, successor = cleaned.get("experts"), cleaned.get("successor")
        late = [expert for expert in self.staying if expert.valid_from and expert.valid_from > last]
        if foreign:
            self._refuse("experts", FOREIGN, foreign)
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


class AgencyRenameForm(PlainTextMixin, VersionedModelForm):
    """The new names and the day from which they count; one act, in which nothing is lost."""

    day = forms.DateField(
        label=_("First day under the new name"),
        widget=DateInput,
        help_text=_("The old name ends on the day before."),
    )

    class Meta:
        model = Agency
        fields = ["name_fi", "name_sv", "name_en"]
        labels = {
            "name_fi": _("New name in Finnish"),
            "name_sv": _("New name in Swedish"),
            "name_en": _("New name in English"),
        }
        help_texts = {"name_sv": _("Leave empty where there is none: the Finnish name is shown instead.")}

    helper = page_form("version", "name_fi", row("name_sv", "name_en"), "day", submit=_("Rename"))

    def __init__(self, *args, experts_edited, **kwargs):
        """`experts_edited`: the experts that the editor may change."""
        super().__init__(*args, **kwargs)
        self.experts_edited = experts_edited
        self.old_name = self.instance.name_fi
        self.staying: list[Expert] = []

    def clean_name_fi(self) -> str:
        name = self.cleaned_data["name_fi"]
        if name == self.old_name:
            raise forms.ValidationError(_("This is the name it has now."))
        return name

    def clean_day(self):
        """The day, inside the agency's time in the network; its experts are found on the way."""
        day, agency = self.cleaned_data["day"], self.instance
        if agency.valid_from and day <= agency.valid_from:
            begins = date_format(agency.valid_from, "SHORT_DATE_FORMAT")
            raise forms.ValidationError(
                _("The agency begins on %(day)s; the new name comes after it.") % {"day": begins}
            )
        if agency.valid_to and day > agency.valid_to:
            ends = date_format(agency.valid_to, "SHORT_DATE_FORMAT")
            raise forms.ValidationError(_("The agency ends on %(day)s, before this day.") % {"day": ends})
        self.staying = experts_after(agency, day - timedelta(days=1))
        if foreign := beyond_reach(self.staying, self.experts_edited):
            raise forms.ValidationError(FOREIGN % named(foreign))
        return day

    @property
    def names(self) -> dict[str, str]:
        """The new names by field, once the form is valid."""
        return {field: self.cleaned_data[field] for field in self._meta.fields}
