"""What many models share: the sender's key, versions against silent overwrites, validity in time."""

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


def new_key() -> str:
    """A stable name for a row made in the browser, so that it can be exported and imported again."""
    return uuid.uuid4().hex


class Keyed(models.Model):
    """A row known to the outside by its `key` (docs/figures.md: up to 64 characters, the sender's own)."""

    key = models.CharField(_("key"), max_length=64, unique=True, default=new_key, editable=False)

    class Meta:
        abstract = True


class Versioned(models.Model):
    """Counts its changes, so that a form opened before somebody else's change is noticed."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


class Named(models.Model):
    """A name in three languages; Finnish where the other is missing."""

    name_fi = models.CharField(_("name in Finnish"), max_length=120)
    name_sv = models.CharField(_("name in Swedish"), max_length=120, blank=True)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the user's language, else in Finnish."""
        return getattr(self, f"name_{(get_language() or 'fi')[:2]}", "") or self.name_fi


class ValidityQuerySet(models.QuerySet):
    def valid_on(self, day: date):
        """Rows whose validity includes `day`; an empty end means until further notice."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        )


class Valid(models.Model):
    """Valid between two days, both included; an empty end is open."""

    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    objects = ValidityQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="%(app_label)s_%(class)s_valid_period",
                violation_error_message=_("The last day of validity is before the first."),
            )
        ]

    def is_valid_on(self, day: date) -> bool:
        """Whether the validity includes `day`."""
        return (self.valid_from or day) <= day <= (self.valid_to or day)


class WebField(models.URLField):
    """A web address; typed without a scheme it means https."""

    def formfield(self, **kwargs):
        return super().formfield(**{"assume_scheme": "https"} | kwargs)


class Folded(models.Func):
    """Text folded for searching: small letters, no accents (å ä ö → a a o), v for w."""

    function = "network_fold"
    output_field = models.TextField()


class SortKey(models.Func):
    """Text as a key in Finnish alphabetical order (… z å ä ö), to be compared bytewise."""

    function = "network_sort_key"
    output_field = models.TextField(db_collation="C")
