"""Whom a visit is about: the people picked, what is searched for and found, and the panel for adding somebody.

All of it is part of the visit's own form, so that every button keeps what was typed, with or without scripts.
"""

from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from clients.forms.client_create import ClientCreateForm
from clients.models import Client
from clients.search import Hits, find_clients, parse, picked
from network.models import Site

MOST_TYPED = 120


@dataclass(frozen=True)
class Person:
    """A client as shown on a chip or as a hit."""

    client: Client
    age: int | None
    over_age: bool


@dataclass
class Picker:
    """The state of the "who" part of a page. `single`: a new pick takes the place of the old (mending)."""

    site: Site
    people: list[Client] = field(default_factory=list)
    query: str = ""
    hits: Hits | None = None
    creation: ClientCreateForm | None = None
    alike: list[Client] = field(default_factory=list)
    # How many may be the same person at other Ohjaamos; nothing more is known of them here.
    elsewhere: int = 0
    single: bool = False
    # Drawn with the whole page: then the first hit, or the last person picked, takes the focus.
    whole_page: bool = False

    @property
    def chips(self) -> list[Person]:
        return self._persons(self.people)

    @property
    def found(self) -> list[Person]:
        taken = {client.pk for client in self.people}
        return self._persons(client for client in self.hits.people if client.pk not in taken) if self.hits else []

    @property
    def duplicates(self) -> list[Person]:
        return self._persons(self.alike)

    @property
    def is_enough(self) -> bool:
        """Whether enough was typed to have searched at all."""
        return parse(self.query).is_enough

    @property
    def anyone_over_age(self) -> bool:
        return any(person.over_age for person in self.chips)

    def _persons(self, clients) -> list[Person]:
        day, limit = timezone.localdate(), self.site.age_limit
        ages = [(client, client.age_on(day)) for client in clients]
        return [Person(client, age, limit is not None and age is not None and age >= limit) for client, age in ages]

    def search(self, user) -> None:
        """Look for what was typed."""
        self.hits = find_clients(user, parse(self.query))

    def pick(self, clients: list[Client]) -> None:
        """Take these people; the search is over."""
        already = [] if self.single else self.people
        self.people = list({client.pk: client for client in [*already, *clients]}.values())
        self.query, self.hits, self.creation, self.alike, self.elsewhere = "", None, None, [], 0


def posted_picker(request: HttpRequest, site: Site, *, single: bool = False) -> Picker:
    """The picker as the posted form has it; one query."""
    data = request.POST
    query = data.get("q", "").replace("\0", "").strip()[:MOST_TYPED]
    return Picker(site, picked(request.user, data.getlist("people")), query, single=single or "single" in data)


def answer(request: HttpRequest, picker: Picker, *, was_picked: bool) -> HttpResponse:
    """The changed part of the page for htmx: the chips after a pick, else the hits or the panel for adding."""
    if not was_picked and not picker.is_enough:
        picker.hits = None  # nothing to say yet to somebody who has only begun to type
    if not was_picked:
        return render(request, "clients/_results.html", {"picker": picker})
    response = render(request, "clients/_picked.html", {"picker": picker})
    response["HX-Trigger-After-Settle"] = "ohjaamo:picked"
    return response
