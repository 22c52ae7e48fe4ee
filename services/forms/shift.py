from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms.checks import name_the_empty, refuse_backwards
from network.forms.layout import DateInput, TimeInput, page_form, row
from network.models import Expert
from services.models import Shift


class ShiftForm(forms.ModelForm):
    """Who is at the Ohjaamo of `instance.site`, on which day and between which times."""

    class Meta:
        model = Shift
        fields = ["expert", "date", "starts", "ends"]
        widgets = {"date": DateInput, "starts": TimeInput, "ends": TimeInput}

    helper = page_form("expert", row("date", "starts", "ends"))

    def __init__(self, *args, experts, **kwargs):
        """`experts`: those whose shifts the editor keeps."""
        super().__init__(*args, **kwargs)
        offered = experts | Expert.objects.filter(pk=self.instance.expert_id)
        self.fields["expert"].queryset = offered.select_related("agency").order_by("sort_name", "pk")
        name_the_empty(self)
        self.fields["expert"].label_from_instance = lambda expert: f"{expert} · {expert.agency}"

    def clean(self):
        cleaned = super().clean()
        refuse_backwards(self, "starts", "ends", _("The shift ends before it starts."), same=False)
        expert, date = cleaned.get("expert"), cleaned.get("date")
        if expert and date:
            self._check(expert, date)
        return cleaned

    def _check(self, expert: Expert, date) -> None:
        if not expert.is_valid_on(date):
            self.add_error("date", _("%(name)s is not in the network on that day.") % {"name": expert})
        elif not self.errors:
            starts, ends = self.cleaned_data["starts"], self.cleaned_data["ends"]
            crossing = Shift.objects.filter(expert=expert, date=date, starts__lt=ends, ends__gt=starts)
            other = crossing.exclude(pk=self.instance.pk).select_related("site").first()
            if other:
                self.add_error(
                    "starts",
                    _("%(name)s has a shift at that time already, at %(site)s.") % {"name": expert, "site": other.site},
                )
