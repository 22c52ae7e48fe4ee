from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models import Versioned, keeps_history

from .report import LANGUAGE_CODES, REPORT_LANGUAGES, Report


@keeps_history()
class Chapter(Versioned):
    """One chapter of a report in one language, as Markdown (reports/report/texts.py says what of it is read)."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="chapters", verbose_name=_("report"))
    language = models.CharField(_("language"), max_length=2, choices=REPORT_LANGUAGES)
    slug = models.CharField(max_length=60)
    text = models.TextField(_("text"), blank=True, max_length=50_000)
    is_ready = models.BooleanField(_("ready to be checked"), default=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who writes it"),
    )
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["report", "language", "slug"]
        verbose_name = _("chapter")
        verbose_name_plural = _("chapters")
        constraints = [
            models.UniqueConstraint(fields=["report", "language", "slug"], name="reports_chapter_once"),
            models.CheckConstraint(condition=Q(language__in=LANGUAGE_CODES), name="reports_chapter_codes"),
        ]

    def __str__(self) -> str:
        return f"{self.report} {self.language} {self.slug}"

    @property
    def is_written(self) -> bool:
        return bool(self.text.strip())


class ChapterComment(models.Model):
    """What one writer says to the others about a chapter; never printed."""

    chapter = models.ForeignKey(Chapter, models.CASCADE, related_name="comments", verbose_name=_("chapter"))
    text = models.TextField(_("comment"), max_length=2000)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["chapter", "at", "pk"]
        verbose_name = _("comment on a chapter")
        verbose_name_plural = _("comments on a chapter")

    def __str__(self) -> str:
        return self.text[:60]


class ReportImage(models.Model):
    """A picture for the texts of a report, drawn anew when it came in; a text names it as ![words](picture:7)."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="images", verbose_name=_("report"))
    name = models.CharField(_("name"), max_length=120)
    image = models.BinaryField()
    content_type = models.CharField(max_length=20)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["report", "pk"]
        verbose_name = _("picture of a report")
        verbose_name_plural = _("pictures of a report")

    def __str__(self) -> str:
        return self.name


class Attachment(models.Model):
    """A PDF that is appended to the report as it is, after its annexes."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="attachments", verbose_name=_("report"))
    title = models.CharField(_("title"), max_length=200)
    file = models.BinaryField()
    pages = models.PositiveIntegerField()
    position = models.PositiveSmallIntegerField(_("place"), default=1)
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["report", "position", "pk"]
        verbose_name = _("attached PDF")
        verbose_name_plural = _("attached PDFs")

    def __str__(self) -> str:
        return self.title
