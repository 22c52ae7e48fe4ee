from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clients.codes import CameFrom, ConsultationStatus, ReferralTarget, Urgency
from network.access import Permission, experts_of, sites_for
from network.models import Versioned

from .client import Client
from .referral import Referral
from .shared import OfKnownClients, codes_check


class ConsultationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Questions sent from the user's sites, and those to the user or the user's agency."""
        return self.filter(Q(site__in=sites_for(user, Permission.SEE_CLIENTS)) | self._received(user))

    def received_by(self, user):
        return self.filter(self._received(user))

    @staticmethod
    def _received(user) -> Q:
        experts = experts_of(user)
        return Q(to_agency__in=experts.values("agency")) & (Q(to_expert__isnull=True) | Q(to_expert__in=experts))


class Consultation(Versioned):
    """A question to an agency about somebody who is not named: what one may ask without a consent."""

    site = models.ForeignKey("network.Site", models.PROTECT, related_name="+", verbose_name=_("asked from"))
    to_agency = models.ForeignKey(
        "network.Agency", models.PROTECT, related_name="consultations", verbose_name=_("asked of")
    )
    to_expert = models.ForeignKey(
        "network.Expert", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("to the expert")
    )
    target = models.CharField(_("target"), max_length=20, choices=ReferralTarget.choices, blank=True)
    question = models.TextField(
        _("question"), max_length=2000, help_text=_("Nothing from which somebody could be recognised.")
    )
    urgency = models.CharField(_("urgency"), max_length=10, choices=Urgency.choices, default=Urgency.NORMAL)
    status = models.CharField(max_length=10, choices=ConsultationStatus.choices, default=ConsultationStatus.SENT)
    sent_at = models.DateTimeField(default=timezone.now, editable=False)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+")
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, editable=False)
    reminders = models.PositiveSmallIntegerField(default=0, editable=False)
    reminded_on = models.DateField(null=True, editable=False)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        constraints = [
            codes_check(
                "clients_consultation_codes", target=(ReferralTarget, ""), urgency=Urgency, status=ConsultationStatus
            )
        ]

    def __str__(self) -> str:
        return f"{self.sent_at:%Y-%m-%d} {self.to_agency}"


class ReplyLink(models.Model):
    """A link by which somebody without a login answers a referral or a consultation, once, until it expires.

    Only a fingerprint of the link's secret is kept.
    """

    referral = models.ForeignKey(Referral, models.CASCADE, null=True, related_name="reply_links")
    consultation = models.ForeignKey(Consultation, models.CASCADE, null=True, related_name="reply_links")
    secret_hash = models.CharField(max_length=64, unique=True)
    email = models.EmailField()
    sent_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(referral__isnull=True) ^ Q(consultation__isnull=True), name="clients_replylink_of_one"
            )
        ]

    def __str__(self) -> str:
        return f"{self.sent_at:%Y-%m-%d}"

    def is_open(self, now: datetime) -> bool:
        """Whether it can still be used at `now`."""
        return self.used_at is None and self.revoked_at is None and now < self.expires_at


class IncomingReferral(models.Model):
    """Who guided a young person to the Ohjaamo, and when."""

    client = models.ForeignKey(Client, models.PROTECT, related_name="incoming_referrals", verbose_name=_("client"))
    site = models.ForeignKey("network.Site", models.PROTECT, related_name="+", verbose_name=_("Ohjaamo"))
    date = models.DateField(_("date"), default=timezone.localdate)
    source = models.CharField(_("who guided here"), max_length=20, choices=CameFrom.choices)
    agency = models.ForeignKey(
        "network.Agency", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("agency")
    )
    accompanied = models.BooleanField(_("somebody came along"), default=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = OfKnownClients.as_manager()

    class Meta:
        ordering = ["-date", "-pk"]
        verbose_name = _("referral in")
        verbose_name_plural = _("referrals in")
        constraints = [codes_check("clients_incomingreferral_source", source=CameFrom)]

    def __str__(self) -> str:
        return f"{self.date} {self.get_source_display()}"
