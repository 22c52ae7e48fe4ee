from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ImportState(models.TextChoices):
    CHECKING = "checking", _("Being checked")
    CHECKED = "checked", _("Checked, waits for you")
    FAULTY = "faulty", _("Has errors")
    IMPORTING = "importing", _("Being imported")
    DONE = "done", _("Imported")
    FAILED = "failed", _("Stopped by a fault")
    CANCELLED = "cancelled", _("Cancelled")


WORKING = (ImportState.CHECKING, ImportState.IMPORTING)
OPEN = (*WORKING, ImportState.CHECKED, ImportState.FAILED)


class ImportRun(models.Model):
    """One upload on its way in: first checked and shown, then written when the user says so.

    The uploaded file lies in the data folder and is deleted when the run ends.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="import_runs")
    file_name = models.CharField(_("file"), max_length=200)
    path = models.CharField(max_length=300, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ImportState.choices, default=ImportState.CHECKING)
    # When the work of the present state was begun.
    started_at = models.DateTimeField(default=timezone.now, db_default=Now())
    done_rows = models.PositiveIntegerField(default=0)
    all_rows = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    errors = models.JSONField(default=list)
    warnings = models.JSONField(default=list)
    # All of them; the lists above hold only the first.
    error_count = models.PositiveIntegerField(default=0, db_default=0)
    warning_count = models.PositiveIntegerField(default=0, db_default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("import")
        verbose_name_plural = _("imports")

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_working(self) -> bool:
        """Whether a process is to be at work on it."""
        return self.state in WORKING

    @property
    def is_open(self) -> bool:
        """Whether it is still to come to something; its file is kept as long."""
        return self.state in OPEN

    @property
    def percent(self) -> int:
        return 100 * self.done_rows // self.all_rows if self.all_rows else 0
