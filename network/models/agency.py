from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from network.codes import Sector, language_name, validate_language

from .base import Folded, Keyed, SortKey, Valid, ValidityQuerySet, Versioned


class Agency(Keyed, Valid, Versioned):
    """An organisation of the network. A renamed or merged one ends, and names its successor."""

    name_fi = models.CharField(_("name in Finnish"), max_length=160)
    name_sv = models.CharField(_("name in Swedish"), max_length=160, blank=True)
    name_en = models.CharField(_("name in English"), max_length=160, blank=True)
    business_id = models.CharField(_("business ID"), max_length=9, blank=True)
    sector = models.CharField(_("sector"), max_length=20, choices=Sector.choices)
    successor = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("continued by"),
    )
    sort_name = models.GeneratedField(
        expression=SortKey("name_fi"), output_field=models.TextField(db_collation="C"), db_persist=True
    )

    class Meta(Valid.Meta):
        ordering = ["sort_name", "pk"]
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        constraints = [
            *Valid.Meta.constraints,
            models.CheckConstraint(condition=models.Q(sector__in=Sector.values), name="network_agency_sector"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the user's language, else in Finnish."""
        return getattr(self, f"name_{get_language() or 'fi'}", "") or self.name_fi


class ExpertQuerySet(ValidityQuerySet):
    def at_sites(self, sites):
        """Experts who belong to at least one of `sites`, each once."""
        return self.filter(
            models.Exists(Expert.sites.through.objects.filter(expert=models.OuterRef("pk"), site__in=sites))
        )


class Expert(Keyed, Valid, Versioned):
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

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def language_names(self) -> list[str]:
        """The service languages by name in the user's language."""
        return [language_name(code) for code in self.languages]
