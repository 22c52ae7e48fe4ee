from crispy_forms.layout import Field, Fieldset
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.codes import Answerer
from clients.measures import values_of
from clients.models import Measure, Measurement
from network.forms.layout import DateInput, page_form, row

from .compared import ComparedForm
from .once import SentOnceForm
from .referral import not_future

OWN, COUNSELLOR = "own", "counsellor"
SIDES = {Answerer.CLIENT: (OWN,), Answerer.COUNSELLOR: (COUNSELLOR,), Answerer.TOGETHER: (OWN, COUNSELLOR)}
LABELS = {OWN: gettext_lazy("The young person"), COUNSELLOR: gettext_lazy("The counsellor")}


class TotalField(forms.DecimalField):
    """A number as people type it: 42,5."""

    widget = forms.TextInput

    def to_python(self, value):
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class MeasurementForm(ComparedForm):
    """A change measure, area by area; `sides` says whose values are asked for."""

    outside_total = TotalField(
        label=Measurement._meta.get_field("outside_total").verbose_name,
        help_text=Measurement._meta.get_field("outside_total").help_text,
        required=False, max_digits=6, decimal_places=1,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "input-short"}),
    )  # fmt: skip

    class Meta:
        model = Measurement
        fields = ["date", "outside_total"]
        widgets = {"date": DateInput}

    def __init__(self, *args, measure: Measure, sides: tuple[str, ...], **kwargs):
        super().__init__(*args, **kwargs)
        self.sides, self.areas = sides, list(measure.areas.all())
        known = values_of(self.instance) if self.instance.pk else {}
        scale = [(value, str(value)) for value in range(measure.scale_min, measure.scale_max + 1)]
        for area in self.areas:
            before = dict(zip((OWN, COUNSELLOR), known.get(area.pk, (None, None)), strict=True))
            for side in sides:
                self.fields[f"{side}_{area.pk}"] = field = forms.TypedChoiceField(
                    label=area.name if sides == (OWN,) else LABELS[side], choices=scale, coerce=int, empty_value=None,
                    required=False, widget=forms.RadioSelect, initial=before[side],
                )  # fmt: skip
                field.hide_optional = True
        if sides == (OWN,):
            del self.fields["outside_total"], self.fields["date"]
        else:
            self.helper = self._layout()

    def _layout(self):
        hidden = [name for name in ("version", "submission_key") if name in self.fields]
        areas = [Fieldset(area.name, *map(_chips, self._names(area)), css_class="measure-area") for area in self.areas]
        return page_form(*hidden, row("date"), *areas, "outside_total")

    def _names(self, area) -> list[str]:
        return [f"{side}_{area.pk}" for side in self.sides]

    def own_fields(self) -> list:
        """The young person's fields, one per area, for the page that they fill in alone."""
        return [self[f"{OWN}_{area.pk}"] for area in self.areas]

    def clean_date(self):
        return not_future(self.cleaned_data["date"])

    def clean(self):
        cleaned = super().clean()
        answered = any(cleaned.get(name) is not None for area in self.areas for name in self._names(area))
        if not answered and cleaned.get("outside_total") is None and not self.errors:
            raise forms.ValidationError(_("Nothing was answered yet. Choose a number for at least one area."))
        return cleaned

    @property
    def values(self) -> dict[int, tuple[int | None, int | None]]:
        """The values by area; None where a side was not asked or did not answer."""
        get = self.cleaned_data.get
        return {area.pk: (get(f"{OWN}_{area.pk}"), get(f"{COUNSELLOR}_{area.pk}")) for area in self.areas}


def _chips(name: str) -> Field:
    return Field(name, template="includes/_chips.html")


class NewMeasurementForm(SentOnceForm, MeasurementForm):
    """A measurement not written down yet; sent twice it makes one."""
