from datetime import date

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clients.codes import ReferralTarget
from clients.screening_codes import NextBody, PlanState, ScreeningDecision, ScreeningReason, ScreeningSource
from network.access import Permission, sites_for
from network.models import SortKey, Versioned

from .client import Client, complete_years
from .shared import codes_check, order_check


class ScreeningQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The screenings of the sites where `user` counsels."""
        return self.filter(site__in=sites_for(user, Permission.SEE_CLIENTS))

    def with_counts(self):
        """Each with how many are on the list (`listed`) and how many of them have a decision (`screened`)."""
        decided = models.Q(cases__decision__in=ScreeningDecision.values)
        return self.annotate(listed=models.Count("cases"), screened=models.Count("cases", filter=decided))


class Screening(Versioned):
    """A list gone through one by one, to find those who would gain from an interview (seulonta)."""

    name = models.CharField(_("name"), max_length=160)
    site = models.ForeignKey("network.Site", models.PROTECT, related_name="screenings", verbose_name=_("Ohjaamo"))
    project = models.ForeignKey(
        "network.Project", models.PROTECT, null=True, blank=True, related_name="screenings", verbose_name=_("project")
    )
    started_on = models.DateField(_("started on"), default=timezone.localdate)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    target_screened = models.PositiveIntegerField(_("target: screened"), null=True, blank=True)
    target_invited = models.PositiveIntegerField(_("target: invited"), null=True, blank=True)
    target_forwarded = models.PositiveIntegerField(_("target: forward to services"), null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = ScreeningQuerySet.as_manager()

    class Meta:
        ordering = ["-started_on", "-pk"]
        verbose_name = _("screening")
        verbose_name_plural = _("screenings")
        constraints = [
            order_check("clients_screening_period", "started_on", "ended_on", _("The end is before the start."))
        ]

    def __str__(self) -> str:
        return self.name


class ScreeningCaseQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(screening__in=Screening.objects.visible_to(user))


class ScreeningCase(Versioned):
    """One person on the list: what was found out, what was decided, what followed. No health or substance matters."""

    screening = models.ForeignKey(Screening, models.CASCADE, related_name="cases", verbose_name=_("screening"))
    client = models.ForeignKey(
        Client, models.SET_NULL, null=True, blank=True, related_name="screening_cases", verbose_name=_("client")
    )
    first_name = models.CharField(_("first name"), max_length=60, blank=True)
    last_name = models.CharField(_("last name"), max_length=60)
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    source = models.CharField(_("on whose list"), max_length=12, choices=ScreeningSource.choices)
    last_contact_employment = models.DateField(_("last contact, employment services"), null=True, blank=True)
    last_contact_social = models.DateField(_("last contact, social services"), null=True, blank=True)
    plan_state = models.CharField(_("plan"), max_length=12, choices=PlanState.choices, blank=True)
    in_measure = models.BooleanField(_("in a service now"), null=True, blank=True)
    days_unemployed = models.PositiveIntegerField(_("days on labour market subsidy"), null=True, blank=True)
    decision = models.CharField(_("decision"), max_length=12, choices=ScreeningDecision.choices, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    reason = models.CharField(_("why not invited"), max_length=12, choices=ScreeningReason.choices, blank=True)
    next_body = models.CharField(_("responsible next"), max_length=12, choices=NextBody.choices, blank=True)
    invited_on = models.DateField(_("invited on"), null=True, blank=True)
    interviewed_on = models.DateField(_("interviewed on"), null=True, blank=True)
    interviews = models.PositiveSmallIntegerField(_("number of interviews"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes in all"), null=True, blank=True)
    plan_made_on = models.DateField(_("plan made on"), null=True, blank=True)
    forwarded_on = models.DateField(_("forward to a service on"), null=True, blank=True)
    forwarded_to = models.CharField(_("forward to"), max_length=20, choices=ReferralTarget.choices, blank=True)
    sort_name = models.GeneratedField(
        expression=SortKey(models.functions.Concat("last_name", models.Value(" "), "first_name")),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )

    objects = ScreeningCaseQuerySet.as_manager()

    class Meta:
        ordering = ["sort_name", "pk"]
        verbose_name = _("person on a screening list")
        verbose_name_plural = _("people on a screening list")
        indexes = [models.Index(fields=["screening", "sort_name"], name="clients_screeningcase_list")]
        constraints = [
            codes_check(
                "clients_screeningcase_codes",
                source=ScreeningSource,
                plan_state=(PlanState, ""),
                decision=(ScreeningDecision, ""),
                reason=(ScreeningReason, ""),
                next_body=(NextBody, ""),
                forwarded_to=(ReferralTarget, ""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def age_on(self, day: date) -> int | None:
        """Age in complete years on `day`; None without a birth date."""
        return complete_years(self.birth_date, day) if self.birth_date else None
