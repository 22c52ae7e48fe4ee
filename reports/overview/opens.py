"""What the numbers of the figures page open: the records behind the same number in the workbench (decision 15).

For those who see exact figures. Numbers that the workbench does not count open nothing: means, minutes of profiles,
screenings, values of measures.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from clients.codes import AgeBand, ContactType, EmployerType, Gender, Placement, ReferralTarget
from network.codes import PlacementCategory, Theme
from reports.figures.more.exits import AT_WORK, ON_TRIAL
from reports.figures.more.paths import TRIALS, WORK
from reports.figures.more.visits import NOT_GIVEN
from reports.overview.subject import Subject
from reports.overview.table import FOOT, Cell, Table, without_zeros
from services.codes import EventType, GatheringKind

Codes = Callable[[Subject], list[str]]
FILTER = "f_"  # before the names of filters in the workbench's addresses


@dataclass(frozen=True)
class Ask:
    """A number of the workbench: which of a measure's, narrowed by filters, in which column of which dimension."""

    measure: str
    number: int = 0
    filters: tuple[tuple[str, str], ...] = ()
    by: str = ""
    column: str | None = None


@dataclass(frozen=True)
class Opening:
    """A table that the workbench counts by the same rows: their dimension and codes in order, what each column is."""

    rows: str
    codes: Codes
    columns: Mapping[int, Ask] | Callable[[Subject], Mapping[int, Ask]]

    def places(self, subject: Subject, table: Table) -> dict[tuple[int, int], str]:
        """{(row, column): what follows in the address} of all numbers of the table."""
        columns = self.columns(subject) if callable(self.columns) else self.columns
        rows = [*enumerate(self.codes(subject)), *([(FOOT, None)] if table.foot else [])]
        return {
            (index, column): _address(ask, [("rows", self.rows)], code)
            for index, code in rows
            for column, ask in columns.items()
        }


def with_openings(table: Table, subject: Subject) -> Table:
    """The table whose numbers, but zeros, open their records; as it was where the workbench does not count them."""
    if table.key in OPENINGS:
        places = OPENINGS[table.key].places(subject, table)
    else:
        places = {place: _address(ask, [], None) for place, ask in SINGLE.get(table.key, {}).items()}
    scope = _scope(subject)
    return replace(table, opens={place: f"{scope}&{query}" for place, query in places.items() if _cell(table, *place)})


def _cell(table: Table, row: int, column: int) -> Cell:
    return (table.foot if row == FOOT else table.rows[row])[column]


def _scope(subject: Subject) -> str:
    scope = subject.scope
    days = [("period", "own"), ("start", scope.start.isoformat()), ("end", scope.end.isoformat())]
    return urlencode([("project", scope.project.code), *days, *(("sites", site.key) for site in scope.sites)])


def _address(ask: Ask, rows: list[tuple[str, str]], row: str | None) -> str:
    pairs = [("measure", ask.measure), *rows, *([("columns", ask.by)] if ask.by else []), ("number", ask.number)]
    pairs += [(f"{FILTER}{name}", code) for name, code in ask.filters]
    pairs += [] if row is None else [("row", row)]
    return urlencode(pairs + ([] if ask.column is None else [("column", ask.column)]))


def _all(codes: type) -> Codes:
    return lambda subject: list(codes.values)


def _found(section: str, name: str) -> Codes:
    return lambda subject: list(subject.figures[section][name])


def _used(name: str) -> Codes:
    """The codes of services that were used."""
    return lambda subject: [code for code, row in subject.figures["services"][name].items() if row["times"]]


def _languages(subject: Subject) -> list[str]:
    counts = without_zeros(subject.figures["visit_languages"], keep=("fi", "sv", "en"))
    return ["" if code == NOT_GIVEN else code for code in counts]


def _joint_types(subject: Subject) -> list[str]:
    return [code for code, row in subject.figures["joint"]["by_event_type"].items() if row["events"]]


