"""Who works how: absences, teams, roles with time shares, and the bodies that steer."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .agency import Agency
from .base import Valid, Versioned
from .expert import Expert
from .history import keeps_history
from .project import Project
from .site import Site


class Days(Func):
    """The days from one to another as a range of the database, both included; an empty end is open."""

    function = "daterange"
    output_field = DateRangeField()


BOTH_INCLUDED = RangeBoundary(inclusive_lower=True, inclusive_upper=True)


class AbsenceQuerySet(models.QuerySet):
    def between(self, first, last):
        """Absences that share a day with the period from `first` to `last`, both included."""
        return self.filter(starts__lte=last, ends__gte=first)


@keeps_history()
class Absence(models.Model):
    """An expert is away from one day to another, both included. It ends by itself; why is nobody's business here."""

    expert = models.ForeignKey(Expert, models.CASCADE, related_name="absences", verbose_name=_("expert"))
    starts = models.DateField(_("first day away"))
    ends = models.DateField(_("last day away"))
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ["starts", "pk"]
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gte=F("starts")),
                name="network_absence_order",
                violation_error_message=_("The last day away is before the first."),
            ),
            ExclusionConstraint(
                name="network_absence_once",
                expressions=[
                    ("expert", RangeOperators.EQUAL),
                    (Days("starts", "ends", BOTH_INCLUDED), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("The expert is marked as away on some of these days already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.expert} {self.starts}–{self.ends}"


class Team(Versioned):
    """A team of one Ohjaamo: the starting point, wellbeing, education, work."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="teams", verbose_name=_("Ohjaamo"))
    name_fi = models.CharField(_("name in Finnish"), max_length=120)
    name_sv = models.CharField(_("name in Swedish"), max_length=120, blank=True)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    experts = models.ManyToManyField(Expert, blank=True, related_name="teams", verbose_name=_("experts"))

    class Meta:
        ordering = ["site", "name_fi", "pk"]
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        constraints = [
            models.UniqueConstraint(
                fields=["site", "name_fi"],
                name="network_team_once",
                violation_error_message=_("The Ohjaamo has a team of this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the user's language, else in Finnish."""
        return getattr(self, f"name_{get_language() or 'fi'}", "") or self.name_fi


@keeps_history()
class StaffAssignment(Valid, Versioned):
    """An expert's role in a project: what, with which share of the working time, from when to when."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="staff", verbose_name=_("project"))
    expert = models.ForeignKey(Expert, models.PROTECT, related_name="assignments", verbose_name=_("expert"))
    role = models.CharField(_("role"), max_length=120)
    time_share = models.PositiveSmallIntegerField(_("share of working time, %"), default=100)
    funding = models.CharField(_("paid from"), max_length=120, blank=True)

    class Meta(Valid.Meta):
        ordering = ["project", "valid_from", "pk"]
        verbose_name = _("role in the project")
        verbose_name_plural = _("roles in the project")
        constraints = [
            *Valid.Meta.constraints,
            models.CheckConstraint(
                condition=Q(time_share__range=(1, 100)),
                name="network_staffassignment_share",
                violation_error_message=_("The share of working time is from 1 to 100 per cent."),
            ),
            ExclusionConstraint(
                name="network_staffassignment_once",
                expressions=[
                    ("project", RangeOperators.EQUAL),
                    ("expert", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (Days("valid_from", "valid_to", BOTH_INCLUDED), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("The expert has this role in the project on some of these days already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.expert}: {self.role}"


class BodyKind(models.TextChoices):
    STEERING = "steering", _("Steering group")
    MANAGEMENT = "management", _("Management group")
    OTHER = "other", _("Other group")


class Body(Versioned):
    """A group that steers a project or an Ohjaamo."""

    kind = models.CharField(_("kind"), max_length=20, choices=BodyKind.choices)
    name = models.CharField(_("name"), max_length=160)
    project = models.ForeignKey(
        Project, models.CASCADE, null=True, blank=True, related_name="bodies", verbose_name=_("project")
    )
    site = models.ForeignKey(
        Site, models.CASCADE, null=True, blank=True, related_name="bodies", verbose_name=_("Ohjaamo")
    )

    class Meta:
        ordering = ["kind", "name", "pk"]
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        constraints = [
            models.CheckConstraint(
                condition=Q(project__isnull=True) ^ Q(site__isnull=True),
                name="network_body_of_one",
                violation_error_message=_("Choose either a project or an Ohjaamo."),
            ),
            models.CheckConstraint(condition=Q(kind__in=BodyKind.values), name="network_body_kind"),
        ]

    def __str__(self) -> str:
        return self.name


class BodyRole(models.TextChoices):
    CHAIR = "chair", _("Chair")
    VICE_CHAIR = "vice_chair", _("Vice chair")
    MEMBER = "member", _("Member")
    DEPUTY = "deputy", _("Deputy member")
    SECRETARY = "secretary", _("Secretary")


class BodyMember(Valid):
    """Somebody who sits in a group, and whom they speak for."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="members", verbose_name=_("group"))
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role"), max_length=20, choices=BodyRole.choices, default=BodyRole.MEMBER)
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="seats", verbose_name=_("agency")
    )
    represents = models.CharField(
        _("speaks for"), max_length=160, blank=True, help_text=_("When it is no agency of the network.")
    )

    class Meta(Valid.Meta):
        ordering = ["body", "role", "name", "pk"]
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [
            *Valid.Meta.constraints,
            models.CheckConstraint(condition=Q(role__in=BodyRole.values), name="network_bodymember_role"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def speaks_for(self) -> str:
        """The agency's name in the user's language, or the body written down; "" when nobody has said."""
        return self.agency.name if self.agency else self.represents

    @property
    def rank(self) -> tuple:
        """Sorts members: the chair first, the secretary last, each by name."""
        return BodyRole.values.index(self.role), self.name
