from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pghistory import DeleteEvent, Old, UpdateEvent, track

from clients.codes import (
    EndReason,
    EuraState,
    Gender,
    Isced,
    LabourEnd,
    LabourStart,
    Placement,
    Progress,
    RefusalReason,
    StatusAfterSixMonths,
)
from network.models import Keyed, Versioned

from .client import Client
from .shared import OfKnownClients, codes_check


class ParticipationQuerySet(OfKnownClients):
    def incomplete(self):
        """Those whose start data are not whole; `Participation.missing` says what is missing."""
        return self.filter(
            Q(client__gender=Gender.UNKNOWN) | Q(client__birth_date__isnull=True) | Q(education_isced__isnull=True)
        )


@track(UpdateEvent(row=Old), DeleteEvent())
class Participation(Keyed, Versioned):
    """A client in a project, started by an explicit decision; no visit ever makes one."""

    project = models.ForeignKey(
        "network.Project", models.PROTECT, related_name="participations", verbose_name=_("project")
    )
    client = models.ForeignKey(Client, models.PROTECT, related_name="participations", verbose_name=_("client"))
    start_date = models.DateField(_("start date"))
    labour_start = models.CharField(_("labour-market status at start"), max_length=25, choices=LabourStart.choices)
    unemployed_since = models.DateField(_("unemployed since"), null=True, blank=True)
    education_isced = models.PositiveSmallIntegerField(
        _("highest education completed at start"), choices=Isced.choices, null=True, blank=True
    )
    municipality = models.ForeignKey(
        "network.Municipality",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("home municipality at start"),
    )
    end_date = models.DateField(_("end date"), null=True, blank=True)
    placement = models.CharField(_("placement"), max_length=20, choices=Placement.choices, blank=True)
    labour_end = models.CharField(
        _("labour-market status at end"), max_length=15, choices=LabourEnd.choices, blank=True
    )
    qualification = models.BooleanField(_("gained a qualification"), null=True, blank=True)
    status_6m = models.CharField(
        _("situation six months after"), max_length=15, choices=StatusAfterSixMonths.choices, blank=True
    )
    status_6m_on = models.DateField(_("asked after six months on"), null=True, blank=True)
    checked_28d_on = models.DateField(_("exit data checked on"), null=True, blank=True)
    eura_start = models.CharField(_("EURA start data"), max_length=10, choices=EuraState.choices, blank=True)
    eura_start_on = models.DateField(_("EURA start data, since"), null=True, blank=True)
    eura_end = models.CharField(_("EURA exit data"), max_length=10, choices=EuraState.choices, blank=True)
    eura_end_on = models.DateField(_("EURA exit data, since"), null=True, blank=True)
    end_reason = models.CharField(_("why it ended"), max_length=20, choices=EndReason.choices, blank=True)
    end_note = models.CharField(_("about the end"), max_length=300, blank=True)
    progress = models.CharField(_("nearer to work or studies"), max_length=10, choices=Progress.choices, blank=True)
    progress_note = models.CharField(_("what has changed"), max_length=500, blank=True)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        ordering = ["-start_date", "-pk"]
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        indexes = [models.Index(fields=["project", "start_date"], name="clients_participation_start")]
        constraints = [
            models.CheckConstraint(
                condition=Q(end_date__isnull=True) | Q(end_date__gte=F("start_date")),
                name="clients_participation_period",
                violation_error_message=_("The end date is before the start date."),
            ),
            models.CheckConstraint(
                condition=Q(labour_start__in=LabourStart.values)
                & Q(labour_end__in=["", *LabourEnd.values])
                & Q(placement__in=["", *Placement.values])
                & Q(status_6m__in=["", *StatusAfterSixMonths.values])
                & (Q(education_isced__isnull=True) | Q(education_isced__lte=8)),
                name="clients_participation_codes",
            ),
            codes_check(
                "clients_participation_exit",
                eura_start=(EuraState, ""),
                eura_end=(EuraState, ""),
                end_reason=(EndReason, ""),
                progress=(Progress, ""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project}: {self.start_date}"

    @property
    def missing_of_client(self) -> list[str]:
        """Names of the client's own fields without which the start data are not complete."""
        lacks = {
            "gender": self.client.gender == Gender.UNKNOWN,
            "birth_date": self.client.birth_date is None,
        }
        return [str(Client._meta.get_field(name).verbose_name) for name, lacking in lacks.items() if lacking]

    @property
    def missing(self) -> list[str]:
        """Names of all fields without which the start data are not complete (docs/figures.md, participants)."""
        own = [name for name in ("labour_start", "education_isced") if getattr(self, name) in ("", None)]
        return self.missing_of_client + [str(self._meta.get_field(name).verbose_name) for name in own]


class Refusal(models.Model):
    """Somebody was offered a place in a project and did not want it: taking part is voluntary."""

    client = models.ForeignKey(Client, models.PROTECT, related_name="refusals", verbose_name=_("client"))
    project = models.ForeignKey("network.Project", models.PROTECT, related_name="refusals", verbose_name=_("project"))
    date = models.DateField(_("date"), default=timezone.localdate)
    reason = models.CharField(_("why"), max_length=20, choices=RefusalReason.choices)
    note = models.CharField(_("in a few words"), max_length=300, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = OfKnownClients.as_manager()

    class Meta:
        ordering = ["-date", "-pk"]
        verbose_name = _("refusal")
        verbose_name_plural = _("refusals")
        constraints = [codes_check("clients_refusal_reason", reason=RefusalReason)]

    def __str__(self) -> str:
        return f"{self.date} {self.project}"
