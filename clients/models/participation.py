from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pghistory import DeleteEvent, Old, UpdateEvent, track

from clients.codes import (
    DROPPED_OUT,
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
from network.dates import latest_day_months_before, months_after
from network.models import Keyed, Versioned

from .client import Client
from .shared import OfKnownClients, codes_check

# EURA takes the situation at the end within four weeks of it; the check comes up a week before they are over.
CHECK_DAYS, CHECK_AHEAD_DAYS = 28, 7
AFTER_MONTHS = 6
# What a project ended longer ago lacks, nobody can report any more.
REPORTED_MONTHS = 12


class ParticipationQuerySet(OfKnownClients):
    def open_on(self, day: date):
        """Those without an end by `day`: no end date, or a later one."""
        return self.filter(Q(end_date__isnull=True) | Q(end_date__gt=day))

    def ended_by(self, day: date):
        return self.filter(end_date__lte=day)

    def still_reported(self, today: date):
        """Those of projects that run, or ended so lately that their data can still be mended."""
        return self.filter(project__end_date__gte=months_after(today, -REPORTED_MONTHS))

    def incomplete(self):
        """Those whose start data are not whole; `Participation.missing` says what is missing."""
        return self.filter(
            Q(client__gender=Gender.UNKNOWN) | Q(client__birth_date__isnull=True) | Q(education_isced__isnull=True)
        )

    def incomplete_at_end(self, today: date):
        """Those ended by `today` whose exit data are not whole; `Participation.missing_at_end` says what is missing."""
        lacking = Q(labour_end="") | Q(placement="") | Q(qualification__isnull=True)
        return self.ended_by(today).filter(lacking)

    def check_28d_due(self, today: date):
        """Those whose four weeks after the end are over, or will be within a week, and nobody checked the exit data."""
        return self.ended_by(today - timedelta(CHECK_DAYS - CHECK_AHEAD_DAYS)).filter(checked_28d_on__isnull=True)

    def overdue_28d(self, today: date):
        """Those whose four weeks after the end are over."""
        return self.ended_by(today - timedelta(CHECK_DAYS + 1))

    def status_6m_due(self, today: date):
        """Those who left at least six calendar months ago and have not been asked how they are."""
        return self.ended_by(latest_day_months_before(today, AFTER_MONTHS)).filter(status_6m="")


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

    def is_open_on(self, day: date) -> bool:
        return self.end_date is None or self.end_date > day

    @property
    def check_28d_by(self) -> date | None:
        """The last day for the exit data, four weeks after the end; None without an end."""
        return self.end_date and self.end_date + timedelta(CHECK_DAYS)

    @property
    def status_6m_from(self) -> date | None:
        """The first day on which six months have passed since the end; None without an end."""
        return self.end_date and months_after(self.end_date, AFTER_MONTHS)

    @property
    def dropped_out(self) -> bool:
        return self.end_reason in DROPPED_OUT

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
        return self.missing_of_client + self._lacking("labour_start", "education_isced")

    @property
    def missing_at_end(self) -> list[str]:
        """Names of the fields without which the exit data are not complete; none while there is no end."""
        return self._lacking("labour_end", "placement", "qualification") if self.end_date else []

    def _lacking(self, *names: str) -> list[str]:
        lacking = [name for name in names if getattr(self, name) in ("", None)]
        return [str(self._meta.get_field(name).verbose_name) for name in lacking]


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
