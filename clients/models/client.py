from datetime import date

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Concat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pghistory import DeleteEvent, Old, UpdateEvent, track
from phonenumber_field.modelfields import PhoneNumberField

from clients.codes import ConsentScope, Gender, Isced, LifeSituation, ReferralStatus
from network.access import Permission, experts_of, sites_for
from network.codes import validate_language
from network.models import Folded, Keyed, SortKey, Versioned


class ClientQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The clients whom `user` may see: home site or a visit at one of the sites where the user counsels, or a
        consent. Somebody merged into another row is seen there only.

        The row-level security policy on the table says the same (clients/migrations); a property test compares them.
        """
        return self.filter(self._known(user) | Q(pk__in=self.shared_with(user)), merged_into__isnull=True)

    def known_to(self, user):
        """The clients known at the sites where `user` counsels."""
        return self.filter(self._known(user), merged_into__isnull=True)

    @staticmethod
    def _known(user) -> Q:
        sites = sites_for(user, Permission.SEE_CLIENTS)
        linked = ClientSite.objects.filter(client=models.OuterRef("pk"), site__in=sites)
        return Q(home_site__in=sites) | Q(models.Exists(linked))

    def shared_with(self, user, scope: ConsentScope = ConsentScope.BASIC):
        """The numbers of those who let `user` see `scope` of theirs, today.

        By a consent in force, to an agency in whose name the user works, or for an open referral to it (and to nobody
        else than the user, if it names an expert). clients_shared() says the same in the database.
        """
        experts = experts_of(user)
        agencies, today = experts.values("agency"), timezone.localdate()
        to_me = Q(consents__referral__to_expert__isnull=True) | Q(consents__referral__to_expert__in=experts)
        by_referral = to_me & Q(
            consents__referral__to_agency__in=agencies,
            consents__referral__status__in=[ReferralStatus.SENT, ReferralStatus.ACCEPTED, ReferralStatus.ARRIVED],
        )
        consenting = self.model.objects.filter(
            Q(consents__agency__in=agencies) | by_referral,
            consents__withdrawn_at__isnull=True,
            consents__valid_from__lte=today,
            consents__valid_to__gte=today,
            consents__scopes__contains=[scope],
        )
        return consenting.order_by().values("pk")


def complete_years(birth_date: date, day: date) -> int:
    """Age in complete years on `day`; who is born on 29 February has a birthday on 1 March in other years."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


@track(UpdateEvent(row=Old), DeleteEvent(), exclude=["search_name", "sort_name"])
class Client(Keyed, Versioned):
    """A young person known by name. Almost nothing is required; no personal identity code, no health data."""

    first_name = models.CharField(_("first name"), max_length=60, blank=True)
    last_name = models.CharField(_("last name"), max_length=60, blank=True)
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    gender = models.CharField(_("gender"), max_length=10, choices=Gender.choices, default=Gender.UNKNOWN)
    municipality = models.ForeignKey(
        "network.Municipality",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("home municipality"),
    )
    mother_tongue = models.CharField(_("mother tongue"), max_length=5, blank=True, validators=[validate_language])
    education_isced = models.PositiveSmallIntegerField(
        _("highest completed education"), choices=Isced.choices, null=True, blank=True
    )
    life_situation = models.CharField(_("life situation"), max_length=20, choices=LifeSituation.choices, blank=True)
    foreign_background = models.BooleanField(_("foreign background"), null=True, blank=True)
    home_site = models.ForeignKey(
        "network.Site",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="home_clients",
        verbose_name=_("home Ohjaamo"),
    )
    phone = PhoneNumberField(_("phone"), blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="merged_from", verbose_name=_("merged into")
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    search_name = models.GeneratedField(
        expression=Folded(Concat("first_name", models.Value(" "), "last_name")),
        output_field=models.TextField(),
        db_persist=True,
    )
    sort_name = models.GeneratedField(
        expression=SortKey(Concat("last_name", models.Value(" "), "first_name")),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )

    objects = ClientQuerySet.as_manager()

    class Meta:
        ordering = ["sort_name", "pk"]
        verbose_name = _("client")
        verbose_name_plural = _("clients")
        indexes = [
            GinIndex(OpClass(F("search_name"), "gin_trgm_ops"), name="clients_client_trigrams"),
            models.Index(fields=["birth_date"], name="clients_client_birth_date"),
            models.Index(fields=["sort_name"], name="clients_client_sort_name"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(gender__in=Gender.values), name="clients_client_gender"),
            models.CheckConstraint(
                condition=Q(education_isced__isnull=True) | Q(education_isced__lte=8),
                name="clients_client_education",
            ),
            models.CheckConstraint(
                condition=Q(birth_date__isnull=True) | Q(birth_date__gte=date(1900, 1, 1)),
                name="clients_client_birth_date",
                violation_error_message=_("The date of birth is too far in the past."),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip() or str(_("Name not given"))

    def age_on(self, day: date) -> int | None:
        """Age in complete years on `day`; None without a birth date."""
        return complete_years(self.birth_date, day) if self.birth_date else None


class ClientSite(models.Model):
    """The sites where a client is known: the home site and those visited. Kept by database triggers alone."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="known_at")
    site = models.ForeignKey("network.Site", models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "client"], name="clients_clientsite_once")]

    def __str__(self) -> str:
        return f"{self.client_id}–{self.site_id}"
