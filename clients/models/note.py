from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pghistory import DeleteEvent, Old, UpdateEvent, track

from clients.codes import ConsentScope, NoteAudience
from network.access import experts_of
from network.models import Versioned

from .client import Client
from .shared import codes_check, is_known


class NoteQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Shared notes of people whose notes `user` may see; of other notes one's own and those of one's agency."""
        known = is_known(user)
        shared = Q(audience=NoteAudience.SHARED) & (
            known | Q(client__in=Client.objects.shared_with(user, ConsentScope.NOTES))
        )
        mine = Q(author=user.pk) | Q(agency__in=experts_of(user).values("agency"))
        return self.filter(shared | (mine & (known | Q(client__in=Client.objects.shared_with(user)))))

    def standing(self):
        return self.filter(withdrawn_at__isnull=True)


@track(UpdateEvent(row=Old), DeleteEvent())
class Note(Versioned):
    """What somebody wrote down about a young person: for all who may see the notes, or for their own agency only."""

    client = models.ForeignKey(Client, models.PROTECT, related_name="notes", verbose_name=_("client"))
    audience = models.CharField(
        _("who may read it"), max_length=10, choices=NoteAudience.choices, default=NoteAudience.SHARED
    )
    agency = models.ForeignKey("network.Agency", models.PROTECT, null=True, editable=False, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")
    body = models.TextField(_("note"), max_length=5000)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        indexes = [models.Index(fields=["client", "created_at"], name="clients_note_client")]
        constraints = [codes_check("clients_note_audience", audience=NoteAudience)]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d %H:%M}"


class Draft(models.Model):
    """What somebody is still typing, kept so that a cut line loses nothing; seen by its author alone.

    `key` names the form and what it is about (such as `note:17`), `content` holds its fields by name.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    client = models.ForeignKey(Client, models.CASCADE, null=True, related_name="drafts")
    key = models.CharField(max_length=120)
    content = models.JSONField(default=dict)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="clients_draft_once")]

    def __str__(self) -> str:
        return self.key
