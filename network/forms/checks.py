"""Fields and checks that several forms share."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.codes import LANGUAGES, HelpTheme
from network.dates import EARLIEST_DAY, latest_day, out_of_time
from network.models import Municipality, SortKey

PHONE_ERRORS = {"invalid": _("Give a phone number, such as 03 123 4567 or +358 40 123 4567.")}


def refuse_backwards(form: forms.BaseForm, start: str, end: str, message: str, *, same: bool = True) -> None:
    """Put `message` beside the `end` field when it comes before the `start` field (or equals it, unless `same`)."""
    first, last = form.cleaned_data.get(start), form.cleaned_data.get(end)
    if first is not None and last is not None and (last < first or (last == first and not same)):
        form.add_error(end, message)


def refuse_far_days(form: forms.ModelForm, *names: str) -> None:
    """Say so beside each of these fields whose day is mistyped: in the year 202 or 20260. One that was stored stays."""
    for name in names:
        day = form.cleaned_data.get(name)
        if day is not None and name in form.changed_data and not EARLIEST_DAY <= day <= latest_day():
            form.add_error(name, out_of_time())


def periods_cross(one: tuple, other: tuple) -> bool:
    """Whether two (first, last) pairs share a moment; None is open. Ends count as part of the period."""
    (first, last), (other_first, other_last) = one, other
    starts_in_time = first is None or other_last is None or first <= other_last
    return starts_in_time and (other_first is None or last is None or other_first <= last)


def municipality_choices() -> list[tuple[str, str]]:
    """Today's municipalities as (code, name in the user's language), in alphabetical order."""
    rows = Municipality.objects.filter(valid_to__isnull=True).order_by(SortKey("name_fi"))
    return [(row.code, row.name) for row in rows]


class LanguagesField(forms.MultipleChoiceField):
    """Languages of service as chips to tick; a code outside our short list stays when it is there already."""

    def __init__(self, **kwargs):
        kwargs = {"label": _("Languages of service"), "required": False} | kwargs
        super().__init__(choices=LANGUAGES, widget=forms.CheckboxSelectMultiple, **kwargs)

    def keep(self, codes: list[str]) -> None:
        """Offer `codes` too."""
        known = dict(LANGUAGES)
        self.choices = [*LANGUAGES, *((code, code.upper()) for code in codes if code not in known)]


class ThemesField(forms.MultipleChoiceField):
    """The six help themes as chips to tick."""

    def __init__(self, **kwargs):
        kwargs = {"label": _("Helps with"), "required": False} | kwargs
        super().__init__(choices=HelpTheme.choices, widget=forms.CheckboxSelectMultiple, **kwargs)


def municipalities_by_region() -> list[tuple[str, list[tuple[str, str]]]]:
    """The same by region, as grouped choices: (region, [(code, name) …])."""
    regions: dict[str, list] = {}
    for row in Municipality.objects.filter(valid_to__isnull=True).order_by(SortKey("region_fi"), SortKey("name_fi")):
        regions.setdefault(row.region, []).append((row.code, row.name))
    return list(regions.items())


def name_the_empty(form: forms.BaseForm) -> None:
    """Let each drop-down's empty choice say what it is: something to choose yet, or nothing."""
    for field in form.fields.values():
        label = _("Choose") if field.required else _("None")
        if isinstance(field, forms.ModelChoiceField):
            if isinstance(field.widget, forms.Select) and field.empty_label is not None:
                field.empty_label = label
        elif isinstance(field, forms.TypedChoiceField):
            field.choices = [(value, name if value != "" else label) for value, name in field.choices]
