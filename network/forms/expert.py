from crispy_forms.layout import Field
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from network.models import Agency, Expert

from .checks import LanguagesField, name_the_empty, refuse_backwards
from .layout import DateInput, page_form, row
from .sites import OwnSitesMixin, sites_field
from .versioned import VersionedModelForm


class ExpertForm(OwnSitesMixin, VersionedModelForm):
    """A professional of an agency: who, where, in which languages, from when to when."""

    sites = sites_field(help_text="")
    languages = LanguagesField()

    class Meta:
        model = Expert
        fields = [
            "first_name", "last_name", "email", "agency", "title", "field", "sites", "languages",
            "valid_from", "valid_to", "user",
        ]  # fmt: skip
        widgets = {"valid_from": DateInput, "valid_to": DateInput}
        help_texts = {
            "field": _("What the expert helps with, such as debts or housing."),
            "valid_to": _("The last day in the network. Empty = until further notice."),
            "user": _("With a login the expert keeps up their own shifts."),
        }

    helper = page_form(
        "version",
        row("first_name", "last_name"),
        "agency",
        row("title", "field"),
        "email",
        Field("sites", template="includes/_chips.html"),
        Field("languages", template="includes/_chips.html"),
        row("valid_from", "valid_to"),
        "user",
    )

    def __init__(self, *args, sites, users, today, **kwargs):
        """`sites` and `users`: querysets of what the editor may give; `today`: ended agencies are not offered."""
        super().__init__(*args, **kwargs)
        self.offer_sites(sites)
        self.fields["languages"].keep(self.instance.languages)
        agencies = Agency.objects.filter(pk__in=Agency.objects.valid_on(today).values("pk"))
        self.fields["agency"].queryset = agencies | Agency.objects.filter(pk=self.instance.agency_id)
        free = users.filter(expert__isnull=True, is_active=True)
        self.fields["user"].queryset = free | users.model.objects.filter(pk=self.instance.user_id)
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
