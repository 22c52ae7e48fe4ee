"""What the public pages tell of one Ohjaamo: who is there, what is on, what help there is."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, QuerySet

from network.codes import TOPICS, HelpTheme, Presence, doors_of
from network.models import Expert, Site
from services.models import Event, Service
from services.rota import occurrences_between

# What the door, the week and the address ask for.
SITE_PARTS = ("addresses", "opening_hours", "opening_exceptions")
EVENTS_SHOWN = 5
DAYS_OF_EVENTS = 62


class Here(StrEnum):
    NOW = "now"
    LATER = "later"


@dataclass(frozen=True)
class Person:
    """An expert as everybody may see them: first name or only the job title, agency, what they help with, when."""

    expert: Expert
    hours: list[tuple]
    here: Here

    @property
    def name(self) -> str:
        """The first name, if the expert shows it; else what they do; else the agency."""
        return self.expert.public_name or self.expert.title or self.expert.agency.name

    @property
    def work(self) -> str:
        """What stands below the name: job title and agency, as far as the name does not say them already."""
        parts = [self.expert.title, self.expert.agency.name]
        return ", ".join(part for part in parts if part and part != self.name)


def people_on(site: Site, day: date, now: datetime) -> list[Person]:
    """Who is at `site` on `day` and allows it to be shown; those who have left by `now` are not told any more.

    Those here now come first. Five queries, whatever the number of shifts.
    """
    here: dict[int, list] = {}
    for one in occurrences_between(day, day, sites=[site]):
        if one.expert.presence != Presence.NOTHING and (one.is_now(now) or one.is_later(now)):
            here.setdefault(one.expert_id, []).append(one)
    people = [
        Person(
            shifts[0].expert,
            [(one.starts, one.ends) for one in shifts],
            Here.NOW if any(one.is_now(now) for one in shifts) else Here.LATER,
        )
        for shifts in here.values()
    ]
    return sorted(people, key=lambda person: person.here != Here.NOW)


def public_events(sites) -> QuerySet[Event]:
    """Published and cancelled events held by any of `sites`, alone or together with another."""
    joint = Event.joint_sites.through.objects.filter(event=OuterRef("pk"), site__in=sites)
    of_sites = Q(site__in=sites) | Q(Exists(joint))
    return Event.objects.published().filter(of_sites).select_related("site").order_by("date", "starts", "pk")


def next_events(sites, now: datetime, today: date, most: int = EVENTS_SHOWN) -> list[Event]:
    """The nearest public events that are not over yet; one query."""
    rows = public_events(sites).filter(date__range=(today, today + timedelta(days=DAYS_OF_EVENTS)))
    # Those of today may be over already; there are never hundreds of them.
    return [event for event in rows[: most + 30] if not event.is_over(now)][:most]


def services_at(site: Site) -> QuerySet[Service]:
    """What a young person can come to at `site`: services in use there, and those that belong to no site."""
    elsewhere = Service.sites.through.objects.filter(service=OuterRef("pk"))
    here = Q(Exists(elsewhere.filter(site=site))) | ~Q(Exists(elsewhere))
    return Service.objects.active().filter(here)


@dataclass(frozen=True)
class HelpDoor:
    """One of the six help themes at a site: its finer topics in words, and the services behind it."""

    theme: HelpTheme
    services: list[Service]

    @property
    def topics(self) -> str:
        """The finer topics by name in the user's language; "" when there is but one, which says the same."""
        behind = [topic for topic in TOPICS[self.theme] if topic != "other"]
        return " · ".join(str(topic.label) for topic in behind) if len(behind) > 1 else ""


def help_doors(services: list[Service]) -> list[HelpDoor]:
    """The six themes in their fixed order, each with those of `services` that stand behind it."""
    return [HelpDoor(theme, [one for one in services if theme in doors_of(one.topics)]) for theme in HelpTheme]
