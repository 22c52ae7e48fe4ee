import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pghistory import DeleteEvent, Old, UpdateEvent, track

from clients.codes import DeclineReason, FollowupResult, ReferralClosing, ReferralStatus, ReferralTarget, Urgency
from network.access import experts_of
from network.dates import latest_day_months_before, months_after
from network.models import Keyed, Versioned

from .client import Client
from .shared import codes_check, is_known

FOLLOWUP_MONTHS = 3


class ReferralQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Referrals of people known at the user's sites; and those to the user's agency of people who let it see them.

        One that names an expert is for that expert alone.
        """
        return self.filter(is_known(user) | self._received(user))

    def received_by(self, user):
        """Referrals that `user` answers: sent to them or their agency with the young person's consent."""
        return self.filter(self._received(user))

    @staticmethod
    def _received(user) -> Q:
        experts = experts_of(user)
        to_me = Q(to_expert__isnull=True) | Q(to_expert__in=experts)
        to_us = Q(to_agency__in=experts.values("agency"))
        return to_me & to_us & Q(client__in=Client.objects.shared_with(user))

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
    to_expert = models.ForeignKey(
        "network.Expert",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="referrals_received",
        verbose_name=_("to the expert"),
    )
    target = models.CharField(_("target"), max_length=20, choices=ReferralTarget.choices)
    accompanied = models.BooleanField(_("accompanied handover"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=ReferralStatus.choices, default=ReferralStatus.SENT)
    followup_date = models.DateField(_("date of follow-up"), null=True, blank=True)
    followup_result = models.CharField(
        _("result of follow-up"), max_length=20, choices=FollowupResult.choices, blank=True
    )
    site = models.ForeignKey(
        "network.Site", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("sent from")
    )
    reason = models.TextField(_("why, for the receiver"), max_length=1000, blank=True)
    urgency = models.CharField(_("urgency"), max_length=10, choices=Urgency.choices, default=Urgency.NORMAL)
    sent_at = models.DateTimeField(null=True, editable=False, help_text="Empty = written down only, sent to nobody.")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+")
    answered_at = models.DateTimeField(null=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    answer = models.CharField(_("answer"), max_length=500, blank=True)
    decline_reason = models.CharField(_("why not"), max_length=20, choices=DeclineReason.choices, blank=True)
    proposed_at = models.DateTimeField(_("proposed time"), null=True, blank=True)
    arrived_on = models.DateField(_("arrived on"), null=True, blank=True)
    closing = models.CharField(_("how it ended"), max_length=20, choices=ReferralClosing.choices, blank=True)
    closed_at = models.DateTimeField(null=True, editable=False)
    reminders = models.PositiveSmallIntegerField(default=0, editable=False)
    reminded_on = models.DateField(null=True, editable=False)

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
            codes_check(
                "clients_referral_process",
                urgency=Urgency,
                decline_reason=(DeclineReason, ""),
                closing=(ReferralClosing, ""),
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
