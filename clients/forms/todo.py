"""Short forms of the to-do page: one answer each, in place."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clients.codes import FollowupResult
from network.forms.layout import DateInput

LONGEST_VISIT = 1440
MOST_HEADS = 10_000
# A review farther off than this is a slip of the pen.
FARTHEST_REVIEW = timedelta(days=2 * 366)


class MinutesForm(forms.Form):
    """How long a visit took."""

    minutes = forms.IntegerField(
        label=_("Minutes"),
        min_value=1,
        max_value=LONGEST_VISIT,
        error_messages={"max_value": _("A visit cannot be longer than a day."), "invalid": _("Give whole minutes.")},
    )


class HeadsOnlyForm(forms.Form):
    """How many there were; women, men and ages are given on the event's own form."""

    headcount = forms.IntegerField(label=_("Head count"), min_value=0, max_value=MOST_HEADS)


class ReviewForm(forms.Form):
    """The plan has been looked at: when next."""

    review_on = forms.DateField(label=_("Next time on"), widget=DateInput)

    def clean_review_on(self):
        day, today = self.cleaned_data["review_on"], timezone.localdate()
        if day <= today:
            raise forms.ValidationError(_("Give a day to come."))
        if day > today + FARTHEST_REVIEW:
            raise forms.ValidationError(_("The day is too far off."))
        return day


class FollowupResultForm(forms.Form):
    """What became of a referral, as one tap."""

    result = forms.ChoiceField(label=_("Result"), choices=FollowupResult.choices)


class ContinuedForm(forms.Form):
    """Whether the work went on after a wage subsidy, as one tap."""

    continued = forms.TypedChoiceField(
        label=_("Did the work go on?"),
        choices=[("yes", _("The work went on")), ("no", _("It ended"))],
        coerce=lambda value: value == "yes",
    )
