"""What the workbench counts by: each dimension names its codes and puts them in order."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.codes import (
    AgeBand,
    CameFrom,
    Card,
    ContactType,
    EmployerType,
    Gender,
    LabourEnd,
    LabourStart,
    LifeSituation,
    Placement,
    ReferralStatus,
    ReferralTarget,
    ServiceKind,
)
from network.codes import PlacementCategory, Theme, language_name
from network.models import Agency, Area, Municipality, Site
from network.models.site import Weekday
from reports.figures import Scope
from reports.periods import Period, months, quarters, years
from services.codes import Channel, EventType, GatheringKind

NONE = ""  # the code of "not given"
YES, NO = "yes", "no"


@dataclass(frozen=True)
class Frame:
    """What names are made for: the scope, the day today, and the codes that were found."""

    scope: Scope
    today: date
    found: frozenset[str]

    @property
    def last(self) -> date:
        """The last day that is shown: of the scope, but not after today unless something is recorded there."""
        return max(self.scope.start, min(self.scope.end, self.today))


Names = Callable[[Frame], dict[str, str]]


@dataclass(frozen=True)
class Dimension:
    """key: its name in addresses. names: {code: name} in order, all that the table shows.

    adds_up: False when one record may stand under several codes. by_size: the largest first. months: how many
    calendar months one step of time has (0 = not a step of time).
    """

    key: str
    label: str
    names: Names
    adds_up: bool = True
    by_size: bool = False
    months: int = 0


def _coded(choices: Iterable[tuple]) -> Names:
    """All codes of a list, and "not given" only where it was found."""
    pairs = [(str(code), label) for code, label in choices]
    return lambda frame: {code: str(label) for code, label in pairs} | _rest(frame, pairs)


def _rest(frame: Frame, known: Iterable[tuple] = ()) -> dict[str, str]:
    """Names for what was found outside a list: not given, or the code itself."""
    codes = {code for code, _label in known}
    return {code: code or _("Not given") for code in sorted(frame.found - codes, key=lambda code: (not code, code))}


def _found(read: Callable[[set[str]], dict[str, str]]) -> Names:
    """Only the codes that were found, by name, "not given" last."""

    def names(frame: Frame) -> dict[str, str]:
        known = read({code for code in frame.found if code})
        ordered = dict(sorted(known.items(), key=lambda pair: pair[1].casefold()))
        return ordered | _rest(frame, ordered.items())

    return names


def _periods(make: Callable[[date, date], list[Period]], label: Callable[[Period], str]) -> Names:
    """Every step of time from the scope's first day to its last or today, and later ones with records."""

    def names(frame: Frame) -> dict[str, str]:
        last = frame.last if not frame.found else max(frame.last, _start_of(max(frame.found)))
        return {period.name: label(period) for period in make(frame.scope.start, min(last, frame.scope.end))}

    return names


def _start_of(name: str) -> date:
    """The first day of a period by its name (2021, 2021-q3, 2021-09)."""
    year, _dash, part = name.partition("-")
    month = int(part[1:]) * 3 - 2 if part.startswith("q") else int(part or 1)
    return date(int(year), month, 1)


def _month(period: Period) -> str:
    return date_format(period.start, "YEAR_MONTH_FORMAT")


def _sites(frame: Frame) -> dict[str, str]:
    """The Ohjaamos of the scope, then others that were found."""
    own = {site.key: site.name for site in frame.scope.sites}
    others = frame.found - set(own) - {NONE}
    more = {site.key: site.name for site in Site.objects.filter(key__in=others)} if others else {}
    return own | more | _rest(frame, [*own.items(), *more.items()])


def _projects(frame: Frame) -> dict[str, str]:
    own = {project.code: project.name for project in frame.scope.projects}
    return {code: name for code, name in own.items() if code in frame.found} | _rest(frame, own.items())


