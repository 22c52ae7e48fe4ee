from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from network.codes import HelpTheme, Presence, language_name, validate_language

from .agency import Agency
from .base import Folded, Keyed, SortKey, Valid, ValidityQuerySet, Versioned
from .checked import Checked
from .history import keeps_history


class ExpertQuerySet(ValidityQuerySet):
    def at_sites(self, sites):
        """Experts who belong to at least one of `sites`, each once."""
        return self.filter(
            models.Exists(Expert.sites.through.objects.filter(expert=models.OuterRef("pk"), site__in=sites))
        )


@keeps_history(exclude=("search_name", "sort_name"))
class Expert(Keyed, Valid, Versioned, Checked):
    """A professional of an agency who meets young people at one or more Ohjaamos, with or without a login."""

    first_name = models.CharField(_("first name"), max_length=60)
    last_name = models.CharField(_("last name"), max_length=60)
    email = models.EmailField(_("e-mail"), blank=True)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="experts", verbose_name=_("agency"))
    title = models.CharField(_("job title"), max_length=120, blank=True)
    field = models.CharField(_("field"), max_length=120, blank=True)
    sites = models.ManyToManyField("network.Site", related_name="experts", verbose_name=_("Ohjaamos"))
    languages = ArrayField(
        models.CharField(max_length=5, validators=[validate_language]),
        verbose_name=_("languages of service"),
        default=list,
        blank=True,
    )
    user = models.OneToOneField(
        "network.User", models.SET_NULL, null=True, blank=True, related_name="expert", verbose_name=_("login")
    )
    phone = PhoneNumberField(_("phone"), blank=True)
    email_is_public = models.BooleanField(_("everybody may see the e-mail address"), default=False)
    phone_is_public = models.BooleanField(_("everybody may see the phone number"), default=False)
    presence = models.CharField(
        _("how shown on the public pages"), max_length=10, choices=Presence.choices, default=Presence.ROLE
    )
    themes = ArrayField(
        models.CharField(max_length=20, choices=HelpTheme.choices),
        verbose_name=_("helps with"),
        default=list,
        blank=True,
    )
    is_agency_contact = models.BooleanField(
        _("contact person of the agency"),
        default=False,
        help_text=_("Keeps up the entries of their own agency."),
    )
    search_name = models.GeneratedField(
        expression=Folded(models.functions.Concat("first_name", models.Value(" "), "last_name")),
        output_field=models.TextField(),
        db_persist=True,
    )
    sort_name = models.GeneratedField(
        expression=SortKey(models.functions.Concat("last_name", models.Value(" "), "first_name")),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )

    objects = ExpertQuerySet.as_manager()

    class Meta(Valid.Meta):
        ordering = ["sort_name", "pk"]
        verbose_name = _("expert")
        verbose_name_plural = _("experts")
        constraints = [
            *Valid.Meta.constraints,
            models.CheckConstraint(condition=models.Q(presence__in=Presence.values), name="network_expert_presence"),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def language_names(self) -> list[str]:
        """The service languages by name in the user's language."""
        return [language_name(code) for code in self.languages]

    @property
    def theme_names(self) -> list[str]:
        """What the expert helps with, by name in the user's language."""
        return [str(HelpTheme(code).label) for code in self.themes]

    @property
    def public_name(self) -> str:
        """The name as the expert allows it on the public pages: the first name, or nothing."""
        return self.first_name if self.presence == Presence.FIRST_NAME else ""
