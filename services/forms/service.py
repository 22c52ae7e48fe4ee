from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.codes import TOPICS
from network.forms.checks import PHONE_ERRORS, LanguagesField, refuse_backwards
from network.forms.texts import PlainTextMixin
from network.forms.versioned import VersionedModelForm
from network.models import Agency, Site
from services.codes import ServiceStatus
from services.models import Service

LANGUAGES = ("fi", "sv", "en")
TEXTS = ("name", "summary", "description", "who_for", "how_to_come")
SUMMARY = 150
OLDEST = 120

Groups = list[tuple[str, list[tuple[str, str]]]]


def topics_by_door() -> Groups:
    """The topics as grouped choices, each under its door."""
    return [(str(door.label), [(topic.value, topic.label) for topic in topics]) for door, topics in TOPICS.items()]


class ServiceForm(PlainTextMixin, VersionedModelForm):
    """What an agency's service is, in up to three languages; its state is changed on its page afterwards too."""

    topics = forms.MultipleChoiceField(label=_("What it helps with"), widget=forms.CheckboxSelectMultiple)
    languages = LanguagesField()

    class Meta:
        model = Service
        fields = [
            "agency",
            *(f"{text}_{language}" for language in LANGUAGES for text in TEXTS),
            *("topics", "languages", "min_age", "max_age", "needs_appointment", "cost"),
            *("sites", "phone", "email", "website", "status", "check_every"),
        ]
        widgets = {
            **{
                f"summary_{language}": forms.Textarea(attrs={"rows": 2, "data-count": SUMMARY})
                for language in LANGUAGES
            },
            **{f"description_{language}": forms.Textarea(attrs={"rows": 6}) for language in LANGUAGES},
            "sites": forms.CheckboxSelectMultiple,
            "status": forms.RadioSelect,
            "phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
        }
        help_texts = {
            "description_fi": _("Plain text, at most 5,000 characters."),
            "who_for_fi": _("Such as: under 30-year-olds who live in Akaa and look for a flat."),
            "how_to_come_fi": _("Such as: walk in on Thursdays from 12 to 16, or call for a time."),
            "sites": _("Where it is given. None = somewhere else, such as at the agency's own office."),
            "phone": _("The service's own number, which everybody may see."),
            "email": _("The service's own address, which everybody may see."),
            "website": _("Begins with https://"),
            "cost": _("Empty = free of charge."),
        }
        error_messages = {"phone": PHONE_ERRORS}

    def __init__(self, *args, agencies, **kwargs):
        """`agencies`: those whose services the editor keeps."""
        super().__init__(*args, **kwargs)
        self.fields["topics"].choices = topics_by_door()
        self.fields["agency"].queryset = agencies
        self.fields["agency"].empty_label = _("Choose")
        self.fields["sites"].queryset = Site.objects.order_by("name", "pk")
        self.fields["languages"].keep(self.instance.languages)
        self.fields["status"].choices = ServiceStatus.choices
        self._count_summaries()
        for field in self.fields.values():
            # A browser that cuts a pasted text at its end says nothing; the check does.
            field.widget.attrs.pop("maxlength", None)

    def _count_summaries(self) -> None:
        for language in LANGUAGES:
            name = f"summary_{language}"
            typed = self.data.get(self.add_prefix(name), "") if self.is_bound else getattr(self.instance, name)
            length = len(typed.strip())
            help_text = gettext("At most %(most)d characters.") % {"most": SUMMARY}
            if length:
                help_text += " " + gettext("Now %(length)d.") % {"length": length}
            self.fields[name].help_text = help_text

    def clean_website(self) -> str:
        address = self.cleaned_data["website"]
        if address and not address.startswith("https://"):
            raise forms.ValidationError(_("Give an address that begins with https:// – others are not safe to open."))
        return address

    def _clean_age(self, name: str) -> int | None:
        age = self.cleaned_data[name]
        if age is not None and age > OLDEST:
            raise forms.ValidationError(_("Give an age in years."))
        return age

    def clean_min_age(self) -> int | None:
        return self._clean_age("min_age")

    def clean_max_age(self) -> int | None:
        return self._clean_age("max_age")

    def clean_topics(self) -> list[str]:
        """In the order of the doors, whatever the browser sent."""
        chosen = set(self.cleaned_data["topics"])
        return [topic.value for topics in TOPICS.values() for topic in topics if topic in chosen]

    def clean(self):
        cleaned = super().clean()
        refuse_backwards(self, "min_age", "max_age", _("The highest age is below the lowest."))
        for language in LANGUAGES[1:]:
            self._check_version(language)
        self._check_name(cleaned.get("agency"), cleaned.get("name_fi"))
        return cleaned

    def _check_name(self, agency, name: str | None) -> None:
        """One agency has one service of a name; so a form sent twice makes one service too."""
        if not (agency and name):
            return
        # Held until the end of the request, so that two sendings at once cannot both pass.
        Agency.objects.select_for_update(of=("self",)).get(pk=agency.pk)
        if agency.services.filter(name_fi__iexact=name).exclude(pk=self.instance.pk).exists():
            self.add_error("name_fi", _("The agency has a service of this name already."))

    def _check_version(self, language: str) -> None:
        """A Swedish or English version that has anything has a name and a summary, or nobody could list it."""
        texts = {text: self.cleaned_data.get(f"{text}_{language}") for text in TEXTS}
        if not any(texts.values()):
            return
        for text in ("name", "summary"):
            if not texts[text] and f"{text}_{language}" not in self.errors:
                self.add_error(f"{text}_{language}", _("Fill this in too, or leave the whole language empty."))

    # What the template draws, part by part

    def _fields(self, *names: str) -> list:
        return [self[name] for name in names]

    @property
    def finnish(self) -> list:
        return self._fields(*(f"{text}_fi" for text in TEXTS))

    @property
    def other_languages(self) -> list[tuple]:
        """(heading, fields, whether to show them at once) of Swedish and English."""
        headings = {"sv": _("In Swedish"), "en": _("In English")}
        found = []
        for language, heading in headings.items():
            fields = self._fields(*(f"{text}_{language}" for text in TEXTS))
            found.append((heading, fields, any(field.value() or field.errors for field in fields)))
        return found
