from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext_lazy as _

from network.forms.checks import name_the_empty, refuse_backwards
from network.forms.layout import DateInput, page_form, row
from network.models import Absence

from .years import refuse_strange_years


class AbsenceForm(forms.ModelForm):
    """Who is away, from which day to which. Why is not asked.

    `seen` comes back from the page that told which shifts go; without it nothing that cuts shifts is saved.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Absence
        fields = ["expert", "starts", "ends"]
        widgets = {"starts": DateInput, "ends": DateInput}

    helper = page_form("expert", row("starts", "ends"), "seen")

    def __init__(self, *args, experts, **kwargs):
        """`experts`: those whose absences the editor keeps."""
        super().__init__(*args, **kwargs)
        self.fields["expert"].queryset = experts.select_related("agency").order_by("sort_name", "pk")
        self.fields["expert"].label_from_instance = lambda expert: f"{expert} · {expert.agency}"
        name_the_empty(self)

    def clean(self):
        cleaned = super().clean()
        refuse_strange_years(self, "starts", "ends")
        # Before the database compares it with others: it refuses to look at a backward period at all.
        refuse_backwards(self, "starts", "ends", _("The last day away is before the first."))
        return cleaned

    def add_error(self, field, error):
        # The database's rules speak of the whole row; they are shown beside the day that breaks them.
        whole = getattr(error, "error_dict", {})
        if field is None and set(whole) == {NON_FIELD_ERRORS}:
            field, error = "ends", whole[NON_FIELD_ERRORS]
        super().add_error(field, error)

    @property
    def mark(self) -> str:
        """What the editor has seen the shifts of."""
        cleaned = self.cleaned_data
        return f"{cleaned['expert'].pk} {cleaned['starts']} {cleaned['ends']}"

    def has_seen(self) -> bool:
        """Whether the editor has been told which shifts this very absence cuts; if not, the next try has."""
        if self.cleaned_data.get("seen") == self.mark:
            return True
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = self.mark
        return False
