"""The records behind the numbers: which ones are in a scope, and how the database tells their dimensions.

A record that does not count in reports.figures does not count here: the same querysets say so.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import CharField, Exists, F, Func, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf

from clients.codes import Gender
from clients.models import IncomingReferral, ServiceUse, Visit
from reports.figures import Scope
from reports.figures.gatherings import gatherings_in
from reports.figures.more.subsidies import subsidies_in
from reports.figures.referrals import referrals_in
from reports.figures.visits import visits_in
from reports.workbench.columns import age_band, first_day_of_person, flag, text, times
from services.models import Feedback


class Unnest(Func):
    """A row for each code of an array."""

    function = "unnest"
    output_field = CharField()
    set_returning = True


@dataclass(frozen=True)
class Source:
    """records: those of a scope. dimensions: {key of a dimension: its code as a text}. day: the date they stand on.

    arrays: fields of dimensions under which one record may stand several times. person: the client's number, if any.
    line: what the list behind a number tells of a record, key by key; never a name, never free text.
    """

    records: Callable[[Scope], QuerySet]
    dimensions: dict
    line: tuple[str, ...]
    day: str = "date"
    arrays: dict[str, str] = field(default_factory=dict)
    person: str = "client_id"


def _first_visits(scope: Scope) -> QuerySet:
    """The visits that were the very first of their person at these Ohjaamos; two on one day: the smaller number."""
    earlier = Visit.objects.standing().filter(client=OuterRef("client"), site__in=scope.sites)
    earlier = earlier.filter(Q(date__lt=OuterRef("date")) | Q(date=OuterRef("date"), pk__lt=OuterRef("pk")))
    return visits_in(scope).filter(~Exists(earlier), client__isnull=False)


def _named_visits(scope: Scope) -> QuerySet:
    return visits_in(scope).filter(client__isnull=False)


def _referrals_in_to_us(scope: Scope) -> QuerySet:
    return IncomingReferral.objects.filter(site__in=scope.sites, date__range=(scope.start, scope.end)).order_by()


def _service_uses(scope: Scope) -> QuerySet:
    days = (scope.start, scope.end)
    return ServiceUse.objects.standing().filter(site__in=scope.sites, date__range=days).order_by()


def _feedback(scope: Scope) -> QuerySet:
    return Feedback.objects.filter(site__in=scope.sites, date__range=(scope.start, scope.end)).order_by()


def _wage_subsidies(scope: Scope) -> QuerySet:
    return subsidies_in(scope).filter(started_on__range=(scope.start, scope.end))


PERSON = {
    "gender": text("client__gender", Gender.UNKNOWN.value),
    "municipality": text("client__municipality_id"),
    "life_situation": text("client__life_situation"),
}


def _person_on(day: str) -> dict:
    """What is told of whom a record is about: the date in field `day`, their age then, who they are today."""
    return {**times(day), "age_band": age_band(F(day)), **PERSON}


VISIT = {
    **times("date"),
    "site": F("site__key"),
    "channel": F("contact_type"),
    "theme": Unnest(F("themes")),
    "language": F("language"),
}

VISITS = Source(
    visits_in,
    {
        **VISIT,
        "age_band": Coalesce(NullIf("age_band", Value("")), age_band(F("date"))),
        **PERSON,
        "gender": Coalesce("client__gender", NullIf("gender", Value("")), Value(Gender.UNKNOWN.value)),
    },
    ("site", "contact_type", "themes", "minutes", "named"),
    arrays={"theme": "themes"},
)
CLIENTS = Source(
    _named_visits,
    {**VISIT, "age_band": age_band(first_day_of_person()), **PERSON},
    ("site", "contact_type", "themes", "minutes"),
    arrays={"theme": "themes"},
)
FIRST_VISITS = Source(
    _first_visits,
    {**VISIT, **_person_on("date")},
    ("site", "contact_type", "themes", "minutes"),
    arrays={"theme": "themes"},
)
GATHERINGS = Source(
    gatherings_in,
    {**times("date"), "site": F("site__key"), "kind": F("kind"), "event_type": F("event_type"), "joint": flag("joint")},
    ("site", "kind", "event_type", "headcount"),
    person="",
)
REFERRALS = Source(
    referrals_in,
    {
        **_person_on("date"),
        "target": F("target"),
        "status": F("status"),
        "agency": text("to_agency__key"),
        "accompanied": flag("accompanied"),
    },
    ("target", "status", "to_agency", "accompanied", "followup_result"),
)
REFERRALS_IN = Source(
    _referrals_in_to_us,
    {
        **_person_on("date"),
        "site": F("site__key"),
        "came_from": F("source"),
        "agency": text("agency__key"),
        "accompanied": flag("accompanied"),
    },
    ("site", "source", "agency"),
)
SERVICE_USES = Source(
    _service_uses,
    {
        **_person_on("date"),
        "site": F("site__key"),
        "service_kind": F("kind"),
        "card": F("card"),
    },
    ("site", "kind", "card"),
)
FEEDBACK = Source(
    _feedback,
    {
        **times("date"),
        "site": F("site__key"),
        "way": F("channel"),
        "language": F("language"),
        "grade": text("grade"),
    },
    ("site", "channel", "grade"),
    person="",
)
WAGE_SUBSIDIES = Source(
    _wage_subsidies,
    {
        **_person_on("started_on"),
        "employer_type": F("employer_type"),
        "continued": flag("continued"),
        "project": text("project__code"),
    },
    ("employer_type", "money_eur", "continued"),
    day="started_on",
)
