"""What an unanswered question looks like: a word or a dash, not a row of hyphens."""

from django import forms
from django.utils.translation import gettext_lazy as _

NOTHING = "–"
NOT_KNOWN = [("unknown", _("Not known")), ("true", _("Yes")), ("false", _("No"))]


def name_blanks(form: forms.BaseForm) -> None:
    """Give the empty choice of each of the form's menus a name: "Choose" where an answer is needed, else a dash."""
    for field in form.fields.values():
        blank = _("Choose") if field.required else NOTHING
        if isinstance(field, forms.ModelChoiceField):
            field.empty_label = blank if field.empty_label is not None else None
        elif isinstance(field, forms.NullBooleanField):
            field.widget.choices = NOT_KNOWN
        elif isinstance(field, forms.ChoiceField):
            field.choices = [(value, blank if value in ("", None) else label) for value, label in field.choices]
