from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter

from clients.codes import ReferralStatus, ReferralTarget

from .base import PeriodFilter


class ReferralFilter(PeriodFilter):
    """The referrals, all of them at first: an old one without an answer matters most."""

    FOLLOW_UPS = [("due", _("Due, not done")), ("done", _("Done"))]

    status = ChoiceFilter(label=_("Status"), choices=ReferralStatus.choices, empty_label=_("All"))
    target = ChoiceFilter(label=_("Target"), choices=ReferralTarget.choices, empty_label=_("All"))
    followup = ChoiceFilter(label=_("Follow-up"), choices=FOLLOW_UPS, method="filter_followup", empty_label=_("All"))

    def filter_followup(self, queryset, name, value):
        return queryset.followup_due(self.today) if value == "due" else queryset.exclude(followup_result="")
