"""Formsets whose rows are added by a submit button, so that they grow without JavaScript."""

from django.forms import BaseFormSet
from django.forms.utils import ErrorDict
from django.http import QueryDict

ADD = "add_row"
MOST_DIGITS = 4  # of a number of rows


def wants_row(data: QueryDict | None) -> bool:
    """Whether the "add another" button was pressed instead of "save"."""
    return data is not None and ADD in data


def one_more(data: QueryDict, prefix: str) -> QueryDict:
    """The posted data with room for one more row; all that was typed stays."""
    grown = data.copy()
    grown[f"{prefix}-TOTAL_FORMS"] = str(row_count(data, prefix) + 1)
    return grown


def row_count(data: QueryDict, prefix: str) -> int:
    """How many rows were sent, as far as that is a number of rows at all; else 0."""
    count = data.get(f"{prefix}-TOTAL_FORMS", "")
    return int(count) if count.isdecimal() and len(count) <= MOST_DIGITS else 0


def hold_errors(*sources) -> None:
    """Show forms and formsets as typed, unjudged: nobody asked to save yet."""
    for source in sources:
        if isinstance(source, BaseFormSet):
            hold_errors(*source.forms)
            source._errors = [form._errors for form in source.forms]
            source._non_form_errors = source.error_class(error_class="nonform", renderer=source.renderer)
        else:
            source.cleaned_data = {}
            source._errors = ErrorDict(renderer=source.renderer)
