from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from clients.codes import Answerer
from network.models import Named, Valid, Versioned

from .client import Client
from .shared import OfSharedClients, codes_check


class ProfileSet(Named, Valid, Versioned):
    """A version of the client profiles: when they change, a new set is made and the old one ends."""

    class Meta(Valid.Meta):
        ordering = ["-valid_from", "-pk"]
        verbose_name = _("set of client profiles")
        verbose_name_plural = _("sets of client profiles")


class Profile(Named):
    """A client profile: how motivated somebody is, and how much support they need."""

    profile_set = models.ForeignKey(ProfileSet, models.CASCADE, related_name="profiles")
    motivation = models.PositiveSmallIntegerField(
        _("motivation"), choices=[(1, _("Low")), (2, _("Middling")), (3, _("High"))]
    )
    need = models.PositiveSmallIntegerField(
        _("need of support"), choices=[(1, _("Little")), (2, _("Some")), (3, _("Much"))]
    )
    core_roles = models.CharField(
        _("who works with them first of all"), max_length=300, blank=True, help_text=_("Such as: youth worker, Kela.")
    )

    class Meta:
        ordering = ["-motivation", "need", "pk"]
        verbose_name = _("client profile")
        verbose_name_plural = _("client profiles")


class ClientProfile(models.Model):
    """The profile of a young person from a day on, until the next one."""

    client = models.ForeignKey(Client, models.PROTECT, related_name="profiles", verbose_name=_("client"))
    profile = models.ForeignKey(Profile, models.PROTECT, related_name="clients", verbose_name=_("client profile"))
    since = models.DateField(_("since"), default=timezone.localdate)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+")

    objects = OfSharedClients.as_manager()

    class Meta:
        ordering = ["-since", "-pk"]
        verbose_name = _("profile of a client")
        verbose_name_plural = _("profiles of clients")

    def __str__(self) -> str:
        return f"{self.since} {self.profile}"


class Measure(Named, Valid, Versioned):
    """A change measure: areas of life, each on one scale. A licensed instrument's own texts do not belong here."""

    scale_min = models.PositiveSmallIntegerField(_("lowest value"), default=1)
    scale_max = models.PositiveSmallIntegerField(
        _("highest value"), default=10, validators=[MinValueValidator(2)], help_text=_("The better, the higher.")
    )

    class Meta(Valid.Meta):
        ordering = ["-valid_from", "-pk"]
        verbose_name = _("change measure")
        verbose_name_plural = _("change measures")
        constraints = [
            *Valid.Meta.constraints,
            models.CheckConstraint(
                condition=Q(scale_max__gt=F("scale_min")),
                name="clients_measure_scale",
                violation_error_message=_("The highest value must be above the lowest."),
            ),
        ]


class MeasureArea(Named):
    """One area of a change measure."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="areas")
    position = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("area of a change measure")
        verbose_name_plural = _("areas of a change measure")


class Measurement(Versioned):
    """A change measure filled in on a day; both sides' values stand beside each other."""

    client = models.ForeignKey(Client, models.PROTECT, related_name="measurements", verbose_name=_("client"))
    measure = models.ForeignKey(
        Measure, models.PROTECT, related_name="measurements", verbose_name=pgettext_lazy("change measure", "measure")
    )
    date = models.DateField(_("date"), default=timezone.localdate)
    answered_by = models.CharField(_("answered by"), max_length=12, choices=Answerer.choices)
    outside_total = models.DecimalField(
        _("total of a measure kept elsewhere"),
        max_digits=6,
        decimal_places=1,
        null=True,
        blank=True,
        help_text=_("Such as an Outcomes Star filled in on its own form: only its total is written here."),
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+")

    objects = OfSharedClients.as_manager()

    class Meta:
        ordering = ["-date", "-pk"]
        verbose_name = _("measurement")
        verbose_name_plural = _("measurements")
        constraints = [codes_check("clients_measurement_answered_by", answered_by=Answerer)]

    def __str__(self) -> str:
        return f"{self.date} {self.measure}"


class MeasurementAnswer(models.Model):
    """The values of one area: the young person's, the counsellor's, or both, kept apart where they differ."""

    measurement = models.ForeignKey(Measurement, models.CASCADE, related_name="answers")
    area = models.ForeignKey(MeasureArea, models.PROTECT, related_name="+")
    client_value = models.PositiveSmallIntegerField(_("the young person's own value"), null=True, blank=True)
    counsellor_value = models.PositiveSmallIntegerField(_("the counsellor's value"), null=True, blank=True)

    class Meta:
        ordering = ["area__position", "pk"]
        constraints = [models.UniqueConstraint(fields=["measurement", "area"], name="clients_measurementanswer_once")]

    def __str__(self) -> str:
        return f"{self.area_id}: {self.client_value}/{self.counsellor_value}"
