"""The fields of a use of a service, the same for one person and for a group."""

from datetime import date

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from clients.cards import expiry_of
from clients.codes import Card, ServiceKind
from clients.models import FOR_LIFE, Client, ServiceUse
from network.forms.checks import refuse_backwards
from network.forms.layout import DateInput
from network.forms.texts import PlainTextMixin
from network.forms.versioned import VersionedModelForm
from services.models import Service

from .blanks import name_blanks
from .once import SentOnceForm
from .referral import not_future

# Before any Ohjaamo: a slip of the pen.
EARLIEST = date(2000, 1, 1)
MOST_PEOPLE = 60
# What is often known only afterwards, so that filling it in is no correction.
RESULTS = {"passed", "card_expires_on", "ends"}


class ServiceUseForm(PlainTextMixin, VersionedModelForm):
    """What was used, when and where; a card training also names its card, whether it was passed and until when valid.

    `sites` are the Ohjaamos offered.
    """

    class Meta:
        model = ServiceUse
        fields = ["kind", "card", "passed", "card_expires_on", "title", "service", "date", "ends", "site"]
        widgets = {"kind": forms.RadioSelect, "date": DateInput, "ends": DateInput, "card_expires_on": DateInput}
        labels = {"kind": _("What was it?"), "title": _("Name of the course, group or job")}
        help_texts = {
            "title": _("For example “Sewing group” or “Job-seeking course”. No names of young people."),
            "service": _("If it is one of the services in the service tray."),
            "ends": _("Only when it lasts longer than a day."),
            "passed": _("Can be filled in later."),
            "card_expires_on": _("Empty = counted from the training where the time is fixed."),
        }

    def __init__(self, *args, sites, **kwargs):
        super().__init__(*args, **kwargs)
        kept = Q(pk=self.instance.service_id)
        self.fields["service"].queryset = Service.objects.filter(Q(pk__in=Service.objects.told_to_all()) | kept)
        self.fields["site"].queryset = sites.order_by("name", "pk")
        self.fields["site"].empty_label = None
        name_blanks(self)
        self.fields["kind"].choices = ServiceKind.choices  # without the empty one, which no chip needs
        self.fields["card"].choices = [("", _("Choose")), *Card.choices]
        self.fields["card"].hide_optional = True
        # What has changed is told from the stored row (a default that is a function would say otherwise).
        self.fields["date"].show_hidden_initial = False

    def clean_date(self) -> date:
        day = not_future(self.cleaned_data["date"])
        if day < EARLIEST:
            raise forms.ValidationError(_("The date is too far in the past."))
        return day

    def clean(self):
        cleaned = super().clean()
        refuse_backwards(self, "date", "ends", _("The last day is before the first."))
        if cleaned.get("kind") == ServiceKind.CARD_TRAINING:
            self._clean_card(cleaned)
        elif "kind" in cleaned:
            # What was hidden when the kind was changed is not asked for, so it is not kept either.
            cleaned.update(card="", passed=None, card_expires_on=None)
        return cleaned

    def _clean_card(self, cleaned: dict) -> None:
        """A training names its card; a card that was not gained, or is for life, has no last day."""
        card, expires = cleaned.get("card"), cleaned.get("card_expires_on")
        if not card:
            if "card" not in self.errors:
                self.add_error("card", _("Choose the card."))
            return
        if expires and card in FOR_LIFE:
            self.add_error("card_expires_on", _("This card does not expire. Leave the date empty."))
        elif expires and cleaned.get("passed") is False:
            self.add_error("card_expires_on", _("The training was not passed, so there is no card to expire."))
        elif not expires and cleaned.get("passed") is not False and cleaned.get("date"):
            cleaned["card_expires_on"] = expiry_of(card, cleaned.get("ends") or cleaned["date"])
        refuse_backwards(self, "date", "card_expires_on", _("The card expires before the training."))

    def values(self) -> dict:
        """The validated fields, for the actions."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class NewServiceUseForm(SentOnceForm, ServiceUseForm):
    """A use by one person, not saved yet."""


class ServiceUseMendForm(ServiceUseForm):
    """A use opened again. When it is no longer one's own of today, a correction says why; a result needs no reason."""

    reason = forms.CharField(
        label=_("Why is it changed?"),
        max_length=200,
        required=False,
        help_text=_("Needed when something else than the result is mended later. Kept with the entry."),
    )

    def __init__(self, *args, instance: ServiceUse, user, **kwargs):
        super().__init__(*args, instance=instance, **kwargs)
        self.needs_reason = not instance.is_mendable_by(user, timezone.localdate())
        self.fields["reason"].hide_optional = True
        if not self.needs_reason:
            del self.fields["reason"]

    def clean(self):
        cleaned = super().clean()
        corrected = set(self.changed_data) - RESULTS - {"reason", "version"}
        if self.needs_reason and corrected and not cleaned.get("reason"):
            self.add_error("reason", _("Say why it is changed."))
        return cleaned


class ServiceUseWithdrawForm(forms.Form):
    """Taking a use back; why, when it is not one's own of today."""

    reason = forms.CharField(label=_("Why is it withdrawn?"), max_length=200, help_text=_("Kept with the entry."))


class ServiceUseGroupForm(SentOnceForm, ServiceUseForm):
    """The same use by several people at once, picked from those whom the user knows."""

    people = forms.ModelMultipleChoiceField(
        Client.objects.none(),
        label=_("Who took part?"),
        error_messages={
            "required": _("Pick those who took part."),
            "invalid_choice": _("A person who was picked cannot be found. Pick them again."),
        },
    )
    field_order = ["people"]

    def __init__(self, *args, user, event=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.event = event
        self.fields["people"].queryset = Client.objects.known_to(user)

    @classmethod
    def typed(cls, data, **kwargs) -> "ServiceUseGroupForm":
        """The form with what was typed so far in it, not yet judged: for a page drawn again on the way."""
        form = cls(**kwargs)
        for name, field in form.fields.items():
            form.initial[name] = field.widget.value_from_datadict(data, {}, form.add_prefix(name))
        return form

    @cached_property
    def here_already(self) -> list[Client]:
        """Those picked who have a use of the same event already."""
        if self.event is None:
            return []
        used = ServiceUse.objects.standing().filter(event=self.event).values("client")
        return list(self.cleaned_data["people"].filter(pk__in=used))

    def clean_people(self):
        people = self.cleaned_data["people"]
        if len(people) > MOST_PEOPLE:
            raise forms.ValidationError(_("Too many people at once: at most %(most)d."), params={"most": MOST_PEOPLE})
        if self.here_already:
            names = ", ".join(client.full_name for client in self.here_already)
            raise forms.ValidationError(
                _("Logged for this event already: %(names)s. Take them off the list."), params={"names": names}
            )
        return people

    def clean(self):
        cleaned = super().clean()
        day = cleaned.get("date")
        if day and any(client.birth_date and client.birth_date > day for client in cleaned.get("people") or []):
            self.add_error("date", _("The date is before somebody was born. Check it."))
        return cleaned
