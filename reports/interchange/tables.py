"""The tables of the interchange and their columns, in the order in which they are read, listed and written.

A row refers only to rows of earlier tables (a project also to its parent among the projects).
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Model

from clients import codes
from clients.models import Client, Gathering, Participation, Referral, Visit, VisitExpert
from network.codes import MEASURES, Programme, Sector, Theme
from network.models import Agency, Area, Expert, Project, Site, Target
from services.codes import EventType, GatheringKind

from .kinds import (
    SEPARATOR,
    Clock,
    Code,
    Day,
    Email,
    Kind,
    Language,
    Many,
    Money,
    Reference,
    Region,
    Text,
    Whole,
    YesNo,
)

INT4, INT2 = 2_147_483_647, 32_767
KEY_LENGTH = 64
MUNICIPALITIES, REGIONS = "municipalities", "regions"  # not tables of the sender: the product knows them


@dataclass(frozen=True)
class Links:
    """A list that lies in a table between two models: whose row it is, and which one it names."""

    model: type[Model]
    owner: str
    named: str
    key: str = "key"

    @property
    def path(self) -> str:
        return f"{self.named}__{self.key}"


@dataclass(frozen=True)
class Column:
    """A column: its name in files, kind, place in the database.

    path: how a query reads it, in the form of the file (keys, not numbers). attribute: how the model's field is set.
    """

    name: str
    kind: Kind
    required: bool = False
    path: str = ""
    attribute: str = ""
    links: Links | None = None

    @cached_property
    def refers_to(self) -> str:
        """The table whose keys the cell names, or ""."""
        kind = self.kind.item if isinstance(self.kind, Many) else self.kind
        return kind.table if isinstance(kind, Reference) else ""


@dataclass(frozen=True)
class Table:
    name: str
    model: type[Model]
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ("key",)
    # Its rows tell of young people: only the data protection officer exports them.
    about_people: bool = False

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @cached_property
    def plain(self) -> tuple[Column, ...]:
        """The columns that lie in the model's own table."""
        return tuple(column for column in self.columns if column.links is None)

    @cached_property
    def linked(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.links is not None)

    @cached_property
    def withdrawable(self) -> bool:
        return any(field.name == "withdrawn_at" for field in self.model._meta.fields)

    @cached_property
    def mergeable(self) -> bool:
        """Whether two of its rows may turn out to be one; the one left behind names the one kept."""
        return any(field.name == "merged_into" for field in self.model._meta.fields)

    def key_of(self, values: dict):
        """What a row is known by, among the rows of its table."""
        if len(self.key) == 1:
            return values[self.key[0]]
        return tuple(values[name] for name in self.key)


def _plain(name: str, kind: Kind, required: bool = False) -> Column:
    return Column(name, kind, required, path=name, attribute=name)


def _text(model: type[Model], name: str, required: bool = False, field: str = "") -> Column:
    """Text no longer than the model's field."""
    field = field or name
    return Column(name, Text(model._meta.get_field(field).max_length), required, path=field, attribute=field)


def _key(*, listed: bool = False, name: str = "key") -> Column:
    """The row's own key; one that is `listed` elsewhere cannot hold the separator of lists."""
    return _plain(name, Text(KEY_LENGTH, forbidden=SEPARATOR if listed else ""), required=True)


def _to(name: str, table: str, required: bool = False, key: str = "key") -> Column:
    """A reference to a row of `table`."""
    return Column(name, Reference(KEY_LENGTH, table=table), required, path=f"{name}__{key}", attribute=f"{name}_id")


def _municipality(required: bool = False) -> Column:
    kind = Reference(KEY_LENGTH, table=MUNICIPALITIES, digits=3)
    return Column("municipality", kind, required, path="municipality_id", attribute="municipality_id")


def _sites(links: Links, required: bool = False) -> Column:
    return Column("sites", Many(Reference(KEY_LENGTH, table="sites")), required, links=links)


def _code(name: str, choices, required: bool = False) -> Column:
    return _plain(name, Code(tuple(choices.values)), required)


def _count(name: str, required: bool = False, most: int = INT4) -> Column:
    return _plain(name, Whole(most), required)


def _happened(name: str, required: bool = False) -> Column:
    return _plain(name, Day(happened=True, earliest=date(1900, 1, 1)), required)


def _planned(name: str) -> Column:
    """A day of a project's time; a mistyped year would make thousands of months to choose from."""
    return _plain(name, Day(earliest=date(1990, 1, 1), latest=date(2100, 12, 31)), required=True)


