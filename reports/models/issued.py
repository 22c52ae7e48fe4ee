from datetime import date
from hashlib import sha256

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from pgtrigger import Before, Delete, Insert, Protect, Trigger, Update
from pgtrigger import Q as RowQ

from .report import LANGUAGE_CODES, REPORT_LANGUAGES, Report


class IssueState(models.TextChoices):
    MAKING = "making", _("Being made")
    READY = "ready", _("Issued")
    FAILED = "failed", _("Stopped by a fault")


class FileKind(models.TextChoices):
    PDF = "pdf", _("PDF")
    DOCX = "docx", _("Word")
    XLSX = "xlsx", _("Excel")


class IssuedReport(models.Model):
    """A report as it was given out, with its figures and their definitions as they were; a correction is a new number.

    Once ready, neither it nor its files can be changed or deleted: the database refuses. figures: every figure by its
    path (reports.catalogue). definitions: {language: {path: text}}. names: {language: {path: label}}.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="issues", verbose_name=_("report"))
    number = models.PositiveSmallIntegerField(_("issue"))
    state = models.CharField(_("state"), max_length=10, choices=IssueState.choices, default=IssueState.MAKING)
    issued_at = models.DateTimeField(default=timezone.now)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changes = models.TextField(_("what changed since the issue before"), max_length=4000, blank=True)
    is_masked = models.BooleanField(default=True)
    contents = models.JSONField(default=dict)
    figures = models.JSONField(default=dict)
    names = models.JSONField(default=dict)
    definitions = models.JSONField(default=dict)
    done_steps = models.PositiveSmallIntegerField(default=0)
    all_steps = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["report", "-number"]
        verbose_name = _("issued report")
        verbose_name_plural = _("issued reports")
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="reports_issuedreport_once"),
            # One at a time: whoever issues second is told so.
            models.UniqueConstraint(
                fields=["report"], condition=Q(state="making"), name="reports_issuedreport_one_making"
            ),
            models.CheckConstraint(condition=Q(state__in=IssueState.values), name="reports_issuedreport_codes"),
        ]
        triggers = [
            Protect(name="kept", operation=Update | Delete, condition=RowQ(old__state="ready")),
        ]

    def __str__(self) -> str:
        return f"{self.report} {self.number}"

    @property
    def is_ready(self) -> bool:
        return self.state == IssueState.READY

    @property
    def title(self) -> str:
        """The report's title then, in the active language if it was issued in it, else in its first one."""
        titles = self.contents.get("title", {})
        return titles.get((get_language() or "")[:2]) or next(iter(titles.values()), self.report.layout)

    @property
    def project_name(self) -> str:
        """The project's name then."""
        return self.contents.get("project", "")

    @property
    def days(self) -> tuple[date, date]:
        """The first and last day that it reports on."""
        first, last = map(date.fromisoformat, self.contents["period"])
        return first, last

    @property
    def languages(self) -> list[str]:
        return self.contents.get("languages", [])

    @property
    def percent(self) -> int:
        """How much of it is made."""
        return 100 * self.done_steps // self.all_steps if self.all_steps else 0


class IssuedFile(models.Model):
    """A file of an issued report, byte for byte as it was given out, with the SHA-256 of its bytes in hexadecimals."""

    issued = models.ForeignKey(IssuedReport, models.PROTECT, related_name="files")
    kind = models.CharField(max_length=10, choices=FileKind.choices)
    language = models.CharField(max_length=2, choices=REPORT_LANGUAGES)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["issued", "language", "kind"]
        verbose_name = _("file of an issued report")
        verbose_name_plural = _("files of an issued report")
        constraints = [
            models.UniqueConstraint(fields=["issued", "kind", "language"], name="reports_issuedfile_once"),
            models.CheckConstraint(
                condition=Q(kind__in=FileKind.values) & Q(language__in=LANGUAGE_CODES), name="reports_issuedfile_codes"
            ),
        ]
        triggers = [
            Protect(name="kept", operation=Update | Delete),
            # An issue that is out gets no further file either.
            Trigger(
                name="made_in_time",
                when=Before,
                operation=Insert,
                func="""
                    IF (SELECT state FROM reports_issuedreport WHERE id = NEW.issued_id) = 'ready' THEN
                        RAISE EXCEPTION 'pgtrigger: an issued report gets no further file';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.issued} {self.language}.{self.kind}"

    @property
    def is_whole(self) -> bool:
        """Whether the bytes that are kept are those that were given out."""
        return sha256(bytes(self.content)).hexdigest() == self.sha256
