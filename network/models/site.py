from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from network.codes import validate_language
from network.holidays import is_holiday

from .base import Keyed, Valid, Versioned
from .history import keeps_history


class Weekday(models.IntegerChoices):
    """Days of the week as `date.weekday()` counts them."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class SiteQuerySet(models.QuerySet):
    def open_on(self, day: date):
        """Sites that exist on `day` (opened, and not yet closed for good)."""
        return self.filter(Q(opened__isnull=True) | Q(opened__lte=day), Q(closed__isnull=True) | Q(closed__gte=day))


@keeps_history()
class Site(Keyed, Versioned):
    """One Ohjaamo: a place where young people walk in."""

    name = models.CharField(_("name"), max_length=120)
    municipality = models.ForeignKey(
        "network.Municipality", models.PROTECT, related_name="sites", verbose_name=_("municipality")
    )
    age_limit = models.PositiveSmallIntegerField(
        _("age limit"),
        null=True,
        blank=True,
        help_text=_("Clients are younger than this. Empty = open to all."),
    )
    opened = models.DateField(_("opened"), null=True, blank=True)
    closed = models.DateField(_("closed"), null=True, blank=True, help_text=_("The last day, once it is known."))
    languages = ArrayField(
        models.CharField(max_length=5, validators=[validate_language]),
        verbose_name=_("languages of service"),
        default=list,
        blank=True,
    )
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    slug = models.SlugField(
        _("web address"),
        max_length=60,
        unique=True,
        blank=True,
        help_text=_("The end of the public page's address, such as valkeakoski. Empty = made from the name."),
    )
    is_public = models.BooleanField(_("has a public page"), default=True)
    intro_fi = models.TextField(_("introduction in Finnish"), max_length=1000, blank=True)
    intro_sv = models.TextField(_("introduction in Swedish"), max_length=1000, blank=True)
    intro_en = models.TextField(_("introduction in English"), max_length=1000, blank=True)
    controller = models.CharField(
        _("data controller"),
        max_length=200,
        blank=True,
        help_text=_("Who answers for personal data, as named in the privacy notice."),
    )
    guardian_under = models.PositiveSmallIntegerField(
        _("guardian's word needed under the age of"),
        null=True,
        blank=True,
        help_text=_("A consent of somebody younger than this is recorded together with a guardian's. Empty = never."),
    )
    privacy_email = models.EmailField(_("e-mail for questions about personal data"), blank=True)

    objects = SiteQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("Ohjaamo")
        verbose_name_plural = _("Ohjaamos")
        constraints = [
            models.CheckConstraint(
                condition=Q(closed__isnull=True) | Q(opened__isnull=True) | Q(closed__gte=F("opened")),
                name="network_site_period",
                violation_error_message=_("The closing day is before the opening day."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        if not self.slug:
            # The database made one from the name (network/migrations/0005).
            self.refresh_from_db(fields=["slug"])

    @property
    def intro(self) -> str:
        """The introduction in the user's language, else in Finnish."""
        return getattr(self, f"intro_{get_language() or 'fi'}", "") or self.intro_fi

    def address_on(self, day: date) -> "SiteAddress | None":
        """The address in force on `day`, from the prefetched or queried addresses."""
        return next((address for address in self.addresses.all() if address.is_valid_on(day)), None)

    def opening_on(self, day: date) -> list[tuple]:
        """The opening hours of `day` as (opens, closes) pairs.

        An exception of that day replaces the week's; a public holiday without one is closed.
        """
        exceptions = [row for row in self.opening_exceptions.all() if row.date == day]
        if exceptions:
            return sorted((row.opens, row.closes) for row in exceptions if row.opens)
        if is_holiday(day):
            return []
        return sorted(
            (row.opens, row.closes)
            for row in self.opening_hours.all()
            if row.weekday == day.weekday() and row.is_valid_on(day)
        )


class SiteAddress(Valid):
    site = models.ForeignKey(Site, models.CASCADE, related_name="addresses", verbose_name=_("Ohjaamo"))
    street = models.CharField(_("street address"), max_length=120)
    postal_code = models.CharField(_("postal code"), max_length=5)
    city = models.CharField(_("post office"), max_length=60)
    directions = models.CharField(_("how to find it"), max_length=200, blank=True)

    class Meta(Valid.Meta):
        ordering = ["valid_from", "pk"]
        verbose_name = _("address")
        verbose_name_plural = _("addresses")

    def __str__(self) -> str:
        return f"{self.street}, {self.postal_code} {self.city}"


class OpeningHours(Valid):
    site = models.ForeignKey(Site, models.CASCADE, related_name="opening_hours", verbose_name=_("Ohjaamo"))
    weekday = models.PositiveSmallIntegerField(_("day"), choices=Weekday.choices)
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))

    class Meta(Valid.Meta):
        ordering = ["weekday", "opens", "pk"]
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        constraints = [
            *Valid.Meta.constraints,
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")),
                name="network_openinghours_order",
                violation_error_message=_("The closing time is before the opening time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H.%M}–{self.closes:%H.%M}"


class OpeningException(models.Model):
    """A day that differs from the week's hours; without times the site is closed all day."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="opening_exceptions", verbose_name=_("Ohjaamo"))
    date = models.DateField(_("date"))
    opens = models.TimeField(_("opens"), null=True, blank=True)
    closes = models.TimeField(_("closes"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=120, blank=True)

    class Meta:
        ordering = ["date", "opens", "pk"]
        verbose_name = _("exceptional hours")
        verbose_name_plural = _("exceptional hours")
        constraints = [
            models.CheckConstraint(
                condition=Q(opens__isnull=True, closes__isnull=True) | Q(opens__isnull=False, closes__gt=F("opens")),
                name="network_openingexception_order",
                violation_error_message=_("Give both times in order, or neither to close the whole day."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.reason}"
