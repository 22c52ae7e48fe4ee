"""Code lists of screenings: whose list, how old the plan is, the decision and its coarse reason, who carries on."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ScreeningSource(TextChoices):
    SOCIAL = "social", _("Social services")
    EMPLOYMENT = "employment", _("Employment services")
    OTHER = "other", _("Another list")


class PlanState(TextChoices):
    UP_TO_DATE = "up_to_date", _("Up to date")
    OUT_OF_DATE = "out_of_date", _("Out of date")
    MISSING = "missing", _("Missing")


class ScreeningDecision(TextChoices):
    INVITE = "invite", _("Invited to an interview")
    NOT_INVITED = "not_invited", _("Not invited")


class ScreeningReason(TextChoices):
    """Why somebody on the list was not invited."""

    IN_MEASURE = "in_measure", _("Already in a service")
    STARTING = "starting", _("About to start in work or education")
    SOCIAL = "social", _("Social services carry it on")
    EMPLOYMENT = "employment", _("Employment services carry it on")
    NO_BENEFIT = "no_benefit", _("Would not benefit just now")
    NO_TIME = "no_time", _("There was no time")
    OTHER = "other", _("Another reason")


class NextBody(TextChoices):
    """Who is responsible next."""

    OHJAAMO = "ohjaamo", _("Ohjaamo")
    SOCIAL = "social", _("Social services")
    EMPLOYMENT = "employment", _("Employment services")
    HEALTH = "health", _("Health services")
    OTHER = "other", _("Another body")
