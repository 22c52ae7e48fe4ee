"""What is known of one person: facts at three levels of need, referrals, projects; people with their visits."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, IntegerField, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from clients.access import Sight
from clients.codes import Gender, LifeSituation
from clients.models import Client, Visit
from network.codes import language_name

NAMES = ("first_name", "last_name")
ALWAYS = (*NAMES, "birth_date")
FOR_PARTICIPATION = ("gender", "education_isced", "municipality", "foreign_background")
HELPFUL = ("phone", "email", "mother_tongue", "life_situation", "home_site")


@dataclass(frozen=True)
class Fact:
    """One field of a person: its name, its value in words ("" = not known), the field's id in the edit form."""

    name: str
    value: str | date
    field: str


@dataclass(frozen=True)
class Level:
    """Facts that are needed for the same thing."""

    title: str
    why: str
    facts: list[Fact]

    @property
    def known(self) -> list[Fact]:
        """What is known, without the names: they are the heading of the page."""
        return [fact for fact in self.facts if fact.value != "" and fact.field not in NAMES]

    @property
    def unknown(self) -> list[Fact]:
        return [fact for fact in self.facts if fact.value == ""]

    @property
    def missing(self) -> int:
        return len(self.unknown)


def _words(client: Client, field: str) -> str | date:
    value = getattr(client, field)
    if value in (None, "", Gender.UNKNOWN) or (field == "life_situation" and value == LifeSituation.UNKNOWN):
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if field == "mother_tongue":
        return language_name(value)
    display = getattr(client, f"get_{field}_display", None)
    return display() if display else value


def levels(client: Client) -> list[Level]:
    """The person's facts by how much they are needed: always, for a participation, helpful."""
    parts = [
        (_("Always needed"), _("Enough to log visits and to find the person again."), ALWAYS),
        (_("For a participation"), _("Asked only when the person starts in a project."), FOR_PARTICIPATION),
        (_("Helpful"), _("Asked when it comes up by itself."), HELPFUL),
    ]
    return [Level(title, why, [_fact(client, field) for field in fields]) for title, why, fields in parts]


def _fact(client: Client, field: str) -> Fact:
    return Fact(client._meta.get_field(field).verbose_name, _words(client, field), field)


def facts_part(sight: Sight) -> dict:
    """What is known of the person, at three levels of need; by consent without what only projects ask."""
    always, participation, helpful = levels(sight.client)
    shown = [always, participation, helpful] if sight.known else [always, helpful]
    return {"levels": shown, "may_edit": sight.known}


def rights_part(sight: Sight) -> dict:
    """What the person may ask for; the links need nothing but the person."""
    return {}


def with_visits(clients: QuerySet[Client]) -> QuerySet[Client]:
    """Each client with `last_visit` and `visit_count`, of the visits that the current user may see.

    Subqueries rather than a join: the database works them out only for the rows of the page.
    """
    visits = Visit.objects.standing().filter(client=OuterRef("pk")).order_by().values("client")
    return clients.select_related("home_site").annotate(
        last_visit=Subquery(visits.annotate(last=Max("date")).values("last")),
        visit_count=Coalesce(Subquery(visits.annotate(n=Count("pk")).values("n")), 0, output_field=IntegerField()),
    )


def over_age_limit(client: Client, site, today: date) -> int | None:
    """The age limit of `site` that the person has reached by `today`; None when there is none or they are younger."""
    age = client.age_on(today)
    return site.age_limit if site and site.age_limit and age is not None and age >= site.age_limit else None
