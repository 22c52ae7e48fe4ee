"""Visits and transitions as the Kohtaamo project asked Ohjaamos for them, version 1 (docs/national-collections.md)."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from clients.codes import AgeBand, ContactType, FollowupResult, LifeSituation, Placement, ReferralStatus, ReferralTarget
from clients.models import AGE_COUNTS, GENDER_COUNTS, ClientSite, complete_years
from network.codes import TOPICS, HelpTheme, Theme
from network.models import Project
from reports.collections.base import TOTAL, UNKNOWN, Asked, Axis, Filled, Grid, Layout
from reports.collections.words import NOT_KNOWN, month_of, months
from reports.figures import participation_rows
from reports.figures.gatherings import gatherings_in
from reports.figures.people import people_in
from reports.figures.placements import exits_between
from reports.figures.referrals import referrals_in
from reports.figures.visits import visits_in
from services.codes import EventType, GatheringKind

CHANNEL = {
    ContactType.WALK_IN: "on_the_spot",
    ContactType.BOOKED: "on_the_spot",
    ContactType.NETWORK_MEETING: "on_the_spot",
    ContactType.PHONE: "phone",
    ContactType.ONLINE: "web",
    ContactType.MESSAGE: "web",
    ContactType.OUTREACH: "outreach",
}
AGE = {
    AgeBand.UNDER_18: "0_17",
    AgeBand.FROM_18_TO_24: "18_24",
    AgeBand.FROM_25_TO_29: "25_29",
    AgeBand.FROM_30: "30",
    AgeBand.UNKNOWN: UNKNOWN,
}
LIFE = {
    LifeSituation.UNEMPLOYED: "unemployed",
    LifeSituation.STUDENT: "student",
    LifeSituation.EMPLOYED: "at_work",
    LifeSituation.ENTREPRENEUR: "at_work",
    LifeSituation.CONSCRIPT: "other",
    LifeSituation.FAMILY_LEAVE: "other",
    LifeSituation.OUTSIDE: "other",
    LifeSituation.UNKNOWN: UNKNOWN,
}
TOPIC = {theme: door for door, themes in TOPICS.items() for theme in themes}
MOTHER_TONGUE = {"fi": "fi", "sv": "sv", "": UNKNOWN}
CODES: Mapping[str, Mapping] = {"channel": CHANNEL, "age": AGE, "life": LIFE, "topic": TOPIC}
# (code, the most minutes of the band); no visit lasts longer than a day.
LENGTHS = (("0_15", 15), ("16_30", 30), ("31_60", 60), ("61", 1_440))

CHANNELS = {
    "on_the_spot": _("On the spot"),
    "phone": _("Phone"),
    "web": _("Web or message"),
    "outreach": _("Outreach, one person"),
}
AGES = {"0_17": _("At most 17"), "18_24": "18–24", "25_29": "25–29", "30": _("30 or over"), UNKNOWN: NOT_KNOWN}
LIVES = {
    "unemployed": _("Unemployed"),
    "student": _("Student"),
    "at_work": _("At work"),
    "other": pgettext_lazy("life situation", "Other"),
    UNKNOWN: NOT_KNOWN,
}
TONGUES = {"fi": _("Finnish"), "sv": _("Swedish"), "other": pgettext_lazy("mother tongue", "Other"), UNKNOWN: NOT_KNOWN}
LENGTH_NAMES = {
    "0_15": _("At most 15 minutes"),
    "16_30": _("16–30 minutes"),
    "31_60": _("31–60 minutes"),
    "61": _("Over an hour"),
    UNKNOWN: NOT_KNOWN,
}
FOLLOWUPS = {
    **dict(FollowupResult.choices),
    "": _("Not asked yet"),
}

_FIELDS = (
    "date", "site__key", "contact_type", "minutes", "themes", "age_band", "client__birth_date",
    "client__life_situation", "client__mother_tongue", "client_id",
)  # fmt: skip


def length_of(minutes: int | None) -> str:
    """The band of a visit's length; unknown without minutes."""
    return UNKNOWN if minutes is None else next(code for code, most in LENGTHS if minutes <= most)


def age_of(row) -> str:
    """The age band of a visit on its day: from the birth date of a known client, else as it was seen."""
    if row.client__birth_date:
        return AGE[AgeBand.of(complete_years(row.client__birth_date, row.date))]
    return AGE[AgeBand(row.age_band or AgeBand.UNKNOWN)]


