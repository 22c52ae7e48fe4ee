from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from network.codes import Sector

from .base import Keyed, SortKey, Valid, Versioned, WebField
from .checked import Checked
from .history import keeps_history


@keeps_history(exclude=("sort_name",))
class Agency(Keyed, Valid, Versioned, Checked):
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
    description_fi = models.TextField(_("description in Finnish"), max_length=2000, blank=True)
    description_sv = models.TextField(_("description in Swedish"), max_length=2000, blank=True)
    description_en = models.TextField(_("description in English"), max_length=2000, blank=True)
    website = WebField(_("web page"), blank=True)
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

    @property
    def description(self) -> str:
        """The description in the user's language, else in Finnish."""
        return getattr(self, f"description_{get_language() or 'fi'}", "") or self.description_fi


class AgencyContact(models.Model):
    """How to reach an agency: its switchboard, a person, an office. Shown to everybody only when public."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="contacts", verbose_name=_("agency"))
    name = models.CharField(_("who or what"), max_length=120)
    phone = PhoneNumberField(_("phone"), blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    is_public = models.BooleanField(_("public"), default=False)

    class Meta:
        ordering = ["agency", "pk"]
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(phone="", email=""),
                name="network_agencycontact_reachable",
                violation_error_message=_("Give a phone number or an e-mail address."),
            )
        ]

    def __str__(self) -> str:
        return self.name
