"""The common answers on top of the page. Four counters that are never mixed: visits, clients, heads, participants."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clients.codes import ContactType
from reports.charts import grouped, percent_of
from reports.definitions import DEFINITIONS
from reports.masking import Masked, Shown
from reports.overview.subject import Subject
from services.codes import EventType


@dataclass(frozen=True)
class Counter:
    """A figure for the {% stat %} tag."""

    value: str
    label: str
    note: str
    definition: str


@dataclass(frozen=True)
class Counters:
    """main: the four that are never mixed. more: sessions, network and events."""

    main: list[Counter]
    more: list[Counter]


def shown(number: Shown) -> str:
    return str(number) if isinstance(number, Masked) else grouped(number)


def with_share(part: Shown, whole: Shown) -> str:
    """The part with its percentage: "60 (40 %)"; only the part when the whole is none or one of them is masked."""
    if isinstance(part, Masked) or isinstance(whole, Masked) or not whole:
        return shown(part)
    return _("%(number)s (%(share)s%%)") % {"number": grouped(part), "share": percent_of(part, whole)}


def counters(subject: Subject) -> Counters:
    """The counters of the figures, as texts."""
    return Counters([_visits(subject), _clients(subject), _heads(subject), _participants(subject)], _more(subject))


def _visits(subject: Subject) -> Counter:
    visits = subject.figures["visits"]
    total, anonymous = visits["total"], visits["anonymous"]
    if isinstance(total, Masked) or isinstance(anonymous, Masked):
        note = _("%(anonymous)s of them anonymous") % {"anonymous": shown(anonymous)}
    else:
        note = _("%(named)s with a name, %(anonymous)s anonymous") % {
            "named": with_share(total - anonymous, total),
            "anonymous": with_share(anonymous, total),
        }
    return Counter(shown(total), _("Visits"), note, DEFINITIONS["visits.total"])


def _clients(subject: Subject) -> Counter:
    number = subject.figures["clients"]["distinct"]
    note = _("people with a name, each once")
    return Counter(shown(number), _("Different clients"), note, DEFINITIONS["clients.distinct"])


def _heads(subject: Subject) -> Counter:
    gatherings = subject.figures["gatherings"]
    events = gatherings["events"]
    note = ngettext("at %(events)s gathering", "at %(events)s gatherings", events) % {"events": grouped(events)}
    # Translators: head counts: nobody knows who came twice
    label = _("Encounters in groups and events, not different people")
    return Counter(shown(gatherings["headcount"]), label, note, DEFINITIONS["gatherings.headcount"])


def _participants(subject: Subject) -> Counter:
    participants = subject.figures["participants"]
    complete = with_share(participants["complete"], participants["total"])
    note = _("%(complete)s with complete data") % {"complete": complete}
    return Counter(shown(participants["total"]), _("Project participants"), note, DEFINITIONS["participants.total"])


def _more(subject: Subject) -> list[Counter]:
    found = subject.figures
    visits, channels = found["visits"], found["visits"]["by_contact_type"]
    walk_ins, booked = channels[ContactType.WALK_IN], channels[ContactType.BOOKED]
    day = _("on the last day of the period")
    rows = [
        Counter(shown(walk_ins), _("Walk-in visits"), _("without an appointment"), DEFINITIONS["visits.walk_in"]),
        Counter(shown(booked), _("Individual sessions"), _("booked guidance"), DEFINITIONS["visits.booked"]),
        Counter(grouped(found["network"]["agencies"]), _("Agencies"), day, DEFINITIONS["network.agencies"]),
        Counter(grouped(found["network"]["experts"]), _("Experts"), day, DEFINITIONS["network.experts"]),
    ]
    for code, row in found["gatherings"]["by_event_type"].items():
        if row["events"]:
            note = _("%(heads)s encounters") % {"heads": shown(row["headcount"])}
            rows.append(Counter(grouped(row["events"]), str(EventType(code).label), note, ""))
    minutes = shown(visits["minutes"])
    return [*rows, Counter(minutes, _("Minutes"), _("spent on visits"), DEFINITIONS["visits.minutes"])]
