"""When somebody else saved first: both texts side by side, so that nobody's words are lost."""

from dataclasses import dataclass
from datetime import date, datetime

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localtime

from network.forms.versioned import VersionedModelForm


@dataclass(frozen=True)
class Difference:
    """One field as the user typed it and as it is stored now, both in words."""

    label: str
    mine: str
    newest: str


class ComparedForm(VersionedModelForm):
    """`differences` says how what was typed differs from what somebody else has saved meanwhile."""

    def differences(self) -> list[Difference]:
        """The fields that differ; none unless saving was refused for a newer version."""
        newest = getattr(self, "newest", None)
        if newest is None:
            return []
        rows = []
        for name in self._meta.fields:
            mine, stored = self.cleaned_data.get(name), getattr(newest, name)
            if isinstance(self.fields[name], forms.ModelMultipleChoiceField):
                mine, stored = sorted(mine or [], key=str), sorted(stored.all(), key=str)
            if (mine or None) != (stored or None):
                field = self.fields[name]
                rows.append(Difference(str(field.label), in_words(field, mine), in_words(field, stored)))
        return rows


def in_words(field: forms.Field, value) -> str:
    if value in (None, ""):
        return ""
    if isinstance(value, list):
        return ", ".join(str(row) for row in value)
    if isinstance(value, datetime):
        return date_format(localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        return str(dict(field.choices).get(value, value))
    return str(value)
