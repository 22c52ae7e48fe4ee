from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.models import Project, Versioned


class Layout(models.TextChoices):
    """The two shapes of the end-of-project report (docs/figures.md)."""

    NARRATIVE = "narrative", _("Narrative report")
    EURA = "eura", _("EURA description")


REPORT_LANGUAGES = [("fi", _("Finnish")), ("sv", _("Swedish")), ("en", _("English"))]


class Chapter(Versioned):
    """The text of one chapter of a project's report in one language; plain text, blank lines part paragraphs."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="chapters", verbose_name=_("project"))
    layout = models.CharField(_("layout"), max_length=20, choices=Layout.choices)
    language = models.CharField(_("language"), max_length=2, choices=REPORT_LANGUAGES)
    slug = models.CharField(max_length=60)
    text = models.TextField(_("text"), blank=True, max_length=50_000)
    updated_at = models.DateTimeField(auto_now=True)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["project", "layout", "language", "slug"]
        verbose_name = _("chapter")
        verbose_name_plural = _("chapters")
        constraints = [
            models.UniqueConstraint(fields=["project", "layout", "language", "slug"], name="reports_chapter_once"),
            models.CheckConstraint(
                condition=Q(layout__in=Layout.values) & Q(language__in=[code for code, _label in REPORT_LANGUAGES]),
                name="reports_chapter_codes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project.code} {self.layout} {self.language} {self.slug}"
