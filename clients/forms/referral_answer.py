"""What the receiver of a referral answers, in the app or by a link: the same forms."""

from datetime import datetime

from crispy_forms.layout import Div
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clients.actions.referral_answers import Answer
from clients.codes import DeclineReason, ReferralClosing, ReferralStatus
from network.forms.layout import DateInput, TimeInput, page_form, row
from network.forms.texts import PlainTextMixin

from .referral import not_future

ACCEPT, PROPOSE, DECLINE = "accept", "propose", "decline"


class ReplyForm(PlainTextMixin, forms.Form):
    """Carries the version that was looked at, so that of two answers at once only one is written."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, referral, **kwargs):
        super().__init__(*args, initial={"version": referral.version} | kwargs.pop("initial", {}), **kwargs)
        self.referral = referral

    def tell_changed(self, referral) -> None:
        """Say that somebody was first; what was typed stays, and the next try is about the newest state."""
        self.add_error(
            None,
            _("Somebody else has answered or changed this meanwhile. Nothing of yours was saved. Now it is: %(state)s.")
            % {"state": referral.get_status_display()},
        )
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = str(referral.version)


class AnswerForm(ReplyForm):
    """Accept, propose a time, or decline with a reason."""

    kind = forms.ChoiceField(
        label=_("Your answer"),
        choices=[
            (ACCEPT, _("Yes, welcome")),
            (PROPOSE, _("I propose a time")),
            (DECLINE, _("Not possible")),
        ],
        widget=forms.RadioSelect,
    )
    proposed_date = forms.DateField(label=_("Day"), widget=DateInput, required=False)
    proposed_time = forms.TimeField(label=_("Time"), widget=TimeInput, required=False)
    decline_reason = forms.ChoiceField(label=_("Why not"), choices=[("", "–"), *DeclineReason.choices], required=False)
    words = forms.CharField(
        label=_("A few words to the Ohjaamo"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Nothing about health and no personal identity codes belong here."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("proposed_date", "proposed_time", "decline_reason"):
            self.fields[name].hide_optional = True  # asked for by the answer above
        proposed = Div(row("proposed_date", "proposed_time"), css_class="if-propose")
        declined = Div("decline_reason", css_class="if-decline")
        self.helper = page_form("kind", proposed, declined, "words", submit=_("Send the answer"))
        self.helper.render_hidden_fields = True

    def clean(self):
        cleaned = super().clean()
        kind = cleaned.get("kind")
        if kind == DECLINE and not cleaned.get("decline_reason") and "decline_reason" not in self.errors:
            self.add_error("decline_reason", _("Choose why not, so that the Ohjaamo knows where to look next."))
        if kind == DECLINE and cleaned.get("decline_reason") == DeclineReason.OTHER and not cleaned.get("words"):
            self.add_error("words", _("Write the reason in a few words."))
        if kind == PROPOSE:
            self._check_time(cleaned)
        return cleaned

    def _check_time(self, cleaned: dict) -> None:
        day, clock = cleaned.get("proposed_date"), cleaned.get("proposed_time")
        for name, value in (("proposed_date", day), ("proposed_time", clock)):
            if value is None and name not in self.errors:
                self.add_error(name, _("Give the day and the time that you propose."))
        if day and clock:
            moment = timezone.make_aware(datetime.combine(day, clock))
            if moment < timezone.now():
                self.add_error("proposed_date", _("The time you propose is over already."))
            cleaned["proposed_at"] = moment

    def answer(self) -> Answer:
        """The valid form as an answer."""
        cleaned = self.cleaned_data
        words = cleaned["words"]
        if cleaned["kind"] == ACCEPT:
            return Answer(ReferralStatus.ACCEPTED, words)
        if cleaned["kind"] == DECLINE:
            return Answer(ReferralStatus.DECLINED, words, decline_reason=cleaned["decline_reason"])
        return Answer(ReferralStatus.SENT, words, proposed_at=cleaned["proposed_at"])


class ClosingForm(ReplyForm):
    """How a referral ended: the young person came, or why not."""

    closing = forms.ChoiceField(
        label=_("What happened?"),
        choices=[choice for choice in ReferralClosing.choices if choice[0] != ReferralClosing.UNANSWERED],
        widget=forms.RadioSelect,
    )
    arrived_on = forms.DateField(
        label=_("The day on which they came"), widget=DateInput, required=False, initial=timezone.localdate
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["arrived_on"].hide_optional = True
        self.helper = page_form("closing", Div("arrived_on", css_class="if-arrived"), submit=_("Save"))
        self.helper.render_hidden_fields = True

    def clean_arrived_on(self):
        day = not_future(self.cleaned_data["arrived_on"])
        if day and day < self.referral.date:
            raise forms.ValidationError(_("The arrival is before the referral."))
        return day

    def clean(self):
        cleaned = super().clean()
        arrived = cleaned.get("closing") == ReferralClosing.ARRIVED
        if arrived and not cleaned.get("arrived_on") and "arrived_on" not in self.errors:
            self.add_error("arrived_on", _("Give the day on which they came."))
        if not arrived:
            self.errors.pop("arrived_on", None)  # of no meaning then
        return cleaned
