from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from network.codes import ContactChannel, EmployerSector, EmployerSize, Industry

from .base import Folded, Keyed, SortKey, Versioned, WebField


class Employer(Keyed, Versioned):
    """A workplace that takes young people: jobs, summer jobs, trials, apprenticeships."""

    name = models.CharField(_("name"), max_length=160)
    business_id = models.CharField(_("business ID"), max_length=9, blank=True)
    sector = models.CharField(_("sector"), max_length=10, choices=EmployerSector.choices, blank=True)
    size = models.CharField(_("size"), max_length=10, choices=EmployerSize.choices, blank=True)
    industry = models.CharField(_("field of work"), max_length=20, choices=Industry.choices, blank=True)
    municipality = models.ForeignKey(
        "network.Municipality",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("municipality"),
    )
    website = WebField(_("web page"), blank=True)
    contact_name = models.CharField(_("contact person"), max_length=120, blank=True)
    contact_email = models.EmailField(_("e-mail"), blank=True)
    contact_phone = PhoneNumberField(_("phone"), blank=True)
    note = models.TextField(_("note for colleagues"), max_length=2000, blank=True)
    search_name = models.GeneratedField(expression=Folded("name"), output_field=models.TextField(), db_persist=True)
    sort_name = models.GeneratedField(
        expression=SortKey("name"), output_field=models.TextField(db_collation="C"), db_persist=True
    )

    class Meta:
        ordering = ["sort_name", "pk"]
        verbose_name = _("employer")
        verbose_name_plural = _("employers")
        constraints = [
            models.CheckConstraint(
                condition=Q(sector__in=["", *EmployerSector.values])
                & Q(size__in=["", *EmployerSize.values])
                & Q(industry__in=["", *Industry.values]),
                name="network_employer_codes",
            ),
            models.UniqueConstraint(
                fields=["business_id"],
                condition=~Q(business_id=""),
                name="network_employer_business_id",
                violation_error_message=_("There is an employer with this business ID already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def uses(self) -> list[tuple[str, int]]:
        """Where else the employer is named, as (what, how many rows): its contacts are its own, so they do not count.

        Asks whatever points here, so that apps which this one does not know are heard too.
        """
        found = []
        for relation in self._meta.related_objects:
            if relation.related_model is not EmployerContact:
                count = relation.related_model._base_manager.filter(**{relation.field.name: self}).count()
                found.append((str(relation.related_model._meta.verbose_name_plural), count))
        return [(label, count) for label, count in found if count]


class EmployerContact(models.Model):
    """One contact with an employer: when, how, what they need, what comes next."""

    employer = models.ForeignKey(Employer, models.CASCADE, related_name="contacts", verbose_name=_("employer"))
    date = models.DateField(_("date"), default=timezone.localdate)
    channel = models.CharField(_("how"), max_length=10, choices=ContactChannel.choices)
    site = models.ForeignKey(
        "network.Site",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="employer_contacts",
        verbose_name=_("Ohjaamo"),
    )
    summary = models.TextField(_("what was talked about"), max_length=2000, blank=True)
    need_count = models.PositiveSmallIntegerField(_("how many people they need"), null=True, blank=True)
    next_on = models.DateField(_("next contact"), null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        ordering = ["-date", "-pk"]
        verbose_name = _("contact with an employer")
        verbose_name_plural = _("contacts with employers")
        constraints = [
            models.CheckConstraint(
                condition=Q(channel__in=ContactChannel.values), name="network_employercontact_channel"
            )
        ]

    def __str__(self) -> str:
        return f"{self.employer} {self.date}"
