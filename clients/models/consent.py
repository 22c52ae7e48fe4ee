import uuid
from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pghistory import DeleteEvent, Old, UpdateEvent, track

from clients.codes import ConsentGiven, ConsentScope
from network.access import experts_of
from network.dates import a_year_from_today
from network.models import Versioned

from .client import Client
from .referral import Referral
from .shared import codes_check, is_known, order_check

# A drawn signature, as the path of an SVG picture of 600 by 200.
LONGEST_SIGNATURE = 20_000


class ConsentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Consents of people known at the user's sites, to the user's agency, or for a referral to it."""
        to_us = Q(agency__in=experts_of(user).values("agency")) | Q(referral__in=Referral.objects.received_by(user))
        return self.filter(is_known(user) | to_us)

    def in_force(self, day: date):
        """Consents that hold on `day` and have not been withdrawn."""
        return self.filter(withdrawn_at__isnull=True, valid_from__lte=day, valid_to__gte=day)

    def running_out(self, day: date, until: date):
        """Consents that hold on `day` and end on `until` or before."""
        return self.in_force(day).filter(valid_to__lte=until)


@track(UpdateEvent(row=Old), DeleteEvent(), exclude=["signature"])
class Consent(Versioned):
    """A young person lets an agency, or the receiver of one referral, see something of theirs for a time.

    One act of consenting to several agencies makes one row for each, tied together by `batch`. A withdrawn consent
    stays, and opens nothing from the next request on (clients_shared() in the database, `shared_with` in Python).
    """

    client = models.ForeignKey(Client, models.PROTECT, related_name="consents", verbose_name=_("client"))
    agency = models.ForeignKey(
        "network.Agency",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="consents",
        verbose_name=_("agency"),
    )
    referral = models.ForeignKey(
        "clients.Referral",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="consents",
        verbose_name=_("referral"),
    )
    scopes = ArrayField(
        models.CharField(max_length=10, choices=ConsentScope.choices), verbose_name=_("what may be seen")
    )
    valid_from = models.DateField(_("from"), default=timezone.localdate)
    valid_to = models.DateField(_("until"), default=a_year_from_today)
    given = models.CharField(_("how given"), max_length=10, choices=ConsentGiven.choices)
    witness = models.CharField(
        _("witness, or where the paper is kept"), max_length=120, blank=True, help_text=_("Not needed on the screen.")
    )
    signature_name = models.CharField(_("signed by (name)"), max_length=120, blank=True)
    signature = models.TextField(_("signature"), max_length=LONGEST_SIGNATURE, blank=True)
    guardian_name = models.CharField(_("guardian's name"), max_length=120, blank=True)
    guardian_given = models.CharField(
        _("how the guardian agreed"), max_length=10, choices=ConsentGiven.choices, blank=True
    )
    language = models.CharField(_("language of the text"), max_length=10, default="fi")
    batch = models.UUIDField(default=uuid.uuid4, editable=False, db_index=True)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    site = models.ForeignKey("network.Site", models.PROTECT, null=True, editable=False, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    withdrawn_on_own_page = models.BooleanField(default=False, editable=False)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "-pk"]
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        indexes = [models.Index(fields=["agency", "valid_to"], name="clients_consent_agency")]
        constraints = [
            models.CheckConstraint(
                condition=Q(agency__isnull=True) ^ Q(referral__isnull=True),
                name="clients_consent_of_one",
                violation_error_message=_("A consent is given to one agency, or for one referral."),
            ),
            models.CheckConstraint(
                condition=Q(scopes__contained_by=list(ConsentScope.values))
                & Q(scopes__contains=[ConsentScope.BASIC.value]),
                name="clients_consent_scopes",
            ),
            order_check(
                "clients_consent_period",
                "valid_from",
                "valid_to",
                _("The last day of the consent is before the first."),
            ),
            codes_check("clients_consent_codes", given=ConsentGiven, guardian_given=(ConsentGiven, "")),
        ]

    def __str__(self) -> str:
        return f"{self.valid_from}–{self.valid_to}"

    @property
    def scope_labels(self) -> list[str]:
        """What may be seen, in words."""
        return [str(scope.label) for scope in ConsentScope if scope in self.scopes]
