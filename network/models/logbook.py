"""Short records of a project that its report tells about: publicity, development, problems (domain: chapters 3, 4)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .base import Versioned, WebField
from .project import Project


class LogEntry(Versioned):
    """What all three logs have: the project, the day, who wrote it."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="%(class)s_entries", verbose_name=_("project"))
    date = models.DateField(_("date"), default=timezone.localdate)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        abstract = True
        ordering = ["-date", "-pk"]


class Medium(models.TextChoices):
    NEWSPAPER = "newspaper", _("Newspaper")
    RADIO = "radio", _("Radio")
    TELEVISION = "television", _("Television")
    WEB = "web", _("Web page")
    SOCIAL = "social", _("Social media")
    EVENT = "event", _("Event or talk")
    PRINT = "print", _("Leaflet or poster")
    OTHER = "other", _("Other medium")


class Publicity(LogEntry):
    """The project was seen or heard: in which medium, where to find it."""

    medium = models.CharField(_("medium"), max_length=20, choices=Medium.choices)
    outlet = models.CharField(_("name of the paper, channel or event"), max_length=160)
    title = models.CharField(_("what it was about"), max_length=250, blank=True)
    url = WebField(_("link"), max_length=500, blank=True)

    class Meta(LogEntry.Meta):
        verbose_name = _("publicity")
        verbose_name_plural = _("publicity")
        constraints = [models.CheckConstraint(condition=Q(medium__in=Medium.values), name="network_publicity_medium")]

    def __str__(self) -> str:
        return f"{self.outlet} {self.date}"


class DevelopmentKind(models.TextChoices):
    WORKSHOP = "workshop", _("Development workshop")
    PURCHASE = "purchase", _("Bought service")
    PRODUCT = "product", _("Publication, video or other product")
    PRACTICE = "practice", _("New way of working")
    OTHER = "other", _("Other development")


class Development(LogEntry):
    """Something was tried, made or bought to do the work better."""

    kind = models.CharField(_("kind"), max_length=20, choices=DevelopmentKind.choices)
    title = models.CharField(_("title"), max_length=250)
    text = models.TextField(_("what was done and what came of it"), max_length=4000, blank=True)
    person_days = models.DecimalField(_("person-days"), max_digits=7, decimal_places=1, null=True, blank=True)

    class Meta(LogEntry.Meta):
        verbose_name = _("development")
        verbose_name_plural = _("development")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=DevelopmentKind.values), name="network_development_kind"),
            models.CheckConstraint(
                condition=Q(person_days__isnull=True) | Q(person_days__gte=0),
                name="network_development_person_days",
                violation_error_message=_("Person-days cannot be negative."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Problem(LogEntry):
    """What stood in the way, and what the next project should do about it."""

    problem = models.TextField(_("problem"), max_length=4000)
    recommendation = models.TextField(_("recommendation"), max_length=4000, blank=True)
    solved_on = models.DateField(_("solved on"), null=True, blank=True)

    class Meta(LogEntry.Meta):
        verbose_name = _("problem")
        verbose_name_plural = _("problems")

    def __str__(self) -> str:
        return self.problem[:80]
