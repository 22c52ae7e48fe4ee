import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pghistory import DeleteEvent, Old, UpdateEvent, track

from clients.codes import FollowupResult, ReferralStatus, ReferralTarget
from network.dates import latest_day_months_before, months_after
from network.models import Keyed, Versioned

from .client import Client

FOLLOWUP_MONTHS = 3


class OfVisibleClients(models.QuerySet):
    """Rows about a client: seen by whoever may see the client."""

    def visible_to(self, user):
        return self.filter(client__in=Client.objects.visible_to(user))


class ReferralQuerySet(OfVisibleClients):
    def followup_due(self, today: datetime.date):
        """Referrals of at least three calendar months ago without a result of the follow-up."""
        latest = latest_day_months_before(today, FOLLOWUP_MONTHS)
        return self.filter(date__lte=latest, followup_result="")


@track(UpdateEvent(row=Old), DeleteEvent())
class Referral(Keyed, Versioned):
    """A young person guided onwards, accompanied or not, and what became of it after three months."""

    client = models.ForeignKey(Client, models.PROTECT, related_name="referrals", verbose_name=_("client"))
    date = models.DateField(_("date"), default=timezone.localdate)
    from_expert = models.ForeignKey(
        "network.Expert",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="referrals_made",
        verbose_name=_("referred by"),
    )
    to_agency = models.ForeignKey(
        "network.Agency",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="referrals",
        verbose_name=_("referred to"),
    )
    target = models.CharField(_("target"), max_length=20, choices=ReferralTarget.choices)
    accompanied = models.BooleanField(_("accompanied handover"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=ReferralStatus.choices, default=ReferralStatus.SENT)
    followup_date = models.DateField(_("date of follow-up"), null=True, blank=True)
    followup_result = models.CharField(
        _("result of follow-up"), max_length=20, choices=FollowupResult.choices, blank=True
    )

    objects = ReferralQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "-pk"]
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")
        indexes = [models.Index(fields=["client", "date"], name="clients_referral_client_date")]
        constraints = [
            models.CheckConstraint(
                condition=Q(followup_date__isnull=True) | Q(followup_date__gte=F("date")),
                name="clients_referral_followup",
                violation_error_message=_("The follow-up is before the referral."),
            ),
            models.CheckConstraint(
                condition=Q(target__in=ReferralTarget.values)
                & Q(status__in=ReferralStatus.values)
                & Q(followup_result__in=["", *FollowupResult.values]),
                name="clients_referral_codes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.get_target_display()}"

    @property
    def followup_due_on(self) -> datetime.date:
        """The day from which the follow-up is due: three calendar months after (docs/figures.md, attachment)."""
        return months_after(self.date, FOLLOWUP_MONTHS)

    def is_followup_due(self, today: datetime.date) -> bool:
        """Whether the follow-up is due on `today` and nobody has written its result."""
        return not self.followup_result and self.followup_due_on <= today