def _areas(frame: Frame) -> dict[str, str]:
    names = Area.objects.filter(project__in=frame.scope.projects).order_by("name").values_list("name", flat=True)
    own = {name: name for name in names}
    outside = {NONE: _("Outside the areas")} if NONE in frame.found else {}
    return own | outside


def _municipalities(codes: set[str]) -> dict[str, str]:
    return {town.code: town.name for town in Municipality.objects.filter(code__in=codes)}


def _agencies(codes: set[str]) -> dict[str, str]:
    return {agency.key: agency.name for agency in Agency.objects.filter(key__in=codes)}


def _languages(codes: set[str]) -> dict[str, str]:
    return {code: language_name(code) for code in codes}


def _grades(codes: set[str]) -> dict[str, str]:
    return {code: code for code in codes}


YES_NO = [(YES, gettext_lazy("Yes")), (NO, gettext_lazy("No"))]

ALL = [
    Dimension("month", gettext_lazy("Month"), _periods(months, _month), months=1),
    Dimension("quarter", gettext_lazy("Quarter"), _periods(quarters, lambda period: period.label), months=3),
    Dimension("year", gettext_lazy("Year"), _periods(years, lambda period: period.label), months=12),
    Dimension("weekday", gettext_lazy("Day of the week"), _coded(Weekday.choices)),
    Dimension("site", gettext_lazy("Ohjaamo"), _sites),
    Dimension("channel", gettext_lazy("Channel"), _coded(ContactType.choices)),
    Dimension("theme", gettext_lazy("Theme"), _coded(Theme.choices), adds_up=False),
    Dimension("age_band", gettext_lazy("Age"), _coded(AgeBand.choices)),
    Dimension("gender", gettext_lazy("Gender"), _coded(Gender.choices)),
    Dimension("language", gettext_lazy("Language"), _found(_languages), by_size=True),
    Dimension("municipality", gettext_lazy("Home municipality"), _found(_municipalities), by_size=True),
    Dimension("life_situation", gettext_lazy("Life situation"), _coded(LifeSituation.choices)),
    Dimension("target", gettext_lazy("Where to"), _coded(ReferralTarget.choices)),
    Dimension("status", gettext_lazy("Status"), _coded(ReferralStatus.choices)),
    Dimension("agency", gettext_lazy("Agency"), _found(_agencies), by_size=True),
    Dimension("accompanied", gettext_lazy("Accompanied"), _coded(YES_NO)),
    Dimension("came_from", gettext_lazy("Guided here by"), _coded(CameFrom.choices)),
    Dimension("kind", gettext_lazy("Kind"), _coded(GatheringKind.choices)),
    Dimension("event_type", gettext_lazy("Type of event"), _coded(EventType.choices)),
    Dimension("joint", gettext_lazy("Joint with other Ohjaamos"), _coded(YES_NO)),
    Dimension("service_kind", gettext_lazy("Kind of service"), _coded(ServiceKind.choices)),
    Dimension("card", gettext_lazy("Card"), _coded(Card.choices)),
    Dimension("way", gettext_lazy("How given"), _coded(Channel.choices)),
    Dimension("grade", gettext_lazy("Grade"), _found(_grades)),
    Dimension("employer_type", gettext_lazy("Type of employer"), _coded(EmployerType.choices)),
    Dimension("continued", gettext_lazy("The work went on after it"), _coded(YES_NO)),
    Dimension("project", gettext_lazy("Project or sub-project"), _projects),
    Dimension("area", gettext_lazy("Area"), _areas),
    Dimension("labour_start", gettext_lazy("Labour-market status at start"), _coded(LabourStart.choices)),
    Dimension("labour_end", gettext_lazy("Labour-market status at end"), _coded(LabourEnd.choices)),
    Dimension("category", gettext_lazy("Placement category"), _coded(PlacementCategory.choices)),
    Dimension("placement", gettext_lazy("Placement"), _coded(Placement.choices)),
]
DIMENSIONS = {dimension.key: dimension for dimension in ALL}
