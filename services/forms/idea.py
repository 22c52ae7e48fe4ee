from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from network.forms.checks import name_the_empty
from network.forms.layout import page_form, row
from network.forms.texts import PlainTextMixin
from network.forms.versioned import VersionedModelForm
from services.forms.public import PublicFormMixin
from services.models import Event, Idea

DAYS_BACK = 365


class PublicIdeaForm(PublicFormMixin, forms.ModelForm):
    """An idea or wish of somebody who tells no name."""

    class Meta:
        model = Idea
        fields = ["text"]
        labels = {"text": _("What would you like to happen at the Ohjaamo?")}
        help_texts = {
            "text": _("An event, a group, a visit, anything. Do not write your name or other people's affairs.")
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 5})}

    helper = page_form("text", submit=_("Send the idea"))


class NewIdeaForm(PlainTextMixin, forms.ModelForm):
    """An idea that somebody said aloud, written down by staff."""

    class Meta:
        model = Idea
        fields = ["text"]
        help_texts = {"text": _("In the young person's own words, without a name.")}
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}

    helper = page_form("text")


class EventChoice(forms.ModelChoiceField):
    def label_from_instance(self, event: Event) -> str:
        return f"{date_format(event.date, 'SHORT_DATE_FORMAT')} {event}"


class IdeaForm(PlainTextMixin, VersionedModelForm):
    """What becomes of an idea, and what everybody may read about it."""

    event = EventChoice(
        queryset=Event.objects.none(),
        required=False,
        label=_("The event that it became"),
        help_text=_("Events of this Ohjaamo, from a year ago on."),
    )

    class Meta:
        model = Idea
        fields = ["status", "event", "public_text", "answer_fi", "answer_sv", "answer_en", "is_published"]
        widgets = {
            "status": forms.RadioSelect,
            "public_text": forms.Textarea(attrs={"rows": 3}),
            **{name: forms.Textarea(attrs={"rows": 3}) for name in ("answer_fi", "answer_sv", "answer_en")},
        }

    helper = page_form(
        "status", "event", "public_text", "answer_fi", row("answer_sv", "answer_en"), "is_published", "version"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        since = timezone.localdate() - timedelta(days=DAYS_BACK)
        events = Event.objects.filter(site=self.instance.site_id, date__gte=since)
        if self.instance.event_id:
            events |= Event.objects.filter(pk=self.instance.event_id)
        self.fields["event"].queryset = events.order_by("-date", "starts", "pk")
        name_the_empty(self)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("is_published") and not cleaned.get("answer_fi"):
            self.add_error("answer_fi", _("Tell what you did before it is shown on the public page."))
        return cleaned
