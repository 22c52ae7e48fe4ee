"""Adding a young person at the counter: a name and a date of birth are enough."""

from django import forms
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _

from clients.models import Client
from clients.search import Query, parse

OLDEST = 120


class BirthDateText(forms.DateField):
    """A date of birth as people write it at the counter."""

    def to_python(self, value):
        typed = parse(value or "").birth_date
        return typed or super().to_python(value)


class ClientCreateForm(forms.ModelForm):
    """A new young person, inside the counter's form (its fields are named apart by the prefix)."""

    prefix = "new"

    birth_date = BirthDateText(
        label=_("Date of birth"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "placeholder": "17.2.2004"}),
    )

    class Meta:
        model = Client
        fields = ["first_name", "last_name", "birth_date"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("first_name", "last_name"):
            self.fields[name].widget.attrs.update(autocomplete="off", spellcheck="false")
            # A limit in the browser would cut a long name off without a word.
            self.fields[name].widget.attrs.pop("maxlength", None)
        for field in self.fields.values():
            field.hide_optional = True

    @classmethod
    def for_query(cls, query: Query) -> "ClientCreateForm":
        """The form with what was searched for filled in: first word, other words, a whole date."""
        day = formats.date_format(query.birth_date, "SHORT_DATE_FORMAT") if query.birth_date else ""
        names = [word[:1].upper() + word[1:] for word in query.words]
        return cls(initial={"first_name": " ".join(names[:1]), "last_name": " ".join(names[1:]), "birth_date": day})

    def clean_birth_date(self):
        day = self.cleaned_data["birth_date"]
        if day is None:
            return None
        today = timezone.localdate()
        if day > today:
            raise forms.ValidationError(_("The date of birth is in the future."))
        if today.year - day.year > OLDEST:
            raise forms.ValidationError(_("The date of birth is too far in the past."))
        return day

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("first_name") and not cleaned.get("last_name") and not self.errors:
            self.add_error("first_name", _("Give at least a first name."))
        return cleaned
