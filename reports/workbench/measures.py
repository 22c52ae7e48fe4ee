"""What the workbench counts. Each measure has one definition, shared with the figures page where it is the same."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clients.codes import FollowupResult
from network.dates import latest_day_months_before
from network.shares import percent_of
from reports.definitions import DEFINITIONS
from reports.figures import Scope
from reports.figures.more.scoped import two_decimals
from reports.figures.referrals import ATTACHMENT_MONTHS, FOLLOWED_UP
from reports.workbench import people, sources
from reports.workbench.people import People
from reports.workbench.sources import Source

Numbers = tuple


@dataclass(frozen=True)
class Number:
    """One aggregate over the records of a cell.

    how: "count" (records, `of` narrows them), "people" (each person once), "sum" or "mean" of the field `of`.
    """

    how: str
    of: Q | str | None = None


@dataclass(frozen=True)
class Reading:
    """What a cell shows of its numbers: heading, kind of column (network.spreadsheets), and how it is read.

    number: index of the aggregate whose records a click opens; None = a share or a mean, which opens none.
    """

    label: str | Promise
    kind: str = "integer"
    number: int | None = 0
    read: Callable[[Numbers], object] | None = None

    def of(self, numbers: Numbers):
        return self.read(numbers) if self.read else numbers[self.number]


@dataclass(frozen=True)
class Measure:
    """key: its name in addresses. main: index of the reading that charts and changes show.

    adds_up: False when one person may stand in several cells, so that rows do not add up to the total, but for the
    dimensions `of_a_person`.
    """

    key: str
    group: str | Promise
    label: str | Promise
    definition: str | Promise
    source: Source | People
    numbers: tuple[Number, ...] = (Number("count"),)
    readings: tuple[Reading, ...] = ()
    main: int = 0
    condition: Callable[[Scope], Q] | None = None
    adds_up: bool = True
    of_a_person: frozenset[str] = frozenset()
    by_person: bool = False

    @property
    def shown(self) -> tuple[Reading, ...]:
        return self.readings or (Reading(self.label),)

    @property
    def dimensions(self) -> tuple[str, ...]:
        """Keys of the dimensions that fit."""
        return tuple(self.source.dimensions)

    @property
    def is_partition(self) -> bool:
        """Whether shares of the total are sensible: one count whose rows may add up to it."""
        return len(self.shown) == 1 and self.shown[0].kind == "integer"


def _share(part: int, whole: int) -> Callable[[Numbers], object]:
    return lambda numbers: percent_of(numbers[part], numbers[whole])


def _mean(numbers: Numbers):
    return two_decimals(numbers[1])


def _due(scope: Scope) -> Q:
    return Q(date__lte=latest_day_months_before(scope.end, ATTACHMENT_MONTHS))


VISITS, PEOPLE, GROUPS = _("Visits"), _("Different clients"), _("Groups and events")
REFERRALS, SERVICES = _("Referrals"), _("Services and feedback")
PROJECT = _("Project participants")
CLIENT = Number("people")
# What somebody is adds them up to the people; where and when they came does not.
OF_A_PERSON = frozenset({"gender", "municipality", "life_situation"})

ALL = [
    Measure("visits", VISITS, _("Visits"), DEFINITIONS["visits.total"], sources.VISITS),
    Measure(
        "anonymous", VISITS, _("Anonymous visits"), DEFINITIONS["visits.anonymous"], sources.VISITS,
        condition=lambda scope: Q(client__isnull=True),
    ),
    Measure(
        "minutes", VISITS, _("Minutes of visits"), DEFINITIONS["visits.minutes"], sources.VISITS,
        (Number("sum", "minutes"),),
    ),
    Measure(
        "clients", PEOPLE, _("Different clients"), DEFINITIONS["clients.distinct"], sources.CLIENTS,
        (CLIENT,), adds_up=False, of_a_person=OF_A_PERSON | {"age_band"}, by_person=True,
    ),
    Measure(
        "new_clients", PEOPLE, _("New clients"),
        _(
            "Clients known by name whose very first recorded visit at the chosen Ohjaamos was in the period. Each"
            " counts once, on the day of that visit."
        ),
        sources.FIRST_VISITS,
    ),
    Measure(
        "heads", GROUPS, _("Encounters in groups and events"), DEFINITIONS["gatherings.headcount"], sources.GATHERINGS,
        (Number("sum", "headcount"),),
    ),
    Measure("gatherings", GROUPS, _("Gatherings"), DEFINITIONS["gatherings.events"], sources.GATHERINGS),
    Measure("referrals", REFERRALS, _("Referrals"), DEFINITIONS["referrals.total"], sources.REFERRALS),
    Measure(
        "referred", REFERRALS, _("Different clients referred"),
        _("Each person once in each cell, however many referrals they had there."),
        sources.REFERRALS, (CLIENT,), adds_up=False, of_a_person=OF_A_PERSON, by_person=True,
    ),
    Measure(
        "accompanied", REFERRALS, _("Accompanied referrals"), DEFINITIONS["referrals.accompanied"], sources.REFERRALS,
        (Number("count"), Number("count", Q(accompanied=True))),
        (
            Reading(_("Referrals")), Reading(_("Accompanied"), number=1),
            Reading(_("Accompanied of referrals"), "percent", None, _share(1, 0)),
        ),
        main=1,
    ),
    Measure(
        "attached", REFERRALS, _("Still in the service after three months"), DEFINITIONS["referrals.attachment"],
        sources.REFERRALS,
        (
            Number("count"), Number("count", Q(followup_result__in=FOLLOWED_UP)),
            Number("count", Q(followup_result=FollowupResult.ATTACHED)),
        ),
        (
            Reading(_("Due")), Reading(_("Followed up"), number=1), Reading(_("Still in the service"), number=2),
            Reading(_("Still there of those followed up"), "percent", None, _share(2, 1)),
        ),
        main=2, condition=_due,
    ),
    Measure(
        "referrals_in", REFERRALS, _("Young people guided here"),
        _("Times that somebody guided a young person to one of the chosen Ohjaamos in the period, as written down."),
        sources.REFERRALS_IN,
    ),
    Measure(
        "service_times", SERVICES, _("Services used, times"),
        DEFINITIONS["services.times"],
        sources.SERVICE_USES,
    ),
    Measure(
        "service_people", SERVICES, _("Services used, people"),
        DEFINITIONS["services.people"],
        sources.SERVICE_USES, (CLIENT,), adds_up=False, of_a_person=OF_A_PERSON, by_person=True,
    ),
    Measure(
        "feedback", SERVICES, _("Feedback"), DEFINITIONS["feedback.answers"],
        sources.FEEDBACK,
    ),
    Measure(
        "mean_grade", SERVICES, _("Mean grade"),
        _("The mean of the school grades (4–10) given in the period. Who gave none is not in it."),
        sources.FEEDBACK, (Number("count", Q(grade__isnull=False)), Number("mean", "grade")),
        (Reading(_("Answers with a grade")), Reading(_("Mean grade"), "decimal", None, _mean)),
        main=1,
    ),
    Measure(
        "wage_subsidy", SERVICES, _("Wage subsidy in euros"),
        DEFINITIONS["subsidies.euros"],
        sources.WAGE_SUBSIDIES, (Number("count"), Number("sum", "money_eur")),
        (Reading(_("Periods of work")), Reading(_("Euros"), "euros", None, lambda numbers: numbers[1])),
        main=1,
    ),
    Measure("participants", PROJECT, _("Project participants"), DEFINITIONS["participants.total"], people.STARTED),
    Measure("exits", PROJECT, _("Participants who left"), DEFINITIONS["placements.ended"], people.LEFT),
]  # fmt: skip
MEASURES = {measure.key: measure for measure in ALL}
