"""What services were used and what came of it, as figures: pure functions of querysets.

Each takes the rows that may be counted and, as keywords, a scope: `first` and `last` day (both included; None = open)
and `sites` (None = all that the rows are of). Times ("krt", rows) and people (distinct clients) are two figures that
are never added or mixed.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from clients.codes import Card, EmployerType, HousingOutcome, Placement, ServiceKind
from clients.models import ClientSite, HousingGuidance, PlacementPeriod, ServiceUse, WageSubsidy


@dataclass(frozen=True)
class Counted:
    """One line: a code with its label, how many rows (`times`) and how many different people."""

    code: str
    label: str
    times: int
    people: int


@dataclass(frozen=True)
class Money:
    """Wage subsidies to one type of employer; `known` = periods whose euros are known, `euros` their sum."""

    code: str
    label: str
    times: int
    people: int
    known: int
    euros: Decimal


@dataclass(frozen=True)
class Housing:
    """Guidance on the way to a home: periods begun and their people; homes gained and the people who did."""

    guided: int
    guided_people: int
    housed: int
    housed_people: int
    open: int


@dataclass(frozen=True)
class Continued:
    """After how many of the ended subsidies the work went on: `yes` of `known`; `ended` counts unknown ones too."""

    yes: int
    known: int
    ended: int


def within(rows: QuerySet, field: str, first: date | None = None, last: date | None = None) -> QuerySet:
    """The rows whose day `field` is from `first` to `last`."""
    if first:
        rows = rows.filter(**{f"{field}__gte": first})
    return rows.filter(**{f"{field}__lte": last}) if last else rows


def at_sites(rows: QuerySet, sites) -> QuerySet:
    """The rows of these sites: of a model with a site, those logged there; else of the people known there."""
    if sites is None:
        return rows
    if any(field.name == "site" for field in rows.model._meta.fields):
        return rows.filter(site__in=sites)
    return rows.filter(client__in=ClientSite.objects.filter(site__in=sites).values("client"))


def _by(rows: QuerySet, field: str, codes) -> list[Counted]:
    """Times and people by the codes of `field`, in the list's order, without those that have none."""
    counts = rows.order_by().values_list(field).annotate(times=Count("pk"), people=Count("client", distinct=True))
    found = {code: (times, people) for code, times, people in counts}
    return [Counted(code, str(label), *found[code]) for code, label in codes.choices if code in found]


def service_uses_by_kind(
    uses: QuerySet[ServiceUse], *, first: date | None = None, last: date | None = None, sites=None
) -> list[Counted]:
    """Standing uses dated in the period, by kind. Who used two kinds is a person in both lines."""
    return _by(at_sites(within(uses.standing(), "date", first, last), sites), "kind", ServiceKind)


def card_trainings(
    uses: QuerySet[ServiceUse], *, first: date | None = None, last: date | None = None, sites=None
) -> list[Counted]:
    """Standing card trainings dated in the period, passed or not, by card."""
    trainings = uses.standing().filter(kind=ServiceKind.CARD_TRAINING)
    return _by(at_sites(within(trainings, "date", first, last), sites), "card", Card)


def placements(
    rows: QuerySet[PlacementPeriod], *, first: date | None = None, last: date | None = None, sites=None
) -> list[Counted]:
    """Placement periods that began in the period, by placement (the contract's list)."""
    return _by(at_sites(within(rows, "started_on", first, last), sites), "placement", Placement)


def housing(
    rows: QuerySet[HousingGuidance], *, first: date | None = None, last: date | None = None, sites=None
) -> Housing:
    """Guidance that began in the period, homes got in the period (by the outcome's date), and what is open now.

    The homes are of any guidance, also of one begun earlier; so they are no share of the guided.
    """
    rows = at_sites(rows, sites)
    people = Count("client", distinct=True)
    guided = within(rows, "started_on", first, last).aggregate(times=Count("pk"), people=people)
    homes = within(rows.filter(outcome=HousingOutcome.GOT_HOME), "outcome_on", first, last)
    housed = homes.aggregate(times=Count("pk"), people=people)
    return Housing(guided["times"], guided["people"], housed["times"], housed["people"], rows.open().count())


def wage_subsidies(
    rows: QuerySet[WageSubsidy], *, first: date | None = None, last: date | None = None, sites=None
) -> list[Money]:
    """Subsidy periods that began in the period, by type of employer: periods, people, euros.

    The whole sum of a period belongs to the day on which it began.
    """
    begun = at_sites(within(rows, "started_on", first, last), sites).order_by()
    sums = begun.values_list("employer_type").annotate(
        times=Count("pk"), people=Count("client", distinct=True), known=Count("money_eur"), euros=Sum("money_eur")
    )
    found = {code: (times, people, known, euros or Decimal(0)) for code, times, people, known, euros in sums}
    return [Money(code, str(label), *found[code]) for code, label in EmployerType.choices if code in found]


def continued_after_subsidy(
    rows: QuerySet[WageSubsidy], *, today: date, first: date | None = None, last: date | None = None, sites=None
) -> Continued:
    """After how many of the subsidies that ended in the period the work went on, of those where that is known.

    A last day that is still to come, after `today`, has ended nothing yet.
    """
    ended = at_sites(within(rows.filter(ended_on__lte=today), "ended_on", first, last), sites)
    counts = ended.aggregate(
        yes=Count("pk", filter=Q(continued=True)),
        known=Count("pk", filter=Q(continued__isnull=False)),
        ended=Count("pk"),
    )
    return Continued(**counts)
