from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms.checks import refuse_backwards
from network.forms.layout import DateInput, TimeInput, page_form, row
from services.models import Event


class EventForm(forms.ModelForm):
    """Something on the programme, at one of the editor's Ohjaamos."""

    class Meta:
        model = Event
        fields = ["site", "title_fi", "title_sv", "title_en", "date", "starts", "ends", "place"]
        widgets = {"date": DateInput, "starts": TimeInput, "ends": TimeInput}
        help_texts = {"place": _("Empty = at the Ohjaamo.")}

    helper = page_form("site", "title_fi", row("title_sv", "title_en"), row("date", "starts", "ends"), "place")

    def __init__(self, *args, sites, **kwargs):
        """`sites`: where the editor may put events."""
        super().__init__(*args, **kwargs)
        self.fields["site"].queryset = sites.order_by("name", "pk")
        self.fields["site"].empty_label = None

    def clean(self):
        cleaned = super().clean()
        refuse_backwards(self, "starts", "ends", _("The event ends before it starts."), same=False)
        return cleaned
