from django import forms

from network.texts import plain_text


class PlainTextMixin:
    """Cleans HTML out of everything that is typed into the form's text fields."""

    def _clean_fields(self):
        super()._clean_fields()
        for name, value in list(self.cleaned_data.items()):
            if isinstance(value, str) and isinstance(self.fields[name].widget, (forms.TextInput, forms.Textarea)):
                self.cleaned_data[name] = plain_text(value)
                if value and not self.cleaned_data[name] and self.fields[name].required:
                    self.add_error(name, self.fields[name].error_messages["required"])
