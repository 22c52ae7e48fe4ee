from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.codes import MEASURES, Programme

from .base import Versioned
from .history import keeps_history
from .site import Site


class ProjectQuerySet(models.QuerySet):
    def at_sites(self, sites):
        """Projects that have one of `sites`, by themselves or through their sub-projects, with their sub-projects."""
        own = Project.objects.filter(sites__in=sites)
        return self.filter(Q(pk__in=own) | Q(parent__in=own) | Q(children__in=own)).distinct()


@keeps_history()
class Project(Versioned):
    """A funded project or one of its sub-projects; the fields are those of the funder's cover page."""

    code = models.CharField(_("project code"), max_length=64, unique=True)
    name = models.CharField(_("name"), max_length=250)
    programme = models.CharField(_("programme"), max_length=20, choices=Programme.choices)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("sub-project of"),
    )
    start_date = models.DateField(_("start date"))
    end_date = models.DateField(_("end date"))
    sites = models.ManyToManyField(Site, blank=True, related_name="projects", verbose_name=_("Ohjaamos"))
    priority = models.CharField(_("priority axis"), max_length=250, blank=True)
    specific_objective = models.CharField(_("specific objective"), max_length=500, blank=True)
    funder = models.CharField(_("funder"), max_length=250, blank=True)
    implementer = models.CharField(_("implementing organisation"), max_length=250, blank=True)
    region = models.CharField(_("funder's region"), max_length=2, blank=True)
    budget_eur = models.DecimalField(_("budget, euros"), max_digits=14, decimal_places=2, null=True, blank=True)
    budget_band = models.CharField(_("budget band"), max_length=100, blank=True)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ["-end_date", "code"]
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        constraints = [
            models.CheckConstraint(
                condition=Q(end_date__gte=F("start_date")),
                name="network_project_period",
                violation_error_message=_("The end date is before the start date."),
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")),
                name="network_project_not_own_parent",
                violation_error_message=_("A project cannot be its own sub-project."),
            ),
            models.CheckConstraint(
                condition=Q(budget_eur__isnull=True) | Q(budget_eur__gte=0),
                name="network_project_budget",
                violation_error_message=_("The budget cannot be negative."),
            ),
            models.CheckConstraint(condition=Q(programme__in=Programme.values), name="network_project_programme"),
        ]

    def __str__(self) -> str:
        return self.name

    def family(self) -> list["Project"]:
        """The project and all its sub-projects at any depth."""
        found, level = [self], [self]
        while level:
            level = list(
                Project.objects.filter(parent__in=level).exclude(pk__in=[p.pk for p in found]).order_by("code")
            )
            found += level
        return found

    def all_sites(self) -> models.QuerySet[Site]:
        """The project's own sites; a project without any has those of its sub-projects."""
        if self.sites.exists():
            return self.sites.order_by("key")
        return Site.objects.filter(projects__in=self.family()).distinct().order_by("key")

    def is_running_on(self, day: date) -> bool:
        return self.start_date <= day <= self.end_date


class Area(Versioned):
    """A named part of a project's region, by municipalities (Välke: Kuopio, Sisä-Savo)."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="areas", verbose_name=_("project"))
    name = models.CharField(_("area"), max_length=100)
    municipalities = models.ManyToManyField(
        "network.Municipality", related_name="areas", verbose_name=_("municipalities")
    )

    class Meta:
        ordering = ["project", "name"]
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "name"],
                name="network_area_once",
                violation_error_message=_("The project has an area of this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name


@keeps_history()
class Target(Versioned):
    """What a project promised: people of one measure in one period, in one area or in all.

    A target is never summed from others; `included_in_parent` tells that a sub-project's is part of its parent's.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="targets", verbose_name=_("project"))
    period = models.CharField(_("period"), max_length=100)
    period_start = models.DateField(_("period starts"))
    period_end = models.DateField(_("period ends"))
    area = models.ForeignKey(
        Area,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="targets",
        verbose_name=_("area"),
        help_text=_("Empty = the whole project."),
    )
    measure = models.CharField(_("measure"), max_length=30, choices=MEASURES)
    target = models.PositiveIntegerField(_("target number"))
    included_in_parent = models.BooleanField(_("included in the parent project's target"), null=True, blank=True)

    class Meta:
        ordering = ["project", "period_start", "period", "area", "measure", "pk"]
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "period", "area", "measure"],
                nulls_distinct=False,
                name="network_target_once",
                violation_error_message=_("There is a target for this period, area and measure already."),
            ),
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")),
                name="network_target_period",
                violation_error_message=_("The period ends before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(measure__in=[code for code, _label in MEASURES]), name="network_target_measure"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period}: {self.get_measure_display()} {self.target}"


class TargetVersion(models.Model):
    """A number that a target has had: since when, and why it was set anew; the newest is the target's own number.

    Targets from before versions were kept, and imported ones, have none: nobody knows when they were set.
    """

    goal = models.ForeignKey(Target, models.CASCADE, related_name="versions", verbose_name=_("target"))
    number = models.PositiveIntegerField(_("target number"))
    set_on = models.DateField(_("set on"), default=timezone.localdate)
    note = models.CharField(_("decided by whom, or why"), max_length=300, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        ordering = ["goal", "-set_on", "-pk"]
        verbose_name = _("version of a target")
        verbose_name_plural = _("versions of a target")

    def __str__(self) -> str:
        return f"{self.set_on}: {self.number}"
