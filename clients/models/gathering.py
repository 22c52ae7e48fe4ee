import datetime

from django.conf import settings
from django.db import models
from django.db.models import Count, F, Q, Sum, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pghistory import DeleteEvent, Old, UpdateEvent, track

from network.access import Permission, sites_for
from network.models import Keyed, Versioned
from services.codes import EventType, GatheringKind

GENDER_COUNTS = ("women", "men", "other")
AGE_COUNTS = ("under_18", "age_18_24", "age_25_29", "age_30_plus")


def _sum_of(fields: tuple[str, ...]):
    """The sum of optional counts, the missing ones as zero."""
    total = Coalesce(F(fields[0]), Value(0))
    for field in fields[1:]:
        total = total + Coalesce(F(field), Value(0))
    return total


class GatheringQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The head counts of the sites where `user` logs visits."""
        return self.filter(site__in=sites_for(user, Permission.LOG_VISITS))

    def standing(self):
        return self.filter(withdrawn_at__isnull=True)

    def totals(self) -> dict[str, int]:
        """Events and heads of these gatherings; heads are never people, for nobody knows who came twice."""
        counts = self.aggregate(events=Count("pk"), headcount=Sum("headcount"))
        return {"events": counts["events"], "headcount": counts["headcount"] or 0}


@track(UpdateEvent(row=Old), DeleteEvent())
class Gathering(Keyed, Versioned):
    """A head count: so many young people, none by name, at a group, a pop-up, outreach or an event."""

    date = models.DateField(_("date"), default=timezone.localdate)
    site = models.ForeignKey("network.Site", models.PROTECT, related_name="gatherings", verbose_name=_("Ohjaamo"))
    kind = models.CharField(_("kind"), max_length=10, choices=GatheringKind.choices)
    event_type = models.CharField(_("type of event"), max_length=20, choices=EventType.choices, blank=True)
    title = models.CharField(_("title"), max_length=200, blank=True)
    headcount = models.PositiveIntegerField(_("head count"))
    women = models.PositiveIntegerField(_("women"), null=True, blank=True)
    men = models.PositiveIntegerField(_("men"), null=True, blank=True)
    other = models.PositiveIntegerField(_("other gender"), null=True, blank=True)
    under_18 = models.PositiveIntegerField(_("under 18"), null=True, blank=True)
    age_18_24 = models.PositiveIntegerField(_("18–24"), null=True, blank=True)
    age_25_29 = models.PositiveIntegerField(_("25–29"), null=True, blank=True)
    age_30_plus = models.PositiveIntegerField(_("30 or over"), null=True, blank=True)
    joint = models.BooleanField(_("joint with other Ohjaamos"), null=True, blank=True)
    campaign = models.CharField(_("campaign"), max_length=120, blank=True)
    event = models.ForeignKey(
        "services.Event",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="gatherings",
        verbose_name=_("event of the programme"),
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = GatheringQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "-pk"]
        verbose_name = _("head count")
        verbose_name_plural = _("head counts")
        indexes = [models.Index(fields=["site", "date"], name="clients_gathering_site_date")]
        constraints = [
            models.UniqueConstraint(
                fields=["event"],
                condition=Q(withdrawn_at__isnull=True),
                name="clients_gathering_event_once",
                violation_error_message=_("The head count of this event has been taken already."),
            ),
            models.CheckConstraint(condition=Q(kind__in=GatheringKind.values), name="clients_gathering_kind"),
            models.CheckConstraint(
                condition=Q(event_type__in=["", *EventType.values]), name="clients_gathering_event_type"
            ),
            models.CheckConstraint(
                condition=Q(headcount__gte=_sum_of(GENDER_COUNTS)),
                name="clients_gathering_genders",
                violation_error_message=_("Women, men and other add up to more than the head count."),
            ),
            models.CheckConstraint(
                condition=Q(headcount__gte=_sum_of(AGE_COUNTS)),
                name="clients_gathering_ages",
                violation_error_message=_("The age groups add up to more than the head count."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or f"{self.get_kind_display()} {self.date}"

    def is_mendable_by(self, user, today: datetime.date) -> bool:
        """One's own standing entry may be mended or withdrawn on the day it was made."""
        made_on = timezone.localdate(self.created_at)
        return self.created_by_id == user.pk and made_on == today and self.withdrawn_at is None

    @property
    def has_genders(self) -> bool:
        """Whether women, men or other were counted."""
        return any(getattr(self, name) is not None for name in GENDER_COUNTS)

    @property
    def ages(self) -> list[tuple[str, int]]:
        """The age groups that were counted, by name."""
        counts = [(self._meta.get_field(name).verbose_name, getattr(self, name)) for name in AGE_COUNTS]
        return [(name, count) for name, count in counts if count is not None]

    @property
    def heading(self) -> str:
        """What it was in a few words: the title, else the kind."""
        return self.title or self.get_kind_display()

    @property
    def details(self) -> list[str]:
        """What else is told of it: kind, type of event, campaign, without what the heading says."""
        parts = [self.get_kind_display() if self.title else "", self.get_event_type_display(), self.campaign]
        return [str(part) for part in parts if part]