SITES = Table(
    "sites",
    Site,
    (
        _key(listed=True),
        _text(Site, "name", required=True),
        _municipality(required=True),
        _count("age_limit", most=INT2),
        _plain("opened", Day()),
        _plain("closed", Day()),
    ),
)
AGENCIES = Table(
    "agencies",
    Agency,
    (
        _key(),
        _text(Agency, "name_fi", required=True),
        _text(Agency, "name_sv"),
        _text(Agency, "name_en"),
        _text(Agency, "business_id"),
        _code("sector", Sector, required=True),
        _plain("valid_from", Day()),
        _plain("valid_to", Day()),
    ),
)
EXPERTS = Table(
    "experts",
    Expert,
    (
        _key(listed=True),
        _text(Expert, "first_name", required=True),
        _text(Expert, "last_name", required=True),
        _plain("email", Email(Expert._meta.get_field("email").max_length)),
        _to("agency", "agencies", required=True),
        _text(Expert, "title"),
        _text(Expert, "field"),
        _sites(Links(Expert.sites.through, "expert", "site"), required=True),
        _plain("languages", Many(Language())),
        _plain("valid_from", Day()),
        _plain("valid_to", Day()),
    ),
)
PROJECTS = Table(
    "projects",
    Project,
    (
        _key(name="code"),
        _text(Project, "name", required=True),
        _code("programme", Programme, required=True),
        _to("parent", "projects", key="code"),
        _planned("start_date"),
        _planned("end_date"),
        _sites(Links(Project.sites.through, "project", "site")),
        _text(Project, "priority"),
        _text(Project, "specific_objective"),
        _text(Project, "funder"),
        _text(Project, "implementer"),
        Column("region", Region(KEY_LENGTH, table=REGIONS, digits=2), path="region", attribute="region"),
        _plain("budget_eur", Money()),
        _text(Project, "budget_band"),
    ),
    key=("code",),
)
AREAS = Table(
    "areas",
    Area,
    (
        _to("project", "projects", required=True, key="code"),
        _text(Area, "area", required=True, field="name"),
        Column(
            "municipalities",
            Many(Reference(KEY_LENGTH, table=MUNICIPALITIES, digits=3)),
            required=True,
            links=Links(Area.municipalities.through, "area", "municipality", key="code"),
        ),
    ),
    key=("project", "area"),
)
TARGETS = Table(
    "targets",
    Target,
    (
        _to("project", "projects", required=True, key="code"),
        _text(Target, "period", required=True),
        _planned("period_start"),
        _planned("period_end"),
        Column(
            "area",
            Reference(Area._meta.get_field("name").max_length, table="areas"),
            path="area__name",
            attribute="area_id",
        ),
        _plain("measure", Code(tuple(code for code, _label in MEASURES)), required=True),
        _count("target", required=True),
        _plain("included_in_parent", YesNo()),
    ),
    key=("project", "period", "area", "measure"),
)
CLIENTS = Table(
    "clients",
    Client,
    (
        _key(),
        _text(Client, "first_name"),
        _text(Client, "last_name"),
        _plain("birth_date", Day(happened=True, earliest=date(1900, 1, 1))),
        _code("gender", codes.Gender, required=True),
        _municipality(),
        _plain("mother_tongue", Language()),
        _count("education_isced", most=8),
        _code("life_situation", codes.LifeSituation),
        _plain("foreign_background", YesNo()),
        _to("home_site", "sites"),
    ),
    about_people=True,
)
VISITS = Table(
    "visits",
    Visit,
    (
        _key(),
        _happened("date", required=True),
        _plain("time", Clock()),
        _to("site", "sites", required=True),
        _code("contact_type", codes.ContactType, required=True),
        _to("client", "clients"),
        _code("age_band", codes.AgeBand),
        _code("gender", codes.Gender),
        _plain("met_before", YesNo()),
        _plain("themes", Many(Code(tuple(Theme.values))), required=True),
        _count("minutes", most=1440),
        Column(
            "experts",
            Many(Reference(KEY_LENGTH, table="experts")),
            links=Links(VisitExpert, "visit", "expert"),
        ),
        _plain("language", Language()),
    ),
    about_people=True,
)
GATHERINGS = Table(
    "gatherings",
    Gathering,
    (
        _key(),
        _happened("date", required=True),
        _to("site", "sites", required=True),
        _code("kind", GatheringKind, required=True),
        _code("event_type", EventType),
        _text(Gathering, "title"),
        _count("headcount", required=True),
        _count("women"),
        _count("men"),
        _count("other"),
        _count("under_18"),
        _count("age_18_24"),
        _count("age_25_29"),
        _count("age_30_plus"),
        _plain("joint", YesNo()),
        _text(Gathering, "campaign"),
    ),
)
REFERRALS = Table(
    "referrals",
    Referral,
    (
        _key(),
        _to("client", "clients", required=True),
        _happened("date", required=True),
        _to("from_expert", "experts"),
        _to("to_agency", "agencies"),
        _code("target", codes.ReferralTarget, required=True),
        _plain("accompanied", YesNo()),
        _code("status", codes.ReferralStatus, required=True),
        _plain("followup_date", Day()),
        _code("followup_result", codes.FollowupResult),
    ),
    about_people=True,
)
PARTICIPATIONS = Table(
    "participations",
    Participation,
    (
        _key(),
        _to("project", "projects", required=True, key="code"),
        _to("client", "clients", required=True),
        _happened("start_date", required=True),
        _code("labour_start", codes.LabourStart, required=True),
        _happened("unemployed_since"),
        _count("education_isced", most=8),
        _municipality(),
        _plain("end_date", Day()),
        _code("placement", codes.Placement),
        _code("labour_end", codes.LabourEnd),
        _plain("qualification", YesNo()),
        _code("status_6m", codes.StatusAfterSixMonths),
    ),
    about_people=True,
)

TABLES = (
    SITES, AGENCIES, EXPERTS, PROJECTS, AREAS, TARGETS, CLIENTS, VISITS, GATHERINGS, REFERRALS, PARTICIPATIONS,
)  # fmt: skip
BY_NAME = {table.name: table for table in TABLES}