def tongue_of(row) -> str:
    """Mother tongue in three groups; unknown for an anonymous visit."""
    return MOTHER_TONGUE.get(row.client__mother_tongue or "", "other")


def life_of(row) -> str:
    """The life situation as it is known today; unknown for an anonymous visit."""
    return LIFE[LifeSituation(row.client__life_situation or LifeSituation.UNKNOWN)]


def _visit_grids(asked: Asked, rows: list) -> list[Grid]:
    by: list[tuple[str, object, object, Mapping, Callable]] = [
        ("channel", _("Visits by channel"), _("Channel"), CHANNELS, lambda row: CHANNEL[ContactType(row.contact_type)]),
        ("length", _("Visits by length"), _("Length"), LENGTH_NAMES, lambda row: length_of(row.minutes)),
        ("age", _("Visits by age"), _("Age"), AGES, age_of),
        ("life", _("Visits by life situation"), _("Life situation"), LIVES, life_of),
        ("tongue", _("Visits by mother tongue"), _("Mother tongue"), TONGUES, tongue_of),
    ]  # fmt: skip
    axis = months(asked)
    told = {
        "channel": _("Visits with a name and without. A network meeting or booked guidance is on the spot."),
        "length": _("Visits by the minutes that were recorded."),
        "age": _("Age on the day of the visit: from the birth date, of anonymous visits as it was seen."),
        "life": _("The life situation known today; not known for anonymous visits."),
        "tongue": _("The mother tongue known today; not known for anonymous visits."),
    }
    grids = [
        Grid(f"visits-{name}", title, told[name], axis, Axis(name, heading, names),
             Counter((month_of(row.date), code(row)) for row in rows), "visits")
        for name, title, heading, names, code in by
    ]  # fmt: skip
    return [_by_month(axis, rows), *grids, _by_topic(axis, rows)]


def _by_month(axis: Axis, rows: list) -> Grid:
    columns = Axis("measure", "", {"visits": _("Visits")})
    values = Counter((month_of(row.date), "visits") for row in rows)
    return Grid("visits-month", _("Visits by month"), _("Visits with a name and without."), axis, columns, values)


def _by_topic(axis: Axis, rows: list) -> Grid:
    """A visit counts once under each of its topics, so that they add up to more than the visits."""
    found = [(month_of(row.date), door) for row in rows for door in {TOPIC[Theme(theme)] for theme in row.themes}]
    whole = Counter((month_of(row.date), TOTAL) for row in rows)
    whole = {(code, TOTAL): whole[code, TOTAL] for code in axis.codes} | {(TOTAL, TOTAL): len(rows)}
    told = _("A visit counts once under each of its topics, so that these add up to more than the visits.")
    columns = Axis("topic", _("Topic"), dict(HelpTheme.choices))
    return Grid("visits-topic", _("Visits by topic"), told, axis, columns, Counter(found), "visits", whole)


def _gathering_grids(asked: Asked) -> list[Grid]:
    rows = list(gatherings_in(asked).values(*_GATHERING))
    return [
        _heads("kind", _("Groups by kind"), _("Kind"), dict(GatheringKind.choices), rows),
        _heads("event_type", _("Groups by reason"), _("Reason"), {**dict(EventType.choices), "": NOT_KNOWN}, rows),
        _composition("gender", _("People in groups by gender"), _("Gender"), _GENDERS, GENDER_COUNTS, rows),
        _composition("group_age", _("People in groups by age"), _("Age"), _GROUP_AGES, AGE_COUNTS, rows),
    ]


_GATHERING = ("site__key", "kind", "event_type", "headcount", *GENDER_COUNTS, *AGE_COUNTS)
_GENDERS = {"women": _("Women"), "men": _("Men"), "other": _("Other gender"), UNKNOWN: NOT_KNOWN}
_GROUP_AGES = dict(zip((*AGE_COUNTS, UNKNOWN), AGES.values(), strict=True))
_HEADS = {"events": _("Gatherings"), "heads": _("Encounters")}
_HEADS_TOLD = _("Heads counted at groups, pop-ups, outreach and events; nobody knows who came twice.")


