from datetime import date, datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from network.codes import HelpTheme, language_name, validate_language
from network.models import Versioned
from services.codes import EventStatus, EventType, GatheringKind

from .recurrence import Recurrence


class EventText(models.Model):
    """What an event tells of itself, the same for one event and for a series."""

    title_fi = models.CharField(_("title in Finnish"), max_length=160)
    title_sv = models.CharField(_("title in Swedish"), max_length=160, blank=True)
    title_en = models.CharField(_("title in English"), max_length=160, blank=True)
    description_fi = models.TextField(_("description in Finnish"), max_length=2000, blank=True)
    description_sv = models.TextField(_("description in Swedish"), max_length=2000, blank=True)
    description_en = models.TextField(_("description in English"), max_length=2000, blank=True)
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("until"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=GatheringKind.choices, default=GatheringKind.EVENT)
    event_type = models.CharField(_("type of event"), max_length=20, choices=EventType.choices, blank=True)
    theme = models.CharField(_("theme"), max_length=20, choices=HelpTheme.choices, blank=True)
    languages = ArrayField(
        models.CharField(max_length=5, validators=[validate_language]),
        verbose_name=_("languages"),
        default=list,
        blank=True,
    )
    sign_up = models.BooleanField(_("people sign up"), default=False)
    capacity = models.PositiveSmallIntegerField(
        _("places"), null=True, blank=True, help_text=_("Empty = as many as come.")
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gt=F("starts")),
                name="%(app_label)s_%(class)s_order",
                violation_error_message=_("The event ends before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=GatheringKind.values)
                & Q(event_type__in=["", *EventType.values])
                & Q(theme__in=["", *HelpTheme.values]),
                name="%(app_label)s_%(class)s_codes",
            ),
        ]

    @property
    def title(self) -> str:
        """The title in the user's language, else in Finnish."""
        return getattr(self, f"title_{get_language() or 'fi'}", "") or self.title_fi

    @property
    def description(self) -> str:
        """The description in the user's language, else in Finnish."""
        return getattr(self, f"description_{get_language() or 'fi'}", "") or self.description_fi


class EventSeries(Recurrence, EventText, Versioned):
    """An event that comes again; its occurrences are events of their own, made some months ahead."""

    site = models.ForeignKey("network.Site", models.CASCADE, related_name="event_series", verbose_name=_("Ohjaamo"))

    class Meta(EventText.Meta):
        verbose_name = _("recurring event")
        verbose_name_plural = _("recurring events")
        ordering = ["first_day", "starts", "pk"]
        constraints = [*EventText.Meta.constraints, *Recurrence.Meta.constraints]

    def __str__(self) -> str:
        return self.title


def _counts_of_event():
    """The standing head counts of the event of the outer query; their table belongs to an app above this one."""
    counts = Event._meta.get_field("gatherings").related_model
    return counts._base_manager.filter(event=OuterRef("pk"), withdrawn_at__isnull=True)


class EventQuerySet(models.QuerySet):
    def coming(self, day: date, site):
        """The events of `site` from `day` on that have not been called off, the nearest first."""
        standing = self.filter(site=site, date__gte=day).exclude(status=EventStatus.CANCELLED)
        return standing.order_by("date", "starts", "pk")

    def published(self):
        """What everybody may know of; an event that was called off stays so that nobody comes in vain."""
        return self.filter(status__in=[EventStatus.PUBLISHED, EventStatus.CANCELLED])

    def over(self, now: datetime):
        """Those that have ended by `now` (aware); one without an end is over when its day is."""
        local = timezone.localtime(now)
        return self.filter(Q(date__lt=local.date()) | Q(date=local.date(), ends__lte=local.time()))

    def uncounted(self):
        """Those of which no head count stands."""
        return self.exclude(Exists(_counts_of_event()))

    def with_heads(self):
        """Each with its head count as `heads`; None where nobody has counted."""
        return self.annotate(heads=Subquery(_counts_of_event().values("headcount")[:1]))


# What an event has many of, told in this order.
LISTS = ("experts", "joint_sites", "employers")


class Event(EventText, Versioned):
    """Something on the programme of a site on one day: a workshop, a language café, a recruiting event."""

    site = models.ForeignKey("network.Site", models.CASCADE, related_name="events", verbose_name=_("Ohjaamo"))

    uid = models.UUIDField(unique=True, editable=False, db_default=RandomUUID())
    date = models.DateField(_("date"))
    series = models.ForeignKey(
        EventSeries, models.SET_NULL, null=True, blank=True, editable=False, related_name="events"
    )
    # Changed by itself: a change of the series leaves it alone.
    is_detached = models.BooleanField(default=False, editable=False)
    status = models.CharField(_("state"), max_length=10, choices=EventStatus.choices, default=EventStatus.DRAFT)
    joint_sites = models.ManyToManyField(
        "network.Site", blank=True, related_name="joint_events", verbose_name=_("held together with")
    )
    experts = models.ManyToManyField("network.Expert", blank=True, related_name="events", verbose_name=_("held by"))
    employers = models.ManyToManyField(
        "network.Employer", blank=True, related_name="events", verbose_name=_("employers present")
    )
    campaign = models.ForeignKey(
        "services.Campaign",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("campaign"),
    )
    posts = models.PositiveSmallIntegerField(_("jobs on offer"), null=True, blank=True)
    candidates = models.PositiveSmallIntegerField(_("candidates"), null=True, blank=True)
    hired = models.PositiveSmallIntegerField(_("hired"), null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True, db_default=models.functions.Now())
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = EventQuerySet.as_manager()

    class Meta(EventText.Meta):
        ordering = ["date", "starts", "pk"]
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [models.Index(fields=["site", "date"], name="services_event_site_date")]
        constraints = [
            *EventText.Meta.constraints,
            models.CheckConstraint(condition=Q(status__in=EventStatus.values), name="services_event_status"),
            models.CheckConstraint(
                condition=Q(hired__isnull=True) | Q(candidates__isnull=True) | Q(hired__lte=F("candidates")),
                name="services_event_hired",
                violation_error_message=_("More were hired than there were candidates."),
            ),
            models.UniqueConstraint(
                fields=["series", "date"],
                condition=Q(is_detached=False),
                name="services_event_series_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def is_over(self, now) -> bool:
        """Whether the event has ended by `now` (aware); one without an end is over when its day is."""
        local = timezone.localtime(now)
        if self.date != local.date():
            return self.date < local.date()
        return self.ends is not None and self.ends <= local.time()

    def takes_sign_ups(self, now) -> bool:
        """Whether somebody may still sign up at `now` (aware)."""
        return self.sign_up and self.status == EventStatus.PUBLISHED and not self.is_over(now)

    @property
    def is_draft(self) -> bool:
        return self.status == EventStatus.DRAFT

    @property
    def is_published(self) -> bool:
        return self.status == EventStatus.PUBLISHED

    @property
    def is_cancelled(self) -> bool:
        return self.status == EventStatus.CANCELLED

    @property
    def language_names(self) -> list[str]:
        """The event's languages by name in the user's language."""
        return [language_name(code) for code in self.languages]

    @property
    def list_facts(self) -> list[tuple[str, list]]:
        """(label, rows) of the lists that are not empty: who holds it, with whom, which employers come."""
        facts = [(self._meta.get_field(name).verbose_name, list(getattr(self, name).all())) for name in LISTS]
        return [(label, rows) for label, rows in facts if rows]
