from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.codes import LANGUAGES
from network.forms.layout import DateInput
from network.models import Site
from services.forms.public import PublicFormMixin
from services.models import STATEMENTS, Feedback

GRADES = range(4, 11)
AGREEMENTS = range(1, 6)
NO_ANSWER = ("", pgettext_lazy("answer to a statement", "Cannot say"))


def _numbers(label, numbers: range) -> forms.TypedChoiceField:
    """One of some numbers as large radio buttons; the last takes a choice back."""
    return forms.TypedChoiceField(
        label=label,
        choices=[*((number, str(number)) for number in numbers), NO_ANSWER],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )


class FeedbackForm(PublicFormMixin, forms.ModelForm):
    """A school grade, four statements, words: any of them, nothing is obligatory."""

    class Meta:
        model = Feedback
        fields = ["grade", *STATEMENTS, "comment", "language"]
        widgets = {"comment": forms.Textarea(attrs={"rows": 3})}
        labels = {"comment": _("In your own words"), "language": _("In which language were you served?")}
        help_texts = {"comment": _("Do not write your name or anybody else's.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["grade"] = _numbers(_("Which grade do you give us?"), GRADES)
        for name in STATEMENTS:
            self.fields[name] = _numbers(Feedback._meta.get_field(name).verbose_name, AGREEMENTS)
        label = self.fields["language"].label
        self.fields["language"] = forms.ChoiceField(label=label, choices=[NO_ANSWER, *LANGUAGES], required=False)
        for field in self.fields.values():
            field.hide_optional = True

    @property
    def statements(self) -> list:
        """The fields of the four statements, to be drawn alike."""
        return [self[name] for name in STATEMENTS]

    def clean(self):
        cleaned = super().clean()
        if not any(cleaned.get(name) for name in ("grade", *STATEMENTS, "comment")):
            raise forms.ValidationError(_("Answer at least one question before you send."))
        return cleaned


class FeedbackPeriodForm(forms.Form):
    """Which answers are counted: from–to, where, in which language of service. Empty counts all."""

    date_from = forms.DateField(label=_("From"), required=False, widget=DateInput)
    date_to = forms.DateField(label=_("To"), required=False, widget=DateInput)
    site = forms.ModelChoiceField(
        queryset=Site.objects.none(), label=_("Ohjaamo"), required=False, empty_label=_("All my Ohjaamos")
    )
    language = forms.ChoiceField(label=_("Language of service"), required=False, choices=[("", _("All")), *LANGUAGES])

    def __init__(self, *args, sites, **kwargs):
        """`sites`: the Ohjaamos whose answers the reader may see."""
        super().__init__(*args, **kwargs)
        self.sites = sites
        self.fields["site"].queryset = sites.order_by("name", "pk")
        for field in self.fields.values():
            field.hide_optional = True

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("date_from"), cleaned.get("date_to")
        if first and last and first > last:
            self.add_error("date_to", _("The last day is before the first."))
        return cleaned

    def chosen(self):
        """The answers that fit; none while the form is wrong."""
        if not self.is_valid():
            return Feedback.objects.none()
        given = self.cleaned_data
        wanted = {
            "date__gte": given["date_from"],
            "date__lte": given["date_to"],
            "site": given["site"],
            "language": given["language"],
        }
        found = Feedback.objects.filter(site__in=self.sites)
        return found.filter(**{name: value for name, value in wanted.items() if value})
