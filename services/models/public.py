"""What the public pages need of the database: when something changed, and who uses a form how often."""

from django.db import models
from django.utils import timezone


class Change(models.Model):
    """One line per change of anything that public pages show, written by triggers in the same transaction.

    Count and last number together are the version of the pages: committed changes only, no row that writers wait for.
    """

    at = models.DateTimeField(default=timezone.now, db_default=models.functions.Now(), db_index=True)

    def __str__(self) -> str:
        return f"{self.pk} {self.at}"


class FormUse(models.Model):
    """Somebody sent a public form. The sender is a keyed fingerprint that changes daily; erased after a day."""

    form = models.CharField(max_length=20)
    mark = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["form", "mark", "at"], name="services_formuse_recent")]

    def __str__(self) -> str:
        return f"{self.form} {self.at}"
