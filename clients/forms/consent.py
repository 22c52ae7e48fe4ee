from crispy_forms.layout import Fieldset
from django import forms
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from clients.actions.consents import check_guardian, check_period
from clients.codes import ConsentGiven, ConsentScope
from clients.consent_texts import TEXTS, Terms
from clients.models import Client, Consent
from clients.signatures import clean_signature
from network.dates import a_year_from_today
from network.forms.layout import DateInput, page_form, row
from network.forms.texts import PlainTextMixin
from network.models import Agency, Expert, Site

from .blanks import name_blanks
from .once import SentOnceForm

MORE_SCOPES = [choice for choice in ConsentScope.choices if choice[0] != ConsentScope.BASIC]
ASKED_HERE = [ConsentGiven.TABLET, ConsentGiven.PAPER, ConsentGiven.SPOKEN]


def given_choices() -> list[tuple]:
    """The ways of giving that somebody records; the young person's own page records its own."""
    return [(way.value, way.label) for way in ASKED_HERE]


class TermsForm(forms.Form):
    """What is asked for: which agencies, what, from when until when. Also read from the address of the next page."""

    agencies = forms.ModelMultipleChoiceField(
        label=_("Who may see"),
        queryset=Agency.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one agency."),
            "invalid_choice": _("One of these is not in the network today. Choose again."),
        },
    )
    scopes = forms.MultipleChoiceField(
        label=_("What, besides the basic data"),
        choices=MORE_SCOPES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Name, contact details and background go with every consent. Only what is needed."),
    )
    valid_from = forms.DateField(label=_("From"), widget=DateInput, initial=timezone.localdate)
    valid_to = forms.DateField(label=_("Until"), widget=DateInput, initial=a_year_from_today)
    language = forms.ChoiceField(label=_("Language of the text"), choices=TEXTS, widget=forms.RadioSelect)

    def __init__(self, *args, client: Client, site: Site | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.client, self.site = client, site
        self._offer_agencies()
        self.fields["scopes"].hide_optional = True
        tongue = client.mother_tongue
        self.fields["language"].initial = tongue if tongue in dict(TEXTS) else "fi"

    def _offer_agencies(self) -> None:
        """The agencies of today, those first whose experts are at the Ohjaamo."""
        today, field = timezone.localdate(), self.fields["agencies"]
        present = Expert.objects.at_sites([self.site]).valid_on(today).filter(agency=OuterRef("pk"))
        field.queryset = Agency.objects.valid_on(today).annotate(is_here=Exists(present))
        groups = {True: [], False: []}
        for agency in field.queryset:
            groups[agency.is_here].append((agency.pk, agency.name))
        here = _("At %(site)s") % {"site": self.site} if self.site else ""
        field.widget.choices = [
            (name, choices) for name, choices in ((here, groups[True]), (_("Elsewhere"), groups[False])) if choices
        ]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("valid_from") and cleaned.get("valid_to"):
            try:
                check_period(cleaned["valid_from"], cleaned["valid_to"])
            except forms.ValidationError as error:
                self.add_error(None, error)
        return cleaned

    @property
    def address(self) -> str:
        """What was chosen, as the end of the address of the next page: numbers, codes and days, no name."""
        chosen = self.cleaned_data
        return urlencode(
            {
                "agencies": [agency.pk for agency in chosen["agencies"]],
                "scopes": chosen["scopes"],
                "valid_from": chosen["valid_from"].isoformat(),
                "valid_to": chosen["valid_to"].isoformat(),
                "language": chosen["language"],
            },
            doseq=True,
        )

    @property
    def terms(self) -> Terms:
        """What was chosen, for the text."""
        chosen = self.cleaned_data
        return Terms(
            client=self.client,
            site=self.site,
            receivers=list(chosen["agencies"]),
            scopes=[ConsentScope.BASIC.value, *chosen["scopes"]],
            valid_from=chosen["valid_from"],
            valid_to=chosen["valid_to"],
            language=chosen["language"],
        )


class GuardianForm(PlainTextMixin, forms.Form):
    """A guardian's part, asked for where the Ohjaamo wants it: below its age, or when the age is not known."""

    guardian_name = forms.CharField(
        label=_("Guardian’s name"), max_length=Consent._meta.get_field("guardian_name").max_length, required=False
    )
    guardian_given = forms.ChoiceField(
        label=_("How the guardian agreed"), choices=lambda: [("", ""), *given_choices()], required=False
    )

    def ask_guardian(self, client: Client, site: Site | None) -> None:
        """Keep these fields or take them away."""
        age = client.age_on(timezone.localdate())
        limit = site.guardian_under if site else None
        if not limit or (age is not None and age >= limit):
            del self.fields["guardian_name"], self.fields["guardian_given"]
        name_blanks(self)

    def check_guardian(self, client: Client, site: Site | None) -> None:
        """Put what is missing of the guardian's part beside its fields."""
        if "guardian_name" not in self.fields:
            return
        try:
            check_guardian(client, site, *(self.cleaned_data.get(name, "") for name in GuardianForm.base_fields))
        except forms.ValidationError as error:
            self.add_error(None, error)

    @property
    def guardian(self) -> dict:
        """The guardian's part, empty where none is asked for."""
        return {name: self.cleaned_data.get(name, "") for name in GuardianForm.base_fields}


class ConsentForm(GuardianForm, TermsForm, SentOnceForm):
    """A consent as it is asked for on the page of a person; on the screen, the next page is the young person's."""

    given = forms.ChoiceField(
        label=_("How it is given"),
        choices=given_choices,
        widget=forms.RadioSelect,
        initial=ConsentGiven.TABLET,
        help_text=_("On the screen: turn it to the young person, who reads and signs on the next page."),
    )
    witness = forms.CharField(
        label=_("Witness, or where the paper is kept"),
        max_length=Consent._meta.get_field("witness").max_length,
        required=False,
        help_text=_("Not needed on the screen."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.ask_guardian(self.client, self.site)
        self.fields["witness"].hide_optional = True
        guardian = [name for name in GuardianForm.base_fields if name in self.fields]
        self.helper = page_form(
            "agencies",
            "scopes",
            row("valid_from", "valid_to"),
            "language",
            Fieldset(_("How"), "given", "witness", *guardian),
            submit=_("Go on"),
        )
        self.helper.render_hidden_fields = True

    @property
    def is_for_paper(self) -> bool:
        """Whether the text is wanted on paper first."""
        return "paper" in self.data

    @property
    def is_for_screen(self) -> bool:
        return self.cleaned_data["given"] == ConsentGiven.TABLET

    def clean(self):
        cleaned = super().clean()
        if self.is_for_paper or not cleaned.get("given") or self.is_for_screen:
            return cleaned
        if not cleaned.get("witness") and "witness" not in self.errors:
            spoken = cleaned["given"] == ConsentGiven.SPOKEN
            self.add_error(
                "witness", _("Give the witness’s name.") if spoken else _("Say where the signed paper is kept.")
            )
        self.check_guardian(self.client, self.site)
        return cleaned


class SignForm(GuardianForm, SentOnceForm):
    """The young person's own page: signs by drawing, or by typing their name."""

    signature = forms.CharField(widget=forms.HiddenInput, required=False)
    signature_name = forms.CharField(
        label=_("Or type your name"), max_length=Consent._meta.get_field("signature_name").max_length, required=False
    )

    def __init__(self, *args, client: Client, site: Site | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.client, self.site = client, site
        self.ask_guardian(client, site)
        self.fields["signature_name"].hide_optional = True

    def clean(self):
        cleaned = super().clean()
        try:
            cleaned["signature"] = clean_signature(cleaned.get("signature", ""))
        except forms.ValidationError as error:
            self.add_error("signature_name", error)
            self.data = self.data.copy()
            self.data["signature"] = ""
        if not self.errors and not cleaned["signature"] and not cleaned["signature_name"]:
            self.add_error("signature_name", _("Sign with your finger, or type your name."))
        self.check_guardian(self.client, self.site)
        return cleaned
