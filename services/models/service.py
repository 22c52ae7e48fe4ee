from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from network.codes import HelpTheme, Theme, doors_of, language_name, validate_language
from network.models import Checked, Keyed, Versioned, WebField, keeps_history
from services.codes import ServiceStatus

# Paused ones are told of as such: they come back.
TOLD = (ServiceStatus.ACTIVE, ServiceStatus.PAUSED)


class ServiceQuerySet(models.QuerySet):
    def active(self):
        """What a young person can come to now."""
        return self.filter(status=ServiceStatus.ACTIVE)

    def told_to_all(self):
        """What open data tells of: what is in use, and what is paused and comes back."""
        return self.filter(status__in=TOLD)

    def behind(self, door: HelpTheme, topics):
        """Services with any of the `topics` that stand behind the help theme `door`."""
        return self.filter(topics__overlap=list(topics))


@keeps_history()
class Service(Keyed, Versioned, Checked):
    """Help that an agency gives: who it is for, how to come, in which language, what it costs, whom to ask."""

    agency = models.ForeignKey("network.Agency", models.PROTECT, related_name="services", verbose_name=_("agency"))
    sites = models.ManyToManyField("network.Site", blank=True, related_name="services", verbose_name=_("Ohjaamos"))
    name_fi = models.CharField(_("name in Finnish"), max_length=160)
    name_sv = models.CharField(_("name in Swedish"), max_length=160, blank=True)
    name_en = models.CharField(_("name in English"), max_length=160, blank=True)
    summary_fi = models.CharField(_("in one sentence, in Finnish"), max_length=150)
    summary_sv = models.CharField(_("in one sentence, in Swedish"), max_length=150, blank=True)
    summary_en = models.CharField(_("in one sentence, in English"), max_length=150, blank=True)
    description_fi = models.TextField(_("description in Finnish"), max_length=5000, blank=True)
    description_sv = models.TextField(_("description in Swedish"), max_length=5000, blank=True)
    description_en = models.TextField(_("description in English"), max_length=5000, blank=True)
    who_for_fi = models.CharField(_("who it is for, in Finnish"), max_length=300, blank=True)
    who_for_sv = models.CharField(_("who it is for, in Swedish"), max_length=300, blank=True)
    who_for_en = models.CharField(_("who it is for, in English"), max_length=300, blank=True)
    how_to_come_fi = models.CharField(_("how to come, in Finnish"), max_length=300, blank=True)
    how_to_come_sv = models.CharField(_("how to come, in Swedish"), max_length=300, blank=True)
    how_to_come_en = models.CharField(_("how to come, in English"), max_length=300, blank=True)
    topics = ArrayField(
        models.CharField(max_length=20, choices=Theme.choices), verbose_name=_("what it helps with"), size=17
    )
    languages = ArrayField(
        models.CharField(max_length=5, validators=[validate_language]),
        verbose_name=_("languages of service"),
        default=list,
        blank=True,
    )
    min_age = models.PositiveSmallIntegerField(_("from the age of"), null=True, blank=True)
    max_age = models.PositiveSmallIntegerField(_("to the age of"), null=True, blank=True)
    needs_appointment = models.BooleanField(_("by appointment only"), default=False)
    cost = models.CharField(_("what it costs"), max_length=120, blank=True, help_text=_("Empty = free of charge."))
    phone = PhoneNumberField(_("phone"), blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    website = WebField(_("web page"), blank=True)
    status = models.CharField(_("state"), max_length=10, choices=ServiceStatus.choices, default=ServiceStatus.DRAFT)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        ordering = ["name_fi", "pk"]
        verbose_name = _("service")
        verbose_name_plural = _("services")
        constraints = [
            models.CheckConstraint(condition=Q(status__in=ServiceStatus.values), name="services_service_status"),
            models.CheckConstraint(
                condition=Q(max_age__isnull=True) | Q(min_age__isnull=True) | Q(max_age__gte=F("min_age")),
                name="services_service_ages",
                violation_error_message=_("The highest age is below the lowest."),
            ),
            models.CheckConstraint(
                condition=~Q(topics=[]),
                name="services_service_topics",
                violation_error_message=_("Choose at least one thing that it helps with."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def _text(self, field: str) -> str:
        return getattr(self, f"{field}_{get_language() or 'fi'}", "") or getattr(self, f"{field}_fi")

    @property
    def name(self) -> str:
        """The name in the user's language, else in Finnish."""
        return self._text("name")

    @property
    def summary(self) -> str:
        """One sentence in the user's language, else in Finnish."""
        return self._text("summary")

    @property
    def description(self) -> str:
        """The description in the user's language, else in Finnish."""
        return self._text("description")

    @property
    def who_for(self) -> str:
        """Who it is for, in the user's language, else in Finnish."""
        return self._text("who_for")

    @property
    def how_to_come(self) -> str:
        """How to come, in the user's language, else in Finnish."""
        return self._text("how_to_come")

    @property
    def is_told(self) -> bool:
        """Whether everybody is told of it; see `ServiceQuerySet.told_to_all`."""
        return self.status in TOLD

    @property
    def doors(self) -> list[HelpTheme]:
        """The help themes behind which it stands."""
        return doors_of(self.topics)

    @property
    def language_names(self) -> list[str]:
        """The service languages by name in the user's language."""
        return [language_name(code) for code in self.languages]
