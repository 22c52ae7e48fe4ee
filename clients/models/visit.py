import datetime
import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Count, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pghistory import DeleteEvent, Old, UpdateEvent, track

from clients.codes import AgeBand, ConsentScope, ContactType, Gender
from network.access import Permission, sites_for
from network.codes import Theme, validate_language
from network.models import Keyed, Versioned

from .client import Client


class VisitQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The visits at the sites where `user` counsels, and those of people who let `user` see their visits.

        The row-level security policy says the same.
        """
        shared = Client.objects.shared_with(user, ConsentScope.VISITS)
        return self.filter(Q(site__in=sites_for(user, Permission.SEE_CLIENTS)) | Q(client__in=shared))

    def at_sites_of(self, user):
        """The visits at the sites where `user` counsels."""
        return self.filter(site__in=sites_for(user, Permission.SEE_CLIENTS))

    def standing(self):
        """Visits that have not been withdrawn: those that count."""
        return self.filter(withdrawn_at__isnull=True)

    def totals(self) -> dict[str, int]:
        """Counters of these visits, kept apart: visits, anonymous ones, distinct clients, minutes."""
        counts = self.aggregate(
            visits=Count("pk", distinct=True),
            anonymous=Count("pk", filter=Q(client__isnull=True), distinct=True),
            clients=Count("client", distinct=True),
        )
        minutes = type(self)(self.model).filter(pk__in=self.values("pk")).aggregate(minutes=Sum("minutes"))
        return {**counts, "minutes": minutes["minutes"] or 0}


@track(UpdateEvent(row=Old), DeleteEvent())
class Visit(Keyed, Versioned):
    """One act: a named or an anonymous young person meets the Ohjaamo once."""

    date = models.DateField(_("date"), default=timezone.localdate)
    time = models.TimeField(_("time"), null=True, blank=True)
    site = models.ForeignKey("network.Site", models.PROTECT, related_name="visits", verbose_name=_("Ohjaamo"))
    contact_type = models.CharField(
        _("channel"), max_length=20, choices=ContactType.choices, default=ContactType.WALK_IN
    )
    client = models.ForeignKey(
        Client, models.PROTECT, null=True, blank=True, related_name="visits", verbose_name=_("client")
    )
    age_band = models.CharField(_("age"), max_length=10, choices=AgeBand.choices, blank=True)
    gender = models.CharField(_("gender"), max_length=10, choices=Gender.choices, blank=True)
    met_before = models.BooleanField(_("met before"), null=True, blank=True)
    themes = ArrayField(
        models.CharField(max_length=20, choices=Theme.choices),
        verbose_name=_("themes"),
        help_text=_("The first one is the main theme."),
    )
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    experts = models.ManyToManyField(
        "network.Expert", through="VisitExpert", related_name="visits", verbose_name=_("experts present")
    )
    language = models.CharField(_("language of service"), max_length=5, blank=True, validators=[validate_language])
    note = models.CharField(_("note"), max_length=1000, blank=True)
    age_reason = models.CharField(_("why served over the age limit"), max_length=200, blank=True)
    batch = models.UUIDField(null=True, editable=False, help_text="Logged together with others of the same batch.")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = VisitQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "-time", "-pk"]
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        indexes = [
            models.Index(fields=["site", "date"], name="clients_visit_site_date"),
            models.Index(fields=["client", "date"], name="clients_visit_client_date"),
            GinIndex(fields=["themes"], name="clients_visit_themes"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(contact_type__in=ContactType.values), name="clients_visit_contact_type"),
            models.CheckConstraint(
                condition=Q(themes__contained_by=list(Theme.values)) & Q(themes__len__gte=1),
                name="clients_visit_themes",
                violation_error_message=_("Choose at least one theme."),
            ),
            models.CheckConstraint(
                condition=Q(client__isnull=True) | Q(age_band="", gender="", met_before__isnull=True),
                name="clients_visit_anonymous_fields",
                violation_error_message=_("Age, gender and “met before” are given only for an anonymous visit."),
            ),
            models.CheckConstraint(
                condition=Q(age_band__in=["", *AgeBand.values]) & Q(gender__in=["", *Gender.values]),
                name="clients_visit_codes",
            ),
            models.CheckConstraint(
                condition=Q(minutes__isnull=True) | Q(minutes__lte=1440),
                name="clients_visit_minutes",
                violation_error_message=_("A visit cannot be longer than a day."),
            ),
            # No check on withdrawn_by: it is emptied when the user is deleted, the time of withdrawal stays.
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.site}"

    @property
    def main_theme(self) -> str:
        """The label of the first theme."""
        return self.theme_labels[0]

    @property
    def theme_labels(self) -> list[str]:
        return [str(Theme(code).label) for code in self.themes]

    @property
    def about_anonymous(self) -> list[str]:
        """What was seen of somebody without a name: age, gender, met before; unknown ones left out."""
        known_age = self.age_band and self.age_band != AgeBand.UNKNOWN
        known_gender = self.gender and self.gender != Gender.UNKNOWN
        parts = [
            self.get_age_band_display() if known_age else "",
            self.get_gender_display() if known_gender else "",
            _("met before") if self.met_before else "",
        ]
        return [str(part) for part in parts if part]

    def is_mendable_by(self, user, today: datetime.date) -> bool:
        """One's own standing entry may be mended or withdrawn on the day it was made."""
        made_on = timezone.localdate(self.created_at)
        return self.created_by_id == user.pk and made_on == today and self.withdrawn_at is None


@track(DeleteEvent())
class VisitExpert(models.Model):
    """An expert present at a visit; the order is the order in which they were given."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="visit_experts")
    expert = models.ForeignKey("network.Expert", models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["visit", "expert"], name="clients_visitexpert_once")]

    def __str__(self) -> str:
        return f"{self.visit_id}–{self.expert_id}"


def new_batch() -> uuid.UUID:
    """The mark that ties together visits logged at once for several people."""
    return uuid.uuid4()
