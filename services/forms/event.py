from crispy_forms.layout import Div, Field, Fieldset
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.forms.checks import LanguagesField, name_the_empty, refuse_backwards
from network.forms.layout import DateInput, TimeInput, page_form, row
from network.forms.texts import PlainTextMixin
from network.forms.versioned import VersionedModelForm
from network.models import Employer, Expert, Site, new_key
from services.codes import EventType, GatheringKind
from services.forms.recurrence import RULE, RecurrenceFields
from services.models import Campaign, Event, EventSeries
from services.models.event import LISTS

ONCE, AGAIN = "once", "again"
ONLY_THIS, FOLLOWING = "this", "following"
OUTCOME = ("candidates", "hired")
CHIPS = "includes/_chips.html"


def _chips(name: str) -> Field:
    return Field(name, template=CHIPS)


class Fold(Div):
    """Fields that few events need, behind a heading that opens; open when one of them is wrong."""

    template = "services/_fold.html"

    def __init__(self, title, *fields, **kwargs):
        super().__init__(*fields, **kwargs)
        self.title = title


class EventForm(PlainTextMixin, RecurrenceFields, VersionedModelForm):
    """Something on the programme: a single event, a new series, or (of a series) one event or all from one on."""

    repeats = forms.ChoiceField(
        label=_("How often"),
        choices=[(ONCE, _("Once")), (AGAIN, _("Again and again"))],
        initial=ONCE,
        widget=forms.RadioSelect,
    )
    scope = forms.ChoiceField(
        label=_("What the change is for"),
        choices=[(ONLY_THIS, _("Only this event")), (FOLLOWING, _("This and the following ones"))],
        initial=ONLY_THIS,
        widget=forms.RadioSelect,
    )
    languages = LanguagesField(label=_("Languages"))
    submission_key = forms.CharField(widget=forms.HiddenInput, max_length=64, initial=new_key)

    class Meta:
        model = Event
        fields = [
            "site", "title_fi", "title_sv", "title_en", "description_fi", "description_sv", "description_en",
            "date", "starts", "ends", "place", "kind", "event_type", "theme", "languages", "joint_sites", "experts",
            "sign_up", "capacity", "employers", "posts", "campaign", "candidates", "hired",
        ]  # fmt: skip
        widgets = {
            "date": DateInput,
            "starts": TimeInput,
            "ends": TimeInput,
            "kind": forms.RadioSelect,
            "joint_sites": forms.CheckboxSelectMultiple,
            "experts": forms.CheckboxSelectMultiple,
            "employers": forms.CheckboxSelectMultiple,
        } | {f"description_{code}": forms.Textarea(attrs={"rows": 3}) for code in ("fi", "sv", "en")}
        help_texts = {
            "place": _("Empty = at the Ohjaamo."),
            "title_sv": _("Empty = the Finnish title is shown."),
            "title_en": _("Empty = the Finnish title is shown."),
        }

    def __init__(self, *args, sites, day, **kwargs):
        """`sites`: where the editor may put events; `day`: today."""
        super().__init__(*args, **kwargs)
        self.day = day
        self._offer_rows(sites)
        self.fields["kind"].choices = GatheringKind.choices
        self.fields["languages"].keep(self.instance.languages)
        name_the_empty(self)
        self.fields["site"].empty_label = None
        if self.instance.pk:
            del self.fields["repeats"], self.fields["submission_key"]
            self._fit_to_stored()
        else:
            del self.fields["scope"]
        if not (self.instance.pk and self.instance.event_type == EventType.RECRUITMENT and self.instance.date <= day):
            for name in OUTCOME:
                del self.fields[name]
        self.helper = self._layout()

    def _offer_rows(self, sites) -> None:
        fields, stored = self.fields, self.instance.pk is not None
        fields["site"].queryset = sites.order_by("name", "pk")
        fields["joint_sites"].queryset = Site.objects.order_by("name", "pk")
        own = [*self.instance.experts.values_list("pk", flat=True)] if stored else []
        at_sites = Expert.objects.valid_on(self.day).at_sites(sites)
        fields["experts"].queryset = Expert.objects.filter(
            Q(pk__in=own) | Q(pk__in=at_sites.values("pk"))
        ).select_related("agency")
        fields["experts"].label_from_instance = lambda expert: f"{expert} · {expert.agency}"
        fields["employers"].queryset = Employer.objects.all()
        fields["campaign"].queryset = Campaign.objects.filter(Q(ends__gte=self.day) | Q(pk=self.instance.campaign_id))

    def _fit_to_stored(self) -> None:
        """A stored event stays at its Ohjaamo; the rule of days is only for one that goes on in a series."""
        self.fields["site"].disabled = True
        if self.may_change_following:
            for name in RULE:
                self.initial.setdefault(name, getattr(self.instance.series, name))
        else:
            for name in ("scope", *RULE):
                del self.fields[name]

    @property
    def may_change_following(self) -> bool:
        """Whether this event has others after it that could change with it."""
        event = self.instance
        return bool(event.pk and event.series_id and not event.is_detached and event.date >= self.day)

    def _layout(self):
        again = []
        if "frequency" in self.fields:
            choice = "repeats" if "repeats" in self.fields else "scope"
            rule = Div(*self.rule_layout(), css_class="recurrence")
            again = [Fieldset(_("Recurring"), _chips(choice), rule, css_class="again")]
        hidden = ["version"] if self.instance.pk else ["version", "submission_key"]
        return page_form(
            *hidden,
            Fieldset(
                _("What"), "site", "title_fi", row("title_sv", "title_en"), _chips("kind"), "event_type",
                "description_fi",
            ),
            Fold(_("Description in Swedish and English"), "description_sv", "description_en"),
            Fieldset(_("When and where"), row("date", "starts", "ends"), "place"),
            *again,
            Fieldset(_("Signing up"), "sign_up", "capacity"),
            Fold(
                _("Who holds it, theme, languages"), "theme", _chips("languages"),
                Div("experts", css_class="long-choices"), Div("joint_sites", css_class="long-choices"),
            ),
            Fold(
                _("Employers and jobs"), Div("employers", css_class="long-choices"), "posts", "campaign"
            ),
            *self._outcome(),
        )  # fmt: skip

    def _outcome(self) -> list:
        """Candidates and hired are known of a recruiting event that has begun, and not before."""
        names = [name for name in OUTCOME if name in self.fields]
        return [row(*names)] if names else []

    def ask_again(self) -> None:
        """Say that this page has saved something else already, and let the next try save this as well."""
        self.add_error(
            None,
            _(
                "This page has already saved something with other content, perhaps before you went back. Look at the"
                " list first. If this is a new one, save again."
            ),
        )
        self.data = self.data.copy()
        self.data["submission_key"] = new_key()

    @property
    def is_series(self) -> bool:
        """Whether a whole series is to be made."""
        return self.cleaned_data.get("repeats") == AGAIN

    @property
    def is_following(self) -> bool:
        """Whether the change is for the following ones too."""
        return self.cleaned_data.get("scope") == FOLLOWING

    def lists(self) -> dict:
        """The chosen rows of the event's lists."""
        return {name: list(self.cleaned_data[name]) for name in LISTS}

    def clean_capacity(self) -> int | None:
        capacity = self.cleaned_data["capacity"]
        if capacity == 0:
            raise forms.ValidationError(_("Give at least one place, or leave this empty."))
        return capacity

    def clean(self):
        cleaned = super().clean()
        refuse_backwards(self, "starts", "ends", _("The event ends before it starts."), same=False)
        site = cleaned.get("site")
        if site:
            cleaned["joint_sites"] = [one for one in cleaned.get("joint_sites", []) if one != site]
            self._check_experts(site)
        if self.is_series or self.is_following:
            self.clean_rule(cleaned.get("date"))
            self._check_first_day(cleaned.get("date"))
        return cleaned

    def _check_experts(self, site: Site) -> None:
        """Experts of another Ohjaamo may come along only when it holds the event too."""
        places = {site.pk, *(one.pk for one in self.cleaned_data["joint_sites"])}
        for expert in self.cleaned_data.get("experts", []):
            if not places & set(expert.sites.values_list("pk", flat=True)):
                self.add_error("experts", _("%(name)s does not come to this Ohjaamo.") % {"name": expert})

    def _check_first_day(self, day) -> None:
        """The first day must be one of the rule's, so that nobody wonders where it went."""
        if day is None or self.errors:
            return
        if day < self.day:
            self.add_error("date", _("A series begins today or later."))
        elif not EventSeries(first_day=day, **self.rule()).occurs_on(day):
            self.add_error("date", _("By the days chosen below, nothing is held on this day. Change one or the other."))


class SeriesEndForm(forms.Form):
    """From which day on a series is not held any more."""

    day = forms.DateField(label=_("First day without it"), widget=DateInput)
    helper = page_form("day", submit=_("End the series"))

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day < self.today:
            raise forms.ValidationError(_("What has been stays as it was: give today or a later day."))
        return day
