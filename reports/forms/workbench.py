"""What the workbench is asked: a GET form that works without scripts and never loses a question."""

from datetime import date
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms.layout import DateInput
from network.models import Project, Site, Target
from reports.figures import Scope, ScopeError, asked_scope, build_scope
from reports.periods import Period, months, quarters, years
from reports.workbench import MEASURES, Measure, Question, dimensions_of
from reports.workbench.before import scope_before
from reports.workbench.choices import filter_choices, filter_dimensions

WHOLE, OWN = "whole", "own"
FIRST_MEASURE = "visits"
FILTER = "f_"  # before the names of filters


class WorkbenchForm(forms.Form):
    """Valid, its `question` is what was asked. What does not fit the chosen measure is left out and told in `notes`."""

    project = forms.CharField(widget=forms.HiddenInput)
    measure = forms.ChoiceField(label=_("What is counted"))
    rows = forms.ChoiceField(label=_("By rows"))
    columns = forms.ChoiceField(label=_("By columns"), required=False)
    period = forms.ChoiceField(label=_("Period"))
    start = forms.DateField(label=_("First day"), required=False, widget=DateInput)
    end = forms.DateField(label=_("Last day"), required=False, widget=DateInput)
    compare = forms.BooleanField(label=_("Compare with the period before"), required=False)
    sites = forms.MultipleChoiceField(label=_("Ohjaamos"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, data, *, project: Project, sites: list[Site], today: date):
        self.seen, self.notes = project, []
        self.calendar = _calendar(project, today)
        self.promised = _promised(project)
        super().__init__(self._filled(data, project))
        self.fields["measure"].choices = _measure_choices()
        names = [(one.key, one.label) for one in dimensions_of(self.measure)]
        self.fields["rows"].choices = names
        self.fields["columns"].choices = [("", _("Nothing, only rows")), *names]
        self.fields["period"].choices = self._period_choices()
        self.fields["sites"].choices = [(site.key, site.name) for site in sites]
        self.fields["sites"].help_text = _("None chosen = all of the project.")
        if len(sites) < 2:
            del self.fields["sites"]
        for field in self.fields.values():
            field.hide_optional = True
        self._add_filters()

    def _filled(self, data, project: Project):
        """The data with what is missing, and without what does not fit the measure."""
        data = data.copy()
        data["project"] = project.code
        data["measure"] = data.get("measure") or FIRST_MEASURE
        data["period"] = data.get("period") or WHOLE
        self.measure: Measure = MEASURES.get(data["measure"], MEASURES[FIRST_MEASURE])
        left_out = False
        fitting = [one.key for one in dimensions_of(self.measure)]
        for name, otherwise in (("rows", fitting[0]), ("columns", "")):
            if data.get(name, "") not in fitting:
                left_out |= bool(data.get(name))
                data[name] = otherwise
        filters = {f"{FILTER}{one.key}" for one in filter_dimensions(self.measure.dimensions)}
        for name in [name for name in data if name.startswith(FILTER) and name not in filters]:
            del data[name]
            left_out = True
        if left_out:
            self.notes.append(_("Not every choice fits what is counted now; those that do not were left out."))
        return data

    def _add_filters(self) -> None:
        scope = build_scope(self.seen)
        for dimension in filter_dimensions(self.measure.dimensions):
            self.fields[f"{FILTER}{dimension.key}"] = field = forms.MultipleChoiceField(
                label=dimension.label,
                required=False,
                choices=filter_choices(dimension, scope),
                widget=forms.CheckboxSelectMultiple,
            )
            field.hide_optional = True

    @property
    def filters(self) -> list:
        """The fields that narrow, to be folded away: Ohjaamos first."""
        return [self[name] for name in self.fields if name == "sites" or name.startswith(FILTER)]

    @property
    def chosen_filters(self) -> int:
        return sum(bool(field.value()) for field in self.filters)

    def _period_choices(self) -> list[tuple]:
        promised = [(_name(row), f"{row[0]} ({row[1]:%-d.%-m.%Y}–{row[2]:%-d.%-m.%Y})") for row in self.promised]
        groups = [(label, [(period.name, period.label) for period in rows]) for label, rows in self.calendar if rows]
        own = [(_("Periods of the project"), promised)] if promised else []
        return [(WHOLE, _("Whole project")), (OWN, _("Own days")), *own, *groups]

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("columns") and cleaned["columns"] == cleaned.get("rows"):
            self.add_error("columns", _("Rows and columns are the same. Choose another one, or only rows."))
        if not self.errors:
            try:
                self.question = self._question(cleaned)
            except ScopeError as error:
                self.add_error(error.field, str(error))
        return cleaned

    def _question(self, cleaned: dict) -> Question:
        by = {one.key: one for one in dimensions_of(self.measure)}
        scope = self._scope(cleaned)
        before, shift = scope_before(scope, self.measure and cleaned["period"], self.promised)
        if cleaned["compare"] and before is None:
            self.notes.append(_("There is nothing before the whole project to compare with. Choose a period."))
        chosen = {name: value for name, value in cleaned.items() if name.startswith(FILTER) and value}
        return Question(
            measure=self.measure,
            scope=scope,
            rows=by[cleaned["rows"]],
            columns=by.get(cleaned["columns"]),
            filters={name.removeprefix(FILTER): value for name, value in chosen.items()},
            before=before if cleaned["compare"] else None,
            shift=shift,
        )

    def _scope(self, cleaned: dict) -> Scope:
        sites = cleaned.get("sites") or None
        if cleaned["period"] == OWN:
            return asked_scope(self.seen, cleaned["start"], cleaned["end"], sites)
        days = {period.name: (period.start, period.end) for _label, rows in self.calendar for period in rows}
        days |= {_name(row): row[1:] for row in self.promised}
        start, end = days.get(cleaned["period"], (None, None))
        return build_scope(self.seen, start, end, sites)

    @property
    def address(self) -> str:
        """The question as a query string, the same for the same question; only what was chosen. Valid forms only."""
        names = ["project", "measure", "rows", "columns", "period"]
        names += ["start", "end"] if self.cleaned_data["period"] == OWN else []
        pairs = [(name, self.cleaned_data[name]) for name in names if self.cleaned_data[name]]
        pairs += [("compare", "on")] if self.cleaned_data["compare"] else []
        several = [name for name in self.fields if name == "sites" or name.startswith(FILTER)]
        pairs += [(name, code) for name in several for code in self.cleaned_data[name]]
        return urlencode(pairs)


def _measure_choices() -> list[tuple]:
    groups: dict[str, list] = {}
    for measure in MEASURES.values():
        groups.setdefault(str(measure.group), []).append((measure.key, measure.label))
    return list(groups.items())


def _promised(project: Project) -> list[tuple[str, date, date]]:
    """(name, first, last day) of the periods for which the project has targets, in order; one query."""
    rows = Target.objects.filter(project__in=project.family()).order_by("period_start", "period_end", "period")
    return list(dict.fromkeys(rows.values_list("period", "period_start", "period_end")))


def _name(row: tuple[str, date, date]) -> str:
    """A project period's name in addresses: its days."""
    return f"{row[1].isoformat()}--{row[2].isoformat()}"


def _calendar(project: Project, today: date) -> list[tuple[str, list[Period]]]:
    """Years, quarters and months of the project that have begun, the latest first."""
    last = min(project.end_date, today)
    if last < project.start_date:
        return []
    made = [(_("Years"), years), (_("Quarters"), quarters), (_("Months"), months)]
    return [(label, make(project.start_date, last)[::-1]) for label, make in made]
