from datetime import date

from crispy_forms.layout import Fieldset
from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clients.models import Referral
from network.forms.checks import refuse_backwards
from network.forms.layout import DateInput, page_form, row
from network.forms.versioned import VersionedModelForm
from network.models import Agency, Expert

from .blanks import name_blanks
from .once import SentOnceForm

NOT_THEN = {"invalid_choice": _("Not valid on the date of the referral. Choose another, or mend the date.")}


class ReferralForm(VersionedModelForm):
    """A referral and its follow-up. Experts are offered from `sites`, and those valid on the day of the referral."""

    class Meta:
        model = Referral
        fields = [
            "date",
            "target",
            "to_agency",
            "from_expert",
            "accompanied",
            "status",
            "followup_date",
            "followup_result",
        ]
        widgets = {"date": DateInput, "followup_date": DateInput}
        error_messages = {"to_agency": NOT_THEN, "from_expert": NOT_THEN}
        help_texts = {
            "to_agency": _("Offered are the agencies that are in the network on the date of the referral."),
            "from_expert": _("Offered are the experts who work at your Ohjaamos on the date of the referral."),
            "accompanied": _("Somebody went along, or handed the matter over together with the young person."),
            "followup_date": _("The day on which it was asked how things went, three months after or later."),
        }

    def __init__(self, *args, sites, **kwargs):
        super().__init__(*args, **kwargs)
        day = self._day()
        agencies = Agency.objects.filter(Q(pk__in=Agency.objects.valid_on(day)) | Q(pk=self.instance.to_agency_id))
        mine = Expert.objects.at_sites(sites).valid_on(day)
        experts = Expert.objects.filter(Q(pk__in=mine) | Q(pk=self.instance.from_expert_id))
        self.fields["to_agency"].queryset = agencies
        # The young person let this receiver see them, and no other.
        self.fields["to_agency"].disabled = self.instance.sent_at is not None
        self.fields["from_expert"].queryset = experts
        name_blanks(self)
        self.helper = page_form(
            Fieldset(_("Referral"), row("date", "target"), "to_agency", "from_expert", "accompanied", "status"),
            Fieldset(_("Follow-up"), "followup_date", "followup_result"),
        )
        self.helper.render_hidden_fields = True

    def _day(self) -> date:
        """The date of the referral as typed, else as stored."""
        if self.is_bound:
            field = self.fields["date"]
            try:
                return field.clean(field.widget.value_from_datadict(self.data, {}, self.add_prefix("date")))
            except forms.ValidationError:
                pass  # told beside the field
        return self.instance.date

    def clean_date(self):
        return not_future(self.cleaned_data["date"])

    def clean_followup_date(self):
        return not_future(self.cleaned_data["followup_date"])

    def clean(self):
        cleaned = super().clean()
        refuse_backwards(self, "date", "followup_date", _("The follow-up is before the referral."))
        if cleaned.get("followup_result") and not cleaned.get("followup_date") and "followup_date" not in self.errors:
            self.add_error("followup_date", _("Give the date of the follow-up too."))
        return cleaned


class NewReferralForm(SentOnceForm, ReferralForm):
    """A referral not saved yet."""


def not_future(day: date | None) -> date | None:
    """`day`, refused when it is after today; what is written down has happened."""
    if day and day > timezone.localdate():
        raise forms.ValidationError(_("The date is in the future."))
    return day
