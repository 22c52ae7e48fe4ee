"""How forms are laid out, the same in all apps; the page draws them with templates/includes/_form.html."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout
from django import forms
from django.utils.translation import gettext_lazy as _


def page_form(*fields, submit: str = _("Save")) -> FormHelper:
    """A helper for a page's main form.

    `fields` are names or crispy layout objects in order (none = the form's own order); `submit` is the button's
    text. The template draws the form tag, the error summary above and the button below.
    """
    helper = FormHelper()
    helper.form_tag = False
    helper.summary_on_top = True
    helper.submit_label = submit
    if fields:
        helper.layout = Layout(*fields)
    return helper


def row(*fields) -> Div:
    """Short fields side by side where there is room, such as a first and a last day."""
    return Div(*fields, css_class="field-row")


class DateInput(forms.DateInput):
    """The browser's own date field; it shows dates in the user's way and sends ISO."""

    input_type = "date"

    def __init__(self, attrs: dict | None = None):
        super().__init__(attrs, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    """The browser's own time field, to the minute."""

    input_type = "time"

    def __init__(self, attrs: dict | None = None):
        super().__init__(attrs, format="%H:%M")
