"""An external series: what it is, where it comes from, and its values, pasted as a table or typed row by row."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django import forms
from django.db.models import URLField
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.dates import EARLIEST_DAY, out_of_time
from network.forms.layout import DateInput
from network.forms.once import OnceMixin
from network.forms.texts import PlainTextMixin
from network.forms.versioned import VersionedModelForm
from network.models import Project, User
from reports.actions.series import keep_series
from reports.models import ExternalSeries
from reports.series.change import plain_number
from reports.series.pasting import MOST_VALUES, read_day, read_number, read_table

MOST_LETTERS = 60_000
ROWS = 3  # empty rows to type into


class TableField(forms.CharField):
    """A pasted table as it is: its tabs and line ends stay."""

    widget = forms.Textarea(attrs={"rows": 10, "class": "series-table", "spellcheck": "false"})

    def __init__(self, **kwargs):
        super().__init__(strip=False, required=False, max_length=MOST_LETTERS, **kwargs)


def _form_field(field, **kwargs):
    """A field of the model's; a web address typed without a scheme means https."""
    return field.formfield(**({"assume_scheme": "https"} if isinstance(field, URLField) else {}), **kwargs)


class SeriesForm(OnceMixin, PlainTextMixin, VersionedModelForm):
    """The series with its table; `values` are those of the table once the form is valid."""

    table = TableField(
        label=_("Values as a table"),
        help_text=_(
            "A line for each day: the day, a tab or semicolon, the number. Paste two columns from a table as they are."
            " Days: 31.1.2018, 1/2018 or 2018; a month or year stands for its last day. Numbers: 1 337 or 21,5."
        ),
    )

    class Meta:
        model = ExternalSeries
        fields = [
            "project", "name_fi", "name_sv", "name_en", "unit", "area", "ages", "source", "table_number", "address",
            "retrieved_on",
        ]  # fmt: skip
        widgets = {"retrieved_on": DateInput}
        formfield_callback = _form_field
        help_texts = {"name_fi": _("What is counted, such as: unemployed jobseekers under 30.")}

    def __init__(self, *args, projects: Sequence[Project], by: User, **kwargs):
        """`projects`: those on which the user may report."""
        super().__init__(*args, **kwargs)
        self.by, self.values, self.rows = by, {}, None
        self.fields["project"].queryset = Project.objects.filter(pk__in=[project.pk for project in projects])
        self.fields["table"].hide_optional = True
        self.fields["project"].empty_label = _("Choose")
        if self.instance.pk:
            self.initial["table"] = _as_table(self.instance)

    def _clean_fields(self):
        super()._clean_fields()
        # Its tabs are what parts the columns: read from what was sent, not from the cleaned text.
        self._read_table(self["table"].data or "")

    def _read_table(self, text: str) -> None:
        if "table" in self.errors:
            return
        pasted = read_table(text)
        for line, message in pasted.problems[:20]:
            self.add_error("table", _now("Line %(line)s: %(message)s") % {"line": line, "message": message})
        if len(pasted.problems) > 20:
            more = len(pasted.problems) - 20
            self.add_error("table", _now("… and %(count)s more lines that cannot be read.") % {"count": more})
        self.values = pasted.values

    def clean_retrieved_on(self):
        day = self.cleaned_data["retrieved_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        if day < EARLIEST_DAY:
            raise forms.ValidationError(out_of_time())
        return day

    def save(self, commit: bool = True):
        series = super().save(commit=False)
        typed = self.rows.values if self.rows is not None else {}
        return keep_series(series=series, values=self.values | typed, by=self.by)


def _as_table(series: ExternalSeries) -> str:
    """The stored values as they would be pasted."""
    rows = series.values_by_day.order_by("date").values_list("date", "value")
    return "\n".join(f"{day.day}.{day.month}.{day.year}\t{_written(value)}" for day, value in rows)


def _written(value: Decimal) -> str:
    """A number as read_number takes it back, in any language."""
    return f"{value.normalize():f}".replace(".", ",")


class ValueForm(forms.Form):
    """One day with its number, typed; either both or none."""

    day = forms.CharField(
        label=_("Day"), required=False, max_length=40, widget=forms.TextInput(attrs={"class": "input-short"})
    )
    number = forms.CharField(
        label=pgettext_lazy("a value", "Number"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"class": "input-short", "inputmode": "decimal"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for each in self.fields.values():
            each.hide_optional = True

    def _read(self, name: str, read):
        text = self.cleaned_data[name]
        try:
            return read(text) if text else None
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def clean_day(self) -> date | None:
        return self._read("day", read_day)

    def clean_number(self) -> Decimal | None:
        return self._read("number", read_number)

    def clean(self):
        cleaned = super().clean()
        if not self.errors and (cleaned["day"] is None) != (cleaned["number"] is None):
            empty = "day" if cleaned["day"] is None else "number"
            self.add_error(empty, _("A row needs both a day and a number."))
        return cleaned


class BaseValueFormSet(forms.BaseFormSet):
    """Rows that are typed beside the table of the form; `table` is the form above."""

    row_name = _("Row")

    def __init__(self, *args, table: SeriesForm, **kwargs):
        super().__init__(*args, **kwargs)
        self.table = table
        table.rows = self

    @property
    def values(self) -> dict[date, Decimal]:
        found = (form.cleaned_data for form in self.forms if form.cleaned_data.get("day"))
        return {row["day"]: row["number"] for row in found}

    def clean(self):
        """A day has one number, in the table and the rows together."""
        known = dict(self.table.values)
        for form in self.forms:
            day, number = form.cleaned_data.get("day"), form.cleaned_data.get("number")
            if day is None or number is None:
                continue
            if known.setdefault(day, number) != number:
                text = _now("This day has the number %(number)s already. Change it there.")
                form.add_error("day", text % {"number": plain_number(known[day])})
        if len(known) > MOST_VALUES:
            raise forms.ValidationError(_now("A series has at most %(most)s values.") % {"most": MOST_VALUES})

    def save(self) -> None:
        """Written with the series (network/upkeep.py saves form and rows alike)."""


ValueFormSet = forms.formset_factory(
    ValueForm, formset=BaseValueFormSet, extra=ROWS, max_num=60, absolute_max=60, validate_max=True
)


class CompareForm(forms.Form):
    """Two days of a series between which the change is asked for; a GET form."""

    first = forms.ChoiceField(label=_("From"))
    last = forms.ChoiceField(label=_("To"))

    def __init__(self, *args, days: Sequence[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        for each in self.fields.values():
            each.choices = days
