from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms.layout import page_form
from network.forms.versioned import VersionedModelForm
from reports.models import PublicStatistics


class PublicStatisticsForm(VersionedModelForm):
    """Whether an Ohjaamo shows its statistics, and from which year on. years: those that can be chosen."""

    class Meta:
        model = PublicStatistics
        fields = ["is_on", "first_year"]

    def __init__(self, *args, years: list[int], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["is_on"].label = _("Show the statistics to everybody")
        self.fields["is_on"].help_text = _(
            "The page, a file for spreadsheets and one for programs, in three languages."
        )
        choices = [("", _("All years that have records")), *((year, str(year)) for year in years)]
        self.fields["first_year"] = forms.TypedChoiceField(
            label=_("First year shown"), choices=choices, coerce=int, empty_value=None, required=False
        )
        self.helper = page_form("is_on", "first_year", "version")

    def save(self, commit: bool = True):
        raise NotImplementedError("reports.actions.public_statistics saves.")
