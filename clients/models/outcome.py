import datetime

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pghistory import DeleteEvent, Old, UpdateEvent, track

from clients.codes import (
    Card,
    ConsentScope,
    EmployerType,
    HousingNeed,
    HousingOutcome,
    Placement,
    ServiceKind,
    Source,
)
from network.models import Versioned

from .client import Client
from .participation import Participation
from .shared import OfKnownClients, OfSharedClients, codes_check, order_check

# These cards are for life.
FOR_LIFE = (Card.HYGIENE, Card.ALCOHOL)


class ServiceUseQuerySet(OfSharedClients):
    scope = ConsentScope.VISITS

    def standing(self):
        return self.filter(withdrawn_at__isnull=True)

    def totals(self) -> dict[str, int]:
        """Two figures that are never added: `times` (uses) and `people` (distinct clients)."""
        return self.aggregate(times=Count("pk"), people=Count("client", distinct=True))


@track(UpdateEvent(row=Old), DeleteEvent())
class ServiceUse(Versioned):
    """One time that somebody used a service; a group is as many rows as there were people (`batch`)."""

    client = models.ForeignKey(Client, models.PROTECT, related_name="service_uses", verbose_name=_("client"))
    site = models.ForeignKey("network.Site", models.PROTECT, related_name="+", verbose_name=_("Ohjaamo"))
    kind = models.CharField(_("kind"), max_length=20, choices=ServiceKind.choices)
    service = models.ForeignKey(
        "services.Service", models.SET_NULL, null=True, blank=True, related_name="uses", verbose_name=_("service")
    )
    event = models.ForeignKey(
        "services.Event",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="uses",
        verbose_name=_("event of the programme"),
    )
    title = models.CharField(_("name"), max_length=160, blank=True)
    date = models.DateField(_("date"), default=timezone.localdate)
    ends = models.DateField(_("last day"), null=True, blank=True)
    card = models.CharField(_("card"), max_length=20, choices=Card.choices, blank=True)
    card_expires_on = models.DateField(_("valid until"), null=True, blank=True)
    passed = models.BooleanField(_("passed"), null=True, blank=True)
    batch = models.UUIDField(null=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    change_reason = models.CharField(
        _("why it was changed later"), max_length=200, blank=True, editable=False, help_text="After the day of logging."
    )

    objects = ServiceUseQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "-pk"]
        verbose_name = _("use of a service")
        verbose_name_plural = _("uses of services")
        indexes = [models.Index(fields=["site", "date"], name="clients_serviceuse_site_date")]
        constraints = [
            codes_check("clients_serviceuse_codes", kind=ServiceKind, card=(Card, "")),
            models.CheckConstraint(
                condition=Q(kind=ServiceKind.CARD_TRAINING) ^ Q(card=""),
                name="clients_serviceuse_card",
                violation_error_message=_("A card training, and nothing else, names its card."),
            ),
            order_check("clients_serviceuse_period", "date", "ends", _("The last day is before the first.")),
            order_check(
                "clients_serviceuse_expiry", "date", "card_expires_on", _("The card expires before the training.")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.get_kind_display()}"

    @property
    def name(self) -> str:
        """What it was in a few words: the card, the title or the service, else the kind."""
        return str(self.get_card_display() or self.title or self.service or self.get_kind_display())

    @property
    def last_day(self) -> datetime.date:
        return self.ends or self.date

    @property
    def never_expires(self) -> bool:
        """Whether the card is for life."""
        return self.card in FOR_LIFE

    def has_expired(self, today: datetime.date) -> bool:
        """Whether the card was gained and its last day has passed."""
        return self.card_expires_on is not None and self.card_expires_on < today

    def is_mendable_by(self, user, today: datetime.date) -> bool:
        """One's own standing entry may be mended or withdrawn without a reason on the day it was made."""
        made_on = timezone.localdate(self.created_at)
        return self.created_by_id == user.pk and made_on == today and self.withdrawn_at is None


class HousingGuidanceQuerySet(OfKnownClients):
    def open(self):
        """Those without an outcome yet."""
        return self.filter(outcome="")


@track(UpdateEvent(row=Old), DeleteEvent())
class HousingGuidance(Versioned):
    """Guidance on the way to a home, and whether one was found."""

    client = models.ForeignKey(Client, models.PROTECT, related_name="housing", verbose_name=_("client"))
    site = models.ForeignKey("network.Site", models.PROTECT, related_name="+", verbose_name=_("Ohjaamo"))
    started_on = models.DateField(_("since"), default=timezone.localdate)
    need = models.CharField(_("need"), max_length=12, choices=HousingNeed.choices)
    outcome = models.CharField(_("outcome"), max_length=12, choices=HousingOutcome.choices, blank=True)
    outcome_on = models.DateField(_("date of the outcome"), null=True, blank=True)
    note = models.CharField(_("in a few words"), max_length=300, blank=True)

    objects = HousingGuidanceQuerySet.as_manager()

    class Meta:
        ordering = ["-started_on", "-pk"]
        verbose_name = _("housing guidance")
        verbose_name_plural = _("housing guidance")
        constraints = [
            codes_check("clients_housing_codes", need=HousingNeed, outcome=(HousingOutcome, "")),
            order_check("clients_housing_period", "started_on", "outcome_on", _("The outcome is before the start.")),
        ]

    def __str__(self) -> str:
        return f"{self.started_on} {self.get_need_display()}"


@track(UpdateEvent(row=Old), DeleteEvent())
class PlacementPeriod(Versioned):
    """Where a young person found a place: what, from when, and how it is known."""

    client = models.ForeignKey(Client, models.PROTECT, related_name="placements", verbose_name=_("client"))
    participation = models.ForeignKey(
        Participation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="placements",
        verbose_name=_("participation"),
    )
    placement = models.CharField(_("placement"), max_length=20, choices=Placement.choices)
    started_on = models.DateField(_("since"))
    ended_on = models.DateField(_("until"), null=True, blank=True)
    source = models.CharField(_("known from"), max_length=10, choices=Source.choices)
    employer = models.ForeignKey(
        "network.Employer",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="placements",
        verbose_name=_("employer"),
    )
    note = models.CharField(_("in a few words"), max_length=300, blank=True)

    objects = OfKnownClients.as_manager()

    class Meta:
        ordering = ["-started_on", "-pk"]
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        constraints = [
            codes_check("clients_placementperiod_codes", placement=Placement, source=Source),
            order_check("clients_placementperiod_period", "started_on", "ended_on", _("The end is before the start.")),
        ]

    def __str__(self) -> str:
        return f"{self.started_on} {self.get_placement_display()}"


@track(UpdateEvent(row=Old), DeleteEvent())
class WageSubsidy(Versioned):
    """A period of wage-subsidised work: whose, how much, and whether the work went on after it."""

    client = models.ForeignKey(Client, models.PROTECT, related_name="wage_subsidies", verbose_name=_("client"))
    project = models.ForeignKey(
        "network.Project", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("project that pays")
    )
    employer = models.ForeignKey(
        "network.Employer",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="wage_subsidies",
        verbose_name=_("employer"),
    )
    employer_type = models.CharField(_("type of employer"), max_length=12, choices=EmployerType.choices)
    started_on = models.DateField(_("since"))
    ended_on = models.DateField(_("until"), null=True, blank=True)
    money_eur = models.DecimalField(
        _("subsidy in euros"),
        max_digits=10,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    continued = models.BooleanField(_("the work went on after it"), null=True, blank=True)

    objects = OfKnownClients.as_manager()

    class Meta:
        ordering = ["-started_on", "-pk"]
        verbose_name = _("wage subsidy")
        verbose_name_plural = _("wage subsidies")
        constraints = [
            codes_check("clients_wagesubsidy_codes", employer_type=EmployerType),
            order_check("clients_wagesubsidy_period", "started_on", "ended_on", _("The end is before the start.")),
        ]

    def __str__(self) -> str:
        return f"{self.started_on} {self.get_employer_type_display()}"
