"""What a national collection is asked for: layout, year, Ohjaamos, and whether small numbers stand in it."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from network.models import Site
from reports.collections import LAYOUTS, Asked, layout_choices


class CollectionForm(forms.Form):
    """A GET form; valid, its `asked` is what is to be counted. first: the first year that has anything."""

    layout = forms.ChoiceField(label=_("Collection"), widget=forms.RadioSelect)
    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    site = forms.ChoiceField(label=_("Ohjaamo"), required=False)
    exact = forms.BooleanField(
        label=_("Exact small numbers too"),
        required=False,
        help_text=_("Leave empty for everything that goes out of the house: then 1 to 4 stand as <5."),
    )

    def __init__(self, data, *, sites: list[Site], first: int, today: date):
        data = data.copy()
        data.setdefault("layout", next(iter(LAYOUTS)))
        data.setdefault("year", str(today.year))
        super().__init__(data)
        self.sites, self.today = sites, today
        self.fields["layout"].choices = layout_choices()
        self.fields["year"].choices = [(year, str(year)) for year in range(today.year, min(first, today.year) - 1, -1)]
        self.fields["site"].choices = [("", _("All my Ohjaamos")), *((site.key, site.name) for site in sites)]
        for name in ("site", "exact"):
            self.fields[name].hide_optional = True
        if len(sites) < 2:
            del self.fields["site"]

    @property
    def asked(self) -> Asked:
        """The year, the present one up to today, at the chosen Ohjaamo or at all."""
        year, key = self.cleaned_data["year"], self.cleaned_data.get("site")
        sites = [site for site in self.sites if not key or site.key == key]
        return Asked(date(year, 1, 1), min(date(year, 12, 31), self.today), tuple(sites))
