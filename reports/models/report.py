from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import Project, Versioned

REPORT_LANGUAGES = [("fi", _("Finnish")), ("sv", _("Swedish")), ("en", _("English"))]
LANGUAGE_CODES = [code for code, _label in REPORT_LANGUAGES]


class ReportState(models.TextChoices):
    DRAFT = "draft", _("Being written")
    SUBMITTED = "submitted", _("Waits for the check")
    RETURNED = "returned", _("Returned")
    ISSUED = "issued", _("Issued")


class SmallNumbers(models.TextChoices):
    """Whether the numbers 1–4 are printed in what leaves the house (docs/figures.md, masking)."""

    MASKED = "masked", _("Hidden (under 5)")
    EXACT = "exact", _("Shown exactly")


class ReportQuerySet(models.QuerySet):
    def writable(self):
        """Reports whose chapters may be changed."""
        return self.filter(state__in=(ReportState.DRAFT, ReportState.RETURNED))


class Report(Versioned):
    """A report of one project over one period: written, submitted, returned or issued; issued again when corrected.

    `layout` is the name of a file in reports/report/layouts.
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="reports", verbose_name=_("project"))
    layout = models.CharField(_("layout"), max_length=40)
    title = models.CharField(
        _("title"), max_length=200, blank=True, help_text=_("Empty = the layout's own, in each language.")
    )
    period_start = models.DateField(_("first day"))
    period_end = models.DateField(_("last day"))
    languages = ArrayField(
        models.CharField(max_length=2, choices=REPORT_LANGUAGES), default=list, verbose_name=_("languages")
    )
    small_numbers = models.CharField(
        _("small numbers"), max_length=10, choices=SmallNumbers.choices, default=SmallNumbers.MASKED
    )
    state = models.CharField(
        _("state"), max_length=10, choices=ReportState.choices, default=ReportState.DRAFT, editable=False
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["project", "-period_end", "layout", "pk"]
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "layout", "period_start", "period_end"],
                name="reports_report_once",
                violation_error_message=_("The project has a report of this kind and period already."),
            ),
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")),
                name="reports_report_period",
                violation_error_message=_("The last day is before the first."),
            ),
            models.CheckConstraint(
                condition=Q(languages__contained_by=LANGUAGE_CODES)
                & Q(languages__len__gt=0)
                & Q(state__in=ReportState.values)
                & Q(small_numbers__in=SmallNumbers.values),
                name="reports_report_codes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project.code} {self.layout} {self.period_start}–{self.period_end}"

    @classmethod
    def whole(cls, project: Project, layout: str) -> "Report":
        """The report of the project's whole period in this layout; one that is not stored when nobody has begun it."""
        days = {"period_start": project.start_date, "period_end": project.end_date}
        found = cls.objects.filter(project=project, layout=layout, **days).first()
        return found or cls(project=project, layout=layout, languages=LANGUAGE_CODES, **days)

    @property
    def is_writable(self) -> bool:
        return self.state in (ReportState.DRAFT, ReportState.RETURNED)

    @property
    def days(self) -> tuple[date, date]:
        return self.period_start, self.period_end

    @property
    def is_masked(self) -> bool:
        return self.small_numbers == SmallNumbers.MASKED


class ReportAct(models.TextChoices):
    SUBMITTED = "submitted", _("Submitted to be checked")
    RETURNED = "returned", _("Returned to the writers")
    ISSUED = "issued", _("Issued")
    REOPENED = "reopened", _("Opened for a correction")


class ReportEvent(models.Model):
    """What happened to a report on its way: who submitted, returned or issued it, when, with which words."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="events", verbose_name=_("report"))
    act = models.CharField(_("what"), max_length=10, choices=ReportAct.choices)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    comment = models.TextField(_("comment"), max_length=4000, blank=True)

    class Meta:
        ordering = ["report", "-at", "-pk"]
        verbose_name = _("event of a report")
        verbose_name_plural = _("events of a report")
        constraints = [
            models.CheckConstraint(condition=Q(act__in=ReportAct.values), name="reports_reportevent_codes"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.act}"
