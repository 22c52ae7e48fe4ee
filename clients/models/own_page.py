from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clients.codes import DataRequestKind
from network.access import Permission, has
from network.dates import a_year_from_today

from .client import Client
from .shared import OfKnownClients, OfSharedClients, codes_check


class OwnPage(models.Model):
    """A young person's own page: a personal link that opens with a one-time code, as long as they want it.

    Only a fingerprint of the link's secret is kept.
    """

    client = models.ForeignKey(Client, models.PROTECT, related_name="own_pages", verbose_name=_("client"))
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    email = models.EmailField(_("e-mail for codes"), blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="fi")
    opened_at = models.DateTimeField(default=timezone.now, editable=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    valid_to = models.DateField(_("until"), default=a_year_from_today)
    seen_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = OfKnownClients.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        verbose_name = _("own page")
        verbose_name_plural = _("own pages")
        constraints = [
            models.UniqueConstraint(
                fields=["client"], condition=models.Q(closed_at__isnull=True), name="clients_ownpage_one_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self.opened_at:%Y-%m-%d}"

    def is_open(self, now: datetime) -> bool:
        """Whether the link works at `now`."""
        return self.closed_at is None and timezone.localdate(now) <= self.valid_to


class OwnPageCode(models.Model):
    """A one-time code for an own page; only its fingerprint is kept."""

    own_page = models.ForeignKey(OwnPage, models.CASCADE, related_name="codes")
    code_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d %H:%M}"


class Message(models.Model):
    """A message between a young person (from their own page) and those who work with them."""

    client = models.ForeignKey(Client, models.PROTECT, related_name="messages", verbose_name=_("client"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="Empty = the young person.",
    )
    body = models.TextField(_("message"), max_length=2000)
    sent_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)

    objects = OfSharedClients.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        verbose_name = _("message")
        verbose_name_plural = _("messages")

    def __str__(self) -> str:
        return f"{self.sent_at:%Y-%m-%d %H:%M}"


class DataRequestQuerySet(OfKnownClients):
    def visible_to(self, user):
        """Requests of people known at the user's sites; all of them for a data protection officer."""
        if has(user, Permission.SEE_ACCESS_RECORDS):
            return self.all()
        return super().visible_to(user)

    def open(self):
        return self.filter(handled_at__isnull=True)


class DataRequest(models.Model):
    """A young person asks for their data, or to have them corrected or erased (GDPR, articles 15–17)."""

    client = models.ForeignKey(Client, models.PROTECT, related_name="data_requests", verbose_name=_("client"))
    kind = models.CharField(_("what is asked for"), max_length=10, choices=DataRequestKind.choices)
    text = models.TextField(_("in own words"), max_length=1000, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", help_text="Empty = own page."
    )
    handled_at = models.DateTimeField(null=True)
    handled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    answer = models.CharField(_("what was done"), max_length=500, blank=True)

    objects = DataRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("request of one's own data")
        verbose_name_plural = _("requests of one's own data")
        constraints = [codes_check("clients_datarequest_kind", kind=DataRequestKind)]

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d} {self.get_kind_display()}"
