from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AccessReason(models.TextChoices):
    """On what ground a person's data were opened."""

    ROLE = "role", _("Works at an Ohjaamo where the young person is known")
    CONSENT = "consent", _("The young person's consent")
    REFERRAL = "referral", _("A referral to them, with consent")
    LINK = "link", _("Answered a referral by the link in the mail")
    OWN_PAGE = "own_page", _("The young person's own page")
    CREATED = "created", _("Added the young person")
    EXPORT = "export", _("Export of the whole data")


class AccessRecord(models.Model):
    """Who saw whose data, when and why: written in the same transaction as the reading, never changed.

    The client is a bare number: the record outlives the client's data.
    """

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    via = models.CharField(
        max_length=200, blank=True, help_text="In whose name: the agency or the Ohjaamo, as it was called that day."
    )
    client_id = models.BigIntegerField(null=True, db_index=True)
    what = models.CharField(max_length=60)
    reason = models.CharField(max_length=10, choices=AccessReason.choices)
    explanation = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("access record")
        verbose_name_plural = _("access records")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reason__in=AccessReason.values), name="clients_accessrecord_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.at}: {self.what}"
