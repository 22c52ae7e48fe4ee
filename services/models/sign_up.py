import secrets

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .event import Event

DAYS_KEPT = 7


def new_token() -> str:
    """The secret of a link with which somebody without a login takes their own word back."""
    return secrets.token_urlsafe(24)


class SignUpQuerySet(models.QuerySet):
    def standing(self):
        """Those not cancelled, in the order in which they came: the first have the places."""
        return self.filter(cancelled_at__isnull=True).order_by("created_at", "pk")


class SignUp(models.Model):
    """Somebody means to come to an event: a name to call them by, a way to reach them if they like.

    Never tied to a client; erased a week after the event. Row-level security shows it to the site's counsellors.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="sign_ups")
    name = models.CharField(_("first name or nickname"), max_length=60)
    contact = models.CharField(
        _("phone or e-mail"),
        max_length=120,
        blank=True,
        help_text=_("Only if you want to hear when a place becomes free or something changes."),
    )
    language = models.CharField(max_length=2, default="fi", editable=False)
    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    cancelled_at = models.DateTimeField(null=True, editable=False)
    attended = models.BooleanField(_("came"), null=True, blank=True)

    objects = SignUpQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("sign-up")
        verbose_name_plural = _("sign-ups")
        indexes = [models.Index(fields=["event", "created_at"], name="services_signup_event")]

    def __str__(self) -> str:
        return self.name
