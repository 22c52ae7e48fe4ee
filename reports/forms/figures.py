"""What the figures page is asked: a period, own days, and Ohjaamos of the project."""

import re
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms.layout import DateInput
from network.models import Project, Site
from reports.figures import Scope, ScopeError, asked_scope, build_scope
from reports.periods import Period, months, quarters, told_until, years

WHOLE, OWN = "whole", "own"
_PERIOD = re.compile(r"\d{4}(-q[1-4]|-\d{2})?")


class FiguresForm(forms.Form):
    """A GET form; valid, its `scope` is what was asked for.

    exact=False leaves out what would betray small numbers, and the month that is running.
    """

    project = forms.CharField(widget=forms.HiddenInput)
    period = forms.ChoiceField(label=_("Period"))
    start = forms.DateField(label=_("First day"), required=False, widget=DateInput)
    end = forms.DateField(label=_("Last day"), required=False, widget=DateInput)
    sites = forms.MultipleChoiceField(label=_("Ohjaamos"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, data, *, project: Project, sites: list[Site], exact: bool, today: date):
        told = project.end_date if exact else told_until(project.start_date, project.end_date, today)
        self.seen, self.last = project, told
        self.periods = _periods(project, min(told, today))
        data = data.copy()
        data["project"] = project.code
        period = data.get("period", "")
        # A link to another project's year, or none at all, shows the whole project.
        if not period or (_PERIOD.fullmatch(period) and period not in self.by_name):
            data["period"] = WHOLE
        super().__init__(data)
        self.fields["period"].choices = self._period_choices(exact)
        self.fields["sites"].choices = [(site.key, site.name) for site in sites]
        self.fields["sites"].help_text = _("None chosen = all of the project.")
        for name in [] if exact else ["start", "end", "sites"]:
            del self.fields[name]
        if len(sites) < 2:
            self.fields.pop("sites", None)

    @property
    def by_name(self) -> dict[str, Period]:
        return {period.name: period for _label, rows in self.periods for period in rows}

    def _period_choices(self, exact: bool) -> list[tuple]:
        shown = self.periods if exact else self.periods[:1]
        groups = [(label, [(period.name, period.label) for period in rows]) for label, rows in shown if rows]
        return [(WHOLE, _("Whole project")), *([(OWN, _("Own days"))] if exact else []), *groups]

    def clean(self) -> dict:
        cleaned = super().clean()
        if not self.errors:
            try:
                self.scope = self._scope(cleaned)
            except ScopeError as error:
                self.add_error(error.field, str(error))
        return cleaned

    def _scope(self, cleaned: dict) -> Scope:
        sites = cleaned.get("sites") or None
        if cleaned["period"] == OWN:
            return asked_scope(self.seen, cleaned["start"], cleaned["end"], sites)
        if period := self.by_name.get(cleaned["period"]):
            return build_scope(self.seen, period.start, period.end, sites)
        return build_scope(self.seen, end=self.last, sites=sites)


def _periods(project: Project, last: date) -> list[tuple]:
    """Years, quarters and months of the project up to a day, the latest first, under their headings."""
    if last < project.start_date:
        return [(_("Years"), [])]
    made = [(_("Years"), years), (_("Quarters"), quarters), (_("Months"), months)]
    return [(label, make(project.start_date, last)[::-1]) for label, make in made]
