"""Sending a referral: to whom, why, and the young person's consent in the same form."""

from crispy_forms.layout import Div, Fieldset
from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from clients.actions.consents import needs_guardian
from clients.codes import ConsentGiven, ConsentScope
from clients.models import Referral
from network.dates import a_year_from_today
from network.forms.layout import DateInput, page_form
from network.forms.texts import PlainTextMixin
from network.models import Agency, Expert

from .blanks import name_blanks
from .once import SentOnceForm
from .plan import ExpertChoice

HINT = _("Nothing about health and no personal identity codes belong here.")
NOW, AGENCY, NONE = "now", "agency", "none"
YES_NO = [("true", _("Yes")), ("false", _("No"))]


def to_bool(value: str) -> bool:
    """What the radio buttons "true" and "false" say."""
    return value == "true"


class ReceiverFields(forms.ModelForm):
    """To whom something is sent: an agency, or one expert of it; the expert alone is enough."""

    to_expert = ExpertChoice(Expert.objects.none(), label=_("To the expert"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        valid = Agency.objects.valid_on(today)
        self.fields["to_agency"].queryset = valid
        self.fields["to_agency"].required = False
        self.fields["to_agency"].label = _("To the agency")
        self.fields["to_expert"].queryset = (
            Expert.objects.valid_on(today).filter(agency__in=valid).select_related("agency")
        )
        self.fields["to_expert"].help_text = _("Then nobody else at the agency sees it.")
        for name in ("to_agency", "to_expert"):
            self.fields[name].hide_optional = True  # one of the two is needed

    def clean(self):
        cleaned = super().clean()
        agency, expert = cleaned.get("to_agency"), cleaned.get("to_expert")
        if expert and agency and expert.agency_id != agency.pk:
            self.add_error("to_expert", _("The expert works at another agency. Choose one of the two."))
        elif expert:
            cleaned["to_agency"] = expert.agency
        elif not agency and self.needs_receiver() and not {"to_agency", "to_expert"} & set(self.errors):
            self.add_error("to_agency", _("Choose an agency or an expert."))
        return cleaned

    def needs_receiver(self) -> bool:
        """Whether it must go to somebody."""
        return True


class ReferralSendForm(SentOnceForm, PlainTextMixin, ReceiverFields):
    """A new referral of `client` from `site`. Pressing "write_down" keeps it without sending it to anybody."""

    accompanied = forms.TypedChoiceField(
        label=_("Do you go along?"),
        choices=YES_NO,
        coerce=to_bool,
        widget=forms.RadioSelect,
        help_text=_("An accompanied handover: you meet together, and the receiver confirms the arrival."),
    )
    consent = forms.ChoiceField(
        label=_("May the receiver get the young person's name and your reason?"),
        choices=[
            (NOW, _("Yes, the young person agrees now, for this referral")),
            (AGENCY, _("Yes, the agency has a consent already")),
            (NONE, _("No")),
        ],
        widget=forms.RadioSelect,
    )
    scopes = forms.MultipleChoiceField(
        label=_("What else may be seen"),
        choices=[choice for choice in ConsentScope.choices if choice[0] != ConsentScope.BASIC],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("The basic data go along always: name, date of birth, how to reach them."),
    )
    given = forms.ChoiceField(
        label=_("How given"),
        choices=[choice for choice in ConsentGiven.choices if choice[0] != ConsentGiven.OWN_PAGE],
        widget=forms.RadioSelect,
        required=False,
    )
    witness = forms.CharField(label=_("Witness, or where the paper is kept"), max_length=120, required=False)
    signature_name = forms.CharField(
        label=_("The young person's name, typed by themselves"), max_length=120, required=False
    )
    valid_to = forms.DateField(label=_("Until"), widget=DateInput, initial=a_year_from_today, required=False)
    guardian_name = forms.CharField(label=_("Guardian's name"), max_length=120, required=False)
    guardian_given = forms.ChoiceField(
        label=_("How the guardian agreed"), choices=[("", "–"), *ConsentGiven.choices], required=False
    )

    class Meta:
        model = Referral
        fields = ["to_agency", "to_expert", "target", "reason", "urgency"]
        widgets = {"reason": forms.Textarea(attrs={"rows": 4}), "urgency": forms.RadioSelect}
        help_texts = {"reason": HINT}

    def __init__(self, *args, client, site, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.client, self.instance.site = client, site
        self._ease()
        name_blanks(self)
        guardian = ["guardian_name", "guardian_given"]
        if not needs_guardian(client, site):
            for name in guardian:
                del self.fields[name]
            guardian = []
        consent = ["scopes", "given", "witness", "signature_name", "valid_to", *guardian]
        self.helper = page_form(
            Fieldset(_("To whom"), "to_agency", "to_expert", "target"),
            Fieldset(_("What it is about"), "reason", "urgency", "accompanied"),
            Fieldset(_("Consent"), "consent", Div(*consent, css_class="consent-now")),
            submit=_("Send"),
        )
        self.helper.render_hidden_fields = True

    @property
    def writes_down(self) -> bool:
        """Whether it is only written down, and sent to nobody."""
        return "write_down" in self.data

    @property
    def lacks_consent(self) -> bool:
        """Whether the young person said no, so that other ways are offered."""
        return self.is_bound and self.data.get("consent") == NONE and not self.writes_down

    def _ease(self) -> None:
        """Ask only for what this way of referring needs; what a consent needs is told when there is one."""
        reason, goes_out = self.fields["reason"], not (self.writes_down or self.lacks_consent)
        reason.required = goes_out
        reason.error_messages["required"] = _("Tell the receiver in a few words what it is about.")
        self.fields["consent"].required = not self.writes_down
        for name in ("target", "accompanied"):
            self.fields[name].required = not self.lacks_consent
        for name in ("reason", "given", "witness", "signature_name", "valid_to"):
            self.fields[name].hide_optional = True

    def needs_receiver(self) -> bool:
        return not (self.writes_down or self.lacks_consent)

    def clean(self):
        cleaned = super().clean()
        if self.lacks_consent:
            self.add_error("consent", _("Without consent nothing is sent. Choose below what to do instead."))
        if cleaned.get("consent") == NOW and not self.writes_down:
            self._check_given(cleaned)
        return cleaned

    def _check_given(self, cleaned: dict) -> None:
        given = cleaned.get("given")
        if not given and "given" not in self.errors:
            self.add_error("given", _("Choose how the consent was given."))
        if given in (ConsentGiven.SPOKEN, ConsentGiven.PAPER) and not cleaned.get("witness"):
            self.add_error("witness", _("Write who witnessed it, or where the paper is kept."))
        if given == ConsentGiven.TABLET and not cleaned.get("signature_name"):
            self.add_error("signature_name", _("The young person types their name here."))

    def consent_fields(self) -> dict | None:
        """What give_consents wants to know; None when the receiver has a consent already."""
        if self.cleaned_data["consent"] != NOW:
            return None
        names = ["scopes", "given", "witness", "signature_name", "guardian_name", "guardian_given"]
        given = {name: self.cleaned_data[name] for name in names if name in self.fields}
        return given | {
            "valid_to": self.cleaned_data["valid_to"] or a_year_from_today(),
            "language": (get_language() or "fi")[:2],
        }

    def save(self, commit: bool = True) -> Referral:
        referral = super().save(commit=False)
        referral.accompanied = self.cleaned_data["accompanied"]
        return referral