def _by_area(subject: Subject) -> dict[int, Ask]:
    """n of each area: every second column."""
    return {1 + 2 * place: Ask("exits", by="area", column=name) for place, name in enumerate(subject.shown_areas)}


def _by_category(subject: Subject) -> dict[int, Ask]:
    found = {2 + place: Ask("exits", by="category", column=code) for place, code in enumerate(PlacementCategory.values)}
    return {1: Ask("exits")} | found


def _narrowed(measure: str, name: str, *codes: str, number: int = 0) -> Ask:
    return Ask(measure, number, tuple((name, str(code)) for code in codes))


VISITS, CLIENTS, REFERRED = Ask("visits"), Ask("clients"), "referred"
USED = {1: Ask("service_times"), 2: Ask("service_people")}
HEADS = {1: Ask("gatherings"), 2: Ask("heads")}
JOINT = {1: _narrowed("gatherings", "joint", "yes"), 2: _narrowed("heads", "joint", "yes")}
OPENINGS = {
    "visits-month": Opening("month", lambda subject: subject.shown_months, {1: VISITS}),
    "visits-theme": Opening("theme", _all(Theme), {1: VISITS}),
    "visits-channel": Opening("channel", _all(ContactType), {1: VISITS}),
    "visits-site": Opening("site", _found("visits", "by_site"), {1: VISITS}),
    "visits-language": Opening("language", _languages, {1: VISITS}),
    "clients-age": Opening("age_band", _all(AgeBand), {1: CLIENTS}),
    "clients-gender": Opening("gender", _all(Gender), {1: CLIENTS}),
    "gatherings-kind": Opening("kind", _all(GatheringKind), HEADS),
    "gatherings-type": Opening("event_type", _all(EventType), HEADS),
    "joint": Opening("event_type", _joint_types, JOINT),
    "referrals-target": Opening("target", _all(ReferralTarget), {1: Ask("referrals"), 3: Ask(REFERRED)}),
    "placements-category": Opening("category", _all(PlacementCategory), {1: Ask("exits")}),
    "placements-area": Opening("category", _all(PlacementCategory), _by_area),
    "placements-municipality": Opening("municipality", lambda subject: subject.shown_municipalities, _by_category),
    "exits-placement": Opening("placement", _all(Placement), {1: Ask("exits")}),
    "services-kind": Opening("service_kind", _used("by_kind"), USED),
    "services-card": Opening("card", _used("by_card"), USED),
    "subsidies": Opening("employer_type", _all(EmployerType), {1: Ask("wage_subsidy")}),
}
# Numbers that stand alone, by (row, column).
SINGLE = {
    "referrals-accompanied": {(0, 1): Ask("accompanied", 1), (FOOT, 1): Ask("accompanied")},
    "referrals-attachment": {(row, 1): Ask("attached", row) for row in range(3)},
    "ways": {
        (0, 1): _narrowed(REFERRED, "target", *WORK),
        (2, 1): _narrowed(REFERRED, "target", ReferralTarget.EDUCATION),
        (5, 1): _narrowed(REFERRED, "target", ReferralTarget.APPRENTICESHIP),
        (7, 1): _narrowed(REFERRED, "target", ReferralTarget.WELLBEING),
        (8, 1): _narrowed(REFERRED, "target", *TRIALS),
    },
    "trials": {(0, 1): _narrowed("referrals", "target", *TRIALS), (0, 4): Ask("referrals")},
    "exits-groups": {
        (0, 1): _narrowed("exits", "placement", *AT_WORK),
        (1, 1): _narrowed("exits", "placement", *ON_TRIAL),
    },
    "summer-jobs": {
        (0, 1): _narrowed("service_times", "service_kind", "summer_job_coaching"),
        (1, 1): _narrowed("service_people", "service_kind", "summer_job_coaching"),
    },
    "housing": {(0, 1): _narrowed("clients", "theme", Theme.HOUSING)},
    "feedback-answers": {(0, 1): Ask("feedback")},
    "recruiting": {(1, 1): _narrowed("gatherings", "event_type", EventType.RECRUITMENT)},
}
