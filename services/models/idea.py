from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from network.models import Keyed, Versioned
from services.codes import Channel, IdeaStatus

TITLE_LENGTH = 160


class IdeaQuerySet(models.QuerySet):
    def answered(self):
        """Ideas whose answer everybody may read, the latest first."""
        return self.filter(is_published=True).exclude(answer_fi="").order_by("-answered_on", "-pk")

    def counts(self) -> dict[str, int]:
        """{"received", "answered"}: all of these ideas, and those whose answer is public."""
        answered = Q(is_published=True) & ~Q(answer_fi="")
        return self.aggregate(received=Count("pk"), answered=Count("pk", filter=answered))


class Idea(Versioned):
    """A young person's idea or wish, without a name, and what the Ohjaamo did about it."""

    site = models.ForeignKey("network.Site", models.CASCADE, related_name="ideas", verbose_name=_("Ohjaamo"))
    text = models.TextField(_("idea or wish"), max_length=1000)
    received_at = models.DateTimeField(default=timezone.now, editable=False)
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.WEB, editable=False)
    language = models.CharField(max_length=2, default="fi", editable=False)
    status = models.CharField(_("state"), max_length=20, choices=IdeaStatus.choices, default=IdeaStatus.NEW)
    public_text = models.TextField(
        _("the idea as shown to everybody"),
        max_length=1000,
        blank=True,
        help_text=_("Without anything from which somebody could be known. Empty = the idea's own words are not shown."),
    )
    answer_fi = models.TextField(_("what we did, in Finnish"), max_length=1000, blank=True)
    answer_sv = models.TextField(_("what we did, in Swedish"), max_length=1000, blank=True)
    answer_en = models.TextField(_("what we did, in English"), max_length=1000, blank=True)
    answered_on = models.DateField(null=True, editable=False)
    is_published = models.BooleanField(_("shown on the public page"), default=False)
    event = models.ForeignKey(
        "services.Event",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="ideas",
        verbose_name=_("the event that it became"),
    )

    objects = IdeaQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        verbose_name = _("idea")
        verbose_name_plural = _("ideas")
        indexes = [models.Index(fields=["site", "-received_at"], name="services_idea_site")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=IdeaStatus.values) & Q(channel__in=Channel.values), name="services_idea_codes"
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def as_title(self) -> str:
        """The idea in one line, short enough for the title of an event."""
        return Truncator(" ".join(self.text.split())).chars(TITLE_LENGTH)

    @property
    def answer(self) -> str:
        """What the Ohjaamo did, in the user's language, else in Finnish."""
        return getattr(self, f"answer_{get_language() or 'fi'}", "") or self.answer_fi


class Pilot(Keyed, Versioned):
    """A way of working tried together with young people (osallisuutta kasvattava toimintamalli)."""

    site = models.ForeignKey("network.Site", models.PROTECT, related_name="pilots", verbose_name=_("Ohjaamo"))
    project = models.ForeignKey(
        "network.Project",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="pilots",
        verbose_name=_("project"),
    )
    title = models.CharField(_("title"), max_length=200)
    started = models.DateField(_("started"))
    ended = models.DateField(_("ended"), null=True, blank=True)
    description = models.TextField(_("what was tried"), max_length=4000, blank=True)
    young_people = models.TextField(_("what the young people planned and decided"), max_length=4000, blank=True)
    result = models.TextField(_("what came of it"), max_length=4000, blank=True)
    headcount = models.PositiveIntegerField(_("young people taking part"), null=True, blank=True)
    idea = models.ForeignKey(
        Idea,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="pilots",
        verbose_name=_("the idea from which it came"),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        ordering = ["-started", "-pk"]
        verbose_name = _("participation pilot")
        verbose_name_plural = _("participation pilots")
        constraints = [
            models.CheckConstraint(
                condition=Q(ended__isnull=True) | Q(ended__gte=F("started")),
                name="services_pilot_period",
                violation_error_message=_("The pilot ends before it starts."),
            )
        ]

    def __str__(self) -> str:
        return self.title
