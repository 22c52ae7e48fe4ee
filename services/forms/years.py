"""Typing slips in years: a day in 9026 would make the rota count for thousands of years."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

FIRST, LAST = date(1990, 1, 1), date(2100, 12, 31)


def refuse_strange_years(form: forms.BaseForm, *names: str) -> None:
    """An error beside each of the date fields `names` whose year cannot be meant."""
    for name in names:
        day = form.cleaned_data.get(name)
        if day is not None and not FIRST <= day <= LAST:
            form.add_error(name, _("Check the year."))
