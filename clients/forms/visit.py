"""The fields of a visit, the same when it is logged and when it is mended."""

import datetime

from django import forms
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from clients.codes import AgeBand, Gender
from clients.models import Client, Visit
from network.codes import LANGUAGES, Theme
from network.forms.layout import DateInput, TimeInput
from network.forms.versioned import VersionedModelForm
from network.models import Expert

from .visit_defaults import ExpertChoice, expert_choices, usual_of

EARLIEST = datetime.date(2000, 1, 1)
LONGEST_NOTE = 1000
MOST_PEOPLE = 30
ANONYMOUS_FIELDS = ("met_before", "age_band", "gender")
# The age from which on a band is over an age limit; unknown ages never are.
YOUNGEST = {AgeBand.UNDER_18: 0, AgeBand.FROM_18_TO_24: 18, AgeBand.FROM_25_TO_29: 25, AgeBand.FROM_30: 30}


def _yes_no(value: str) -> bool | None:
    return {"true": True, "false": False}.get(value)


class LongText(forms.CharField):
    """Text of several lines; the browser's two-character line ends count and are kept as one."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


class VisitForm(VersionedModelForm):
    """A visit at `site` by `user`. `people` are picked from those whom the user may see; none = anonymous.

    What was chosen first is the main theme: the script keeps `main_theme` up to date, without it there is a menu.
    """

    most_people = MOST_PEOPLE

    people = forms.ModelMultipleChoiceField(
        Client.objects.none(),
        required=False,
        label=_("Who came?"),
        error_messages={"invalid_choice": _("A person who was picked cannot be found. Pick them again.")},
    )
    anonymous = forms.BooleanField(label=_("Anonymous visit"), required=False)
    met_before = forms.TypedChoiceField(
        label=_("Met before?"),
        choices=[("true", _("Yes")), ("false", _("No")), ("", _("Not known"))],
        coerce=_yes_no,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    age_band = forms.ChoiceField(
        label=_("Age"),
        choices=[*[band for band in AgeBand.choices if band[0] != AgeBand.UNKNOWN], ("", _("Not known"))],
        required=False,
        widget=forms.RadioSelect,
    )
    gender = forms.ChoiceField(
        label=_("Gender"),
        choices=[*[one for one in Gender.choices if one[0] != Gender.UNKNOWN], ("", _("Not known"))],
        required=False,
        widget=forms.RadioSelect,
    )
    themes = forms.MultipleChoiceField(
        label=pgettext_lazy("of a visit", "Themes"),
        choices=Theme.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": _("“%(value)s” is not a theme. Choose from the list.")},
    )
    main_theme = forms.ChoiceField(
        label=_("Main theme"), choices=[("", _("The first one chosen in the list")), *Theme.choices], required=False
    )
    minutes_usual = forms.IntegerField(
        label=_("Minutes"), required=False, min_value=1, max_value=1440, widget=forms.RadioSelect
    )
    minutes = forms.IntegerField(
        label=_("Other minutes"),
        required=False,
        min_value=1,
        max_value=1440,
        error_messages={"max_value": _("A visit cannot be longer than a day."), "invalid": _("Give whole minutes.")},
    )
    experts = forms.ModelMultipleChoiceField(
        Expert.objects.none(),
        required=False,
        label=_("Experts present"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("An expert who was chosen does not work at this Ohjaamo.")},
    )
    language = forms.ChoiceField(label=_("Language of service"), choices=[("", "–"), *LANGUAGES], required=False)
    note = LongText(
        label=_("Note"),
        max_length=LONGEST_NOTE,
        required=False,
        help_text=_("What was agreed. Nothing about health: it does not belong here."),
        widget=forms.Textarea(attrs={"rows": 2, "data-longest": LONGEST_NOTE}),
        error_messages={"max_length": _("The note has %(show_value)d characters; there is room for %(limit_value)d.")},
    )

    class Meta:
        model = Visit
        fields = [
            "date",
            "time",
            "contact_type",
            "met_before",
            "age_band",
            "gender",
            "themes",
            "minutes",
            "language",
            "note",
            "age_reason",
        ]
        labels = {"contact_type": _("Channel"), "age_reason": _("Age limit")}
        widgets = {"date": DateInput, "time": TimeInput, "contact_type": forms.RadioSelect}
        error_messages = {"time": {"invalid": _("Give a time such as 14.02.")}}

    # As on the page, so that the error summary tells them in that order.
    field_order = [
        "people",
        "age_reason",
        "anonymous",
        *ANONYMOUS_FIELDS,
        "themes",
        "main_theme",
        "contact_type",
        "minutes_usual",
        "minutes",
        "experts",
    ]

    def __init__(self, *args, user, site, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.site, self.usual = user, site, usual_of(user)
        self.fields["people"].queryset = Client.objects.known_to(user)
        self.fields["experts"].queryset = Expert.objects.at_sites([site])
        # A limit in the browser would cut a long text off without a word.
        self.fields["note"].widget.attrs.pop("maxlength", None)
        self.fields["age_reason"].widget.attrs.pop("maxlength", None)
        # One of these is chosen at all times, so "(optional)" would only be noise.
        for name in ("contact_type", *ANONYMOUS_FIELDS, "themes", "minutes_usual", "experts"):
            self.fields[name].hide_optional = True

    @classmethod
    def typed(cls, data, **kwargs) -> "VisitForm":
        """The form with what was typed so far in it, not yet judged: for a page drawn again on the way."""
        blank = cls(**kwargs)
        if blank.add_prefix("date") not in data:
            return blank  # somebody was picked on another page: nothing of this form has been typed yet
        for name, field in blank.fields.items():
            blank.initial[name] = field.widget.value_from_datadict(data, {}, blank.add_prefix(name))
        return blank

    @property
    def minute_choices(self) -> list[int]:
        """The minutes to tap, own usual ones first; a chosen one is always among them."""
        chosen = str(self["minutes_usual"].value() or "")
        minutes = int(chosen) if chosen.isdecimal() and len(chosen) < 5 else None
        return self.usual.minutes + ([] if minutes is None or minutes in self.usual.minutes else [minutes])

    @cached_property
    def expert_choices(self) -> list[ExpertChoice]:
        """The experts to tick, those on duty first."""
        chosen = [str(getattr(one, "pk", one)) for one in self["experts"].value() or []]
        return expert_choices(self.site, timezone.localdate(), chosen)

    @property
    def has_other_experts(self) -> bool:
        """Whether there are experts beyond those on duty and those chosen."""
        return any(not choice.on_duty and not choice.chosen for choice in self.expert_choices)

    @property
    def has_details(self) -> bool:
        """Whether the folded part holds something to look at: an error, a note."""
        return bool(self["note"].value()) or (
            self.is_bound and any(name in self.errors for name in ("note", "date", "time", "language"))
        )

    def clean_people(self) -> list[Client]:
        people = list(self.cleaned_data["people"])
        if len(people) > self.most_people:
            raise forms.ValidationError(
                _("Too many people at once: at most %(most)d."), params={"most": self.most_people}
            )
        order = self.data.getlist(self.add_prefix("people"))
        return sorted(people, key=lambda client: order.index(str(client.pk)))

    def clean_date(self) -> datetime.date:
        day = self.cleaned_data["date"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("The date is in the future. A visit is logged when it has happened."))
        if day < (self.site.opened or EARLIEST):
            raise forms.ValidationError(_("This Ohjaamo was not yet open on that day."))
        if self.site.closed and day > self.site.closed:
            raise forms.ValidationError(_("This Ohjaamo was no longer open on that day."))
        return day

    def clean(self):
        cleaned = super().clean()
        self._clean_who(cleaned)
        self._clean_themes(cleaned)
        self._clean_time(cleaned)
        if cleaned.get("minutes") is None and "minutes" not in self.errors:
            cleaned["minutes"] = cleaned.get("minutes_usual")
        self._clean_age(cleaned)
        return cleaned

    def _clean_who(self, cleaned: dict) -> None:
        people = cleaned.get("people")
        if people and cleaned["anonymous"]:
            self.add_error("people", _("Choose either people by name or an anonymous visit, not both."))
        elif people is not None and not people and not cleaned["anonymous"]:
            self.add_error("people", _("Pick a person, or choose an anonymous visit."))
        if not cleaned["anonymous"]:
            cleaned.update(met_before=None, age_band="", gender="")

    def _clean_themes(self, cleaned: dict) -> None:
        if "themes" not in cleaned or "main_theme" not in cleaned:
            return
        main = cleaned["main_theme"]
        cleaned["themes"] = list(dict.fromkeys([*([main] if main else []), *cleaned["themes"]]))
        if not cleaned["themes"]:
            self.add_error("themes", _("Choose at least one theme."))

    def _clean_time(self, cleaned: dict) -> None:
        now = timezone.localtime()
        if cleaned.get("date") == now.date() and cleaned.get("time") and cleaned["time"] > now.time():
            self.add_error("time", _("The time is in the future. A visit is logged when it has happened."))

    def _clean_age(self, cleaned: dict) -> None:
        day = cleaned.get("date")
        if not day:
            return
        unborn = [client for client in cleaned.get("people") or [] if client.birth_date and client.birth_date > day]
        if unborn:
            self.add_error("people", _("The visit is before the person was born. Check the date."))
        over = self.over_age_limit(cleaned, day)
        if over and not cleaned.get("age_reason"):
            if "age_reason" not in self.errors:
                self.add_error(
                    "age_reason",
                    _("Over the age limit of this Ohjaamo (%(limit)s). Say why they were served, and save again.")
                    % {"limit": self.site.age_limit},
                )
        elif not over:
            cleaned["age_reason"] = ""

    def over_age_limit(self, cleaned: dict, day: datetime.date) -> bool:
        """Whether somebody picked, or the age given for an anonymous visit, is at or over the limit on `day`."""
        limit = self.site.age_limit
        if limit is None:
            return False
        ages = [client.age_on(day) for client in cleaned.get("people") or []]
        ages.append(YOUNGEST.get(cleaned.get("age_band"), 0))
        return any(age is not None and age >= limit for age in ages)

    def values(self) -> dict:
        """The validated fields of the visit itself, for the actions."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
