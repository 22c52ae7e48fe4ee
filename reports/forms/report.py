"""Beginning a report of a project, and its settings."""

from datetime import date

from crispy_forms.layout import Div
from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from network.forms.layout import DateInput, page_form
from network.forms.versioned import VersionedModelForm
from network.models import Project
from reports.models import REPORT_LANGUAGES, Report, SmallNumbers
from reports.report.layouts import LAYOUTS, layout_choices

WHOLE, OWN = "whole", "own"
SMALL_NUMBERS = [
    (
        SmallNumbers.MASKED,
        gettext_lazy("Hidden: numbers under 5 read “<5”, so that nobody can be recognised. Right for all who read it."),
    ),
    (SmallNumbers.EXACT, gettext_lazy("Exact: every number as it is. Only for readers who may know such details.")),
]
# Shown with the last choice of the period only, where the browser can (static/css/report-pages.css).
OWN_DAYS = Div("period_start", "period_end", css_class="field-row own-days")


def periods_of(project: Project) -> dict[str, tuple[date, date]]:
    """The periods that lie near: the whole project, its calendar years, then half years, each within the project."""
    first, last = project.start_date, project.end_date
    found = {WHOLE: (first, last)}
    years = range(first.year, last.year + 1)
    for year in years:
        found[str(year)] = (date(year, 1, 1), date(year, 12, 31))
    for year in years:
        found[f"{year}-1"] = (date(year, 1, 1), date(year, 6, 30))
        found[f"{year}-2"] = (date(year, 7, 1), date(year, 12, 31))
    return {
        name: (max(start, first), min(end, last))
        for name, (start, end) in found.items()
        if start <= last and end >= first
    }


def _label(name: str, days: tuple[date, date]) -> str:
    start, end = days
    said = f"{date_format(start, 'SHORT_DATE_FORMAT')}–{date_format(end, 'SHORT_DATE_FORMAT')}"
    if name == WHOLE:
        return _("The whole project, %(days)s") % {"days": said}
    year, _dash, half = name.partition("-")
    if not half:
        return _("Year %(year)s, %(days)s") % {"year": year, "days": said}
    part = pgettext("half year", "January to June") if half == "1" else pgettext("half year", "July to December")
    return f"{part} {year}, {said}"


def period_choices(project: Project) -> list:
    """The periods as choices, the years and the half years under headings of their own."""
    labels = {name: (name, _label(name, days)) for name, days in periods_of(project).items()}
    years = [labels[name] for name in labels if name != WHOLE and "-" not in name]
    halves = [labels[name] for name in labels if "-" in name]
    return [
        labels[WHOLE],
        (_("Calendar years"), years),
        (_("Half years"), halves),
        (OWN, _("Other days, given below")),
    ]


class SettingsForm(VersionedModelForm):
    """What can be changed of a report later too: title, period, languages, small numbers."""

    period = forms.ChoiceField(label=gettext_lazy("Period"))
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages"),
        choices=REPORT_LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Each has chapters of its own; the figures come by themselves in all of them."),
    )
    small_numbers = forms.ChoiceField(
        label=gettext_lazy("Small numbers"),
        choices=SMALL_NUMBERS,
        widget=forms.RadioSelect,
        initial=SmallNumbers.MASKED,
    )

    class Meta:
        model = Report
        fields = ["title", "period_start", "period_end", "languages", "small_numbers"]
        widgets = {"period_start": DateInput, "period_end": DateInput}

    helper = page_form(
        "version", "title", "period", OWN_DAYS, "languages", "small_numbers",
        submit=gettext_lazy("Save the settings"),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        project = self.instance.project
        self.fields["period"].choices = period_choices(project)
        for name in ("period_start", "period_end"):
            self.fields[name].required = False
        if self.instance.pk:
            near = {days: name for name, days in reversed(periods_of(project).items())}
            self.initial.setdefault("period", near.get(self.instance.days, OWN))
            if self.initial["period"] != OWN:
                self.initial["period_start"] = self.initial["period_end"] = None

    def clean_languages(self) -> list[str]:
        chosen = list(dict.fromkeys(self.cleaned_data["languages"]))
        if self.instance.pk:
            texts = self.instance.chapters.exclude(text__regex=r"^\s*$").values_list("language", flat=True)
            if lost := [str(name) for code, name in REPORT_LANGUAGES if code in set(texts) and code not in chosen]:
                raise forms.ValidationError(
                    _("There are chapters written in: %(languages)s. Empty them first.")
                    % {"languages": ", ".join(lost)}
                )
        return chosen

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("period") == OWN:
            self._check_own_days(cleaned)
        elif days := periods_of(self.instance.project).get(cleaned.get("period")):
            cleaned["period_start"], cleaned["period_end"] = days
        self._refuse_twin(cleaned)
        return cleaned

    def _check_own_days(self, cleaned: dict) -> None:
        project = self.instance.project
        for name, label in (("period_start", _("Give the first day.")), ("period_end", _("Give the last day."))):
            day = cleaned.get(name)
            if name in self.errors:
                continue
            if day is None:
                self.add_error(name, label)
            elif not project.start_date <= day <= project.end_date:
                days = [date_format(one, "SHORT_DATE_FORMAT") for one in (project.start_date, project.end_date)]
                text = _("The project lasts from %(first)s to %(last)s. Choose a day in it.")
                self.add_error(name, text % {"first": days[0], "last": days[1]})
        start, end = cleaned.get("period_start"), cleaned.get("period_end")
        if start and end and end < start:
            self.add_error("period_end", _("The last day is before the first."))

    def _refuse_twin(self, cleaned: dict) -> None:
        days = cleaned.get("period_start"), cleaned.get("period_end")
        layout = cleaned.get("layout") or self.instance.layout
        if None in days or not layout:
            return
        twins = Report.objects.filter(
            project=self.instance.project, layout=layout, period_start=days[0], period_end=days[1]
        )
        if twins.exclude(pk=self.instance.pk).exists():
            self.say_twin()

    def say_twin(self) -> None:
        """Say that there is such a report already."""
        self.add_error("period", _("The project has a report of this kind and period already."))


class BeginForm(SettingsForm):
    """A new report: its layout besides."""

    layout = forms.ChoiceField(label=gettext_lazy("Layout"), widget=forms.RadioSelect)

    class Meta(SettingsForm.Meta):
        fields = ["layout", *SettingsForm.Meta.fields]

    helper = page_form(
        "layout", "period", OWN_DAYS, "languages", "small_numbers", "title",
        submit=gettext_lazy("Begin the report"),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["layout"].choices = [
            (name, f"{label}: {LAYOUTS[name].description}" if LAYOUTS[name].description else label)
            for name, label in layout_choices()
        ]
        self.initial.setdefault("period", WHOLE)