def _heads(name: str, title, heading, names: Mapping, rows: list[dict]) -> Grid:
    values: Counter = Counter()
    for row in rows:
        values[row[name], "events"] += 1
        values[row[name], "heads"] += row["headcount"]
    columns = Axis("heads", "", _HEADS)
    return Grid(f"groups-{name}", title, _HEADS_TOLD, Axis(name, heading, names), columns, values,
                open=frozenset({"events"}))  # fmt: skip


def _composition(name: str, title, heading, names: Mapping, fields: Iterable[str], rows: list[dict]) -> Grid:
    """Heads by what was seen of them; those of whom nothing was counted are not known."""
    values: Counter = Counter()
    for row in rows:
        seen = {field: row[field] or 0 for field in fields}
        for code, number in {**seen, UNKNOWN: row["headcount"] - sum(seen.values())}.items():
            values[code, "heads"] += number
    columns = Axis("heads", "", {"heads": _HEADS["heads"]})
    return Grid(f"groups-{name}", title, _HEADS_TOLD, Axis(name, heading, names), columns, values)


def _transition_grids(asked: Asked) -> list[Grid]:
    rows = list(referrals_in(asked).values_list("target", "status", "followup_result"))
    targets = Axis("target", _("Target"), dict(ReferralTarget.choices))
    told = _("Young people guided onwards in the period: referrals, not people.")
    status = Counter((target, state) for target, state, _result in rows)
    followed = Counter((target, result) for target, _state, result in rows)
    return [
        Grid("transitions-status", _("Transitions by status"), told, targets,
             Axis("status", _("Status"), dict(ReferralStatus.choices)), status, "referrals"),
        Grid("transitions-followup", _("Transitions after three months"), told, targets,
             Axis("followup", _("Three months later"), FOLLOWUPS), followed, "referrals"),
        _placements(asked),
    ]  # fmt: skip


def _placements(asked: Asked) -> Grid:
    """Where participants went who left a project in the period and are known at these Ohjaamos."""
    found: Counter = Counter()
    known = set(ClientSite.objects.filter(site__in=asked.sites).values_list("client_id", flat=True))
    for project in Project.objects.at_sites(asked.sites).filter(parent__isnull=True):
        family = project.family()
        rows = [row for row in participation_rows(family) if row.client_id in known]
        people = people_in(rows, {one.pk for one in family})
        exits = exits_between(people, asked.start, asked.end)
        found.update((one.final.placement or Placement.UNKNOWN, "exits") for one in exits)
    told = _("People who left a project of these Ohjaamos in the period and are known there, once per project.")
    rows_axis = Axis("placement", _("Placement"), dict(Placement.choices))
    columns = Axis("exits", "", {"exits": _("Participants who left")})
    return Grid("transitions-placements", _("Placements on leaving a project"), told, rows_axis, columns, found)


def _by_site(asked: Asked, rows: list) -> Grid:
    names = Axis("site", _("Ohjaamo"), {site.key: site.name for site in asked.sites})
    values = Counter((row.site__key, "visits") for row in rows)
    people = {(row.site__key, row.client_id) for row in rows if row.client_id}
    values.update((key, "clients") for key, _person in people)
    heads = gatherings_in(asked).values_list("site__key").annotate(Sum("headcount"))
    values.update({(key, "heads"): number for key, number in heads})
    columns = {"visits": _("Visits"), "clients": _("Different clients"), "heads": _HEADS["heads"]}
    whole = {(TOTAL, "clients"): len({person for _key, person in people})}
    told = _("A client who was at two Ohjaamos counts at both, in the total once.")
    return Grid("sites", _("By Ohjaamo"), told, names, Axis("measure", "", columns), values, whole=whole)


def fill(asked: Asked) -> Filled:
    """All tables; the grids share the totals of months, targets and gatherings."""
    rows = list(visits_in(asked).values_list(*_FIELDS, named=True))
    grids = [*_visit_grids(asked, rows), *_gathering_grids(asked), *_transition_grids(asked), _by_site(asked, rows)]
    return Filled(grids)


LAYOUT = Layout(
    label=_("Kohtaamo: visits and transitions"),
    version=1,
    description=_("Visits by month, groups, and transitions with their follow-up, as the national collection asks."),
    source=_("Kohtaamo's instructions for transition data; its own form was not at hand, so check the headings."),
    fill=fill,
    codes=CODES,
    order=10,
)
