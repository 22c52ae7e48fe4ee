from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clients.codes import ConsentScope, WorkRole
from network.models import Versioned

from .client import Client
from .shared import OfSharedClients, codes_check, order_check


class CaseWorkerQuerySet(OfSharedClients):
    scope = ConsentScope.BASIC

    def current(self, day):
        """Those who work with the person on `day`."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)


class CaseWorker(Versioned):
    """An expert works with a young person: since when, why, and until when."""

    client = models.ForeignKey(Client, models.PROTECT, related_name="case_workers", verbose_name=_("client"))
    expert = models.ForeignKey("network.Expert", models.PROTECT, related_name="caseload", verbose_name=_("expert"))
    role = models.CharField(_("role"), max_length=10, choices=WorkRole.choices, default=WorkRole.OWN)
    since = models.DateField(_("since"), default=timezone.localdate)
    until = models.DateField(_("until"), null=True, blank=True)
    reason = models.CharField(_("why"), max_length=200, blank=True)
    handed_from = models.ForeignKey("self", models.SET_NULL, null=True, editable=False, related_name="+")

    objects = CaseWorkerQuerySet.as_manager()

    class Meta:
        ordering = ["role", "since", "pk"]
        verbose_name = _("somebody who works with the young person")
        verbose_name_plural = _("those who work with the young person")
        indexes = [models.Index(fields=["expert", "until"], name="clients_caseworker_expert")]
        constraints = [
            models.UniqueConstraint(
                fields=["client", "expert"],
                condition=Q(until__isnull=True),
                name="clients_caseworker_once",
                violation_error_message=_("The expert works with this young person already."),
            ),
            codes_check("clients_caseworker_role", role=WorkRole),
            order_check("clients_caseworker_period", "since", "until", _("The last day is before the first.")),
        ]

    def __str__(self) -> str:
        return f"{self.expert}: {self.get_role_display()}"
