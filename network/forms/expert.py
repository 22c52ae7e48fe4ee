from crispy_forms.layout import Field
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from network.models import Agency, Expert

from .checks import PHONE_ERRORS, LanguagesField, ThemesField, name_the_empty, refuse_backwards
from .layout import DateInput, page_form, row
from .once import OnceMixin
from .sites import OwnSitesMixin, sites_field
from .texts import PlainTextMixin
from .versioned import VersionedModelForm

CHIPS = "includes/_chips.html"
HELP = {
    "field": _("What the expert helps with, such as debts or housing."),
    "valid_to": _("The last day in the network. Empty = until further notice."),
    "user": _("With a login the expert keeps up their own entry and shifts."),
    "check_every": _("When the time is up, whoever keeps up the entry is reminded by mail."),
    "presence": _("What everybody sees of the expert, on the page of the Ohjaamo and in open data."),
}
CONTACT = [row("email", "phone"), row("email_is_public", "phone_is_public"), "presence"]
HELPS = [Field("themes", template=CHIPS), Field("languages", template=CHIPS)]


class EntryForm(OnceMixin, PlainTextMixin, VersionedModelForm):
    """What experts keep up of themselves: how they are reached and shown, what they help with, in which languages."""

    languages = LanguagesField()
    themes = ThemesField()

    class Meta:
        model = Expert
        fields = [
            "email", "phone", "email_is_public", "phone_is_public", "presence", "themes", "languages", "check_every",
        ]  # fmt: skip
        help_texts = HELP
        error_messages = {"phone": PHONE_ERRORS}

    helper = page_form("version", *CONTACT, *HELPS, "check_every")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["languages"].keep(self.instance.languages)
        name_the_empty(self)

    def clean(self):
        cleaned = super().clean()
        for name in ("email", "phone"):
            if cleaned.get(f"{name}_is_public") and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, _("There is nothing here to show to everybody."))
        return cleaned


class ColleagueForm(OwnSitesMixin, EntryForm):
    """An expert as their agency's contact person keeps them up: all but the login and the duty of contact person."""

    sites = sites_field(help_text="")

    class Meta(EntryForm.Meta):
        fields = [
            "first_name", "last_name", "agency", "title", "field", *EntryForm.Meta.fields, "sites", "valid_from",
            "valid_to",
        ]  # fmt: skip
        widgets = {"valid_from": DateInput, "valid_to": DateInput}

    helper = page_form(
        "version",
        row("first_name", "last_name"),
        "agency",
        row("title", "field"),
        *CONTACT,
        *HELPS,
        Field("sites", template=CHIPS),
        row("valid_from", "valid_to"),
        "check_every",
    )

    def __init__(self, *args, sites, agencies, today, **kwargs):
        """`sites` and `agencies`: querysets of what the editor may give; `today`: ended agencies are not offered."""
        super().__init__(*args, **kwargs)
        self.offer_sites(sites)
        offered = Agency.objects.filter(pk__in=agencies.valid_on(today).order_by().values("pk"))
        self.fields["agency"].queryset = offered | Agency.objects.filter(pk=self.instance.agency_id)
        name_the_empty(self)

    def clean(self):
        cleaned = super().clean()
        refuse_backwards(self, "valid_from", "valid_to", _("The last day of validity is before the first."))
        agency, last = cleaned.get("agency"), cleaned.get("valid_to")
        if agency and agency.valid_to and (last is None or last > agency.valid_to) and "valid_to" not in self.errors:
            day = date_format(agency.valid_to, "SHORT_DATE_FORMAT")
            message = _("The agency ends on %(day)s; its experts end then at the latest.") % {"day": day}
            self.add_error("valid_to", message)
        cleaned["sites"] = self.all_sites()
        if not cleaned["sites"] and "sites" not in self.errors:
            self.add_error("sites", _("Choose at least one Ohjaamo."))
        return cleaned


class ExpertForm(ColleagueForm):
    """A professional of an agency as an admin keeps them up: the login and the duty of contact person too."""

    class Meta(ColleagueForm.Meta):
        fields = [*ColleagueForm.Meta.fields, "user", "is_agency_contact"]

    helper = page_form(
        "version",
        row("first_name", "last_name"),
        "agency",
        row("title", "field"),
        *CONTACT,
        *HELPS,
        Field("sites", template=CHIPS),
        row("valid_from", "valid_to"),
        row("user", "check_every"),
        "is_agency_contact",
    )

    def __init__(self, *args, users, **kwargs):
        """`users`: the logins that the editor may give."""
        super().__init__(*args, **kwargs)
        free = users.filter(expert__isnull=True, is_active=True)
        self.fields["user"].queryset = free | users.model.objects.filter(pk=self.instance.user_id)
        name_the_empty(self)
