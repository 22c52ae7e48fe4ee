from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from network.handover import OpenWork
from network.models import Expert

from .layout import page_form


class HandoverForm(forms.Form):
    """To whom the open work goes when a login is closed, and whether the expert leaves the network as well."""

    to = forms.ModelChoiceField(
        label=_("Who goes on with it"),
        queryset=Expert.objects.none(),
        empty_label=_("Choose"),
        help_text=_("Colleagues of the same agency, or experts of the same Ohjaamo."),
    )
    ends = forms.BooleanField(
        label=_("Leaves the network"),
        required=False,
        initial=True,
        help_text=_("The entry in the directory ends yesterday; its past stays."),
    )

    def __init__(self, *args, expert: Expert, colleagues: QuerySet[Expert], work: list[OpenWork], **kwargs):
        super().__init__(*args, **kwargs)
        self.expert = expert
        self.fields["to"].queryset = colleagues.select_related("agency")
        self.fields["to"].label_from_instance = lambda row: f"{row.full_name}, {row.agency}"
        if not work:
            del self.fields["to"]
        self.helper = page_form(*self.fields, submit=_("Close the login"))

    def clean_to(self) -> Expert:
        """The duty of contact person stays in the agency, while it has others who could take it."""
        to, agency = self.cleaned_data["to"], self.expert.agency_id
        others = self.fields["to"].queryset.filter(agency=agency)
        if self.expert.is_agency_contact and to.agency_id != agency and others.exists():
            raise forms.ValidationError(
                _("%(expert)s is the contact person of %(agency)s. Choose somebody of that agency."),
                params={"expert": self.expert, "agency": self.expert.agency},
            )
        return to
