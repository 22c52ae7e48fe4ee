"""Client profiles: how motivated somebody is and how much support they need; and the work that each profile takes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Sum

from clients.access import Sight
from clients.models import ClientProfile, Profile, ProfileSet, Visit


@dataclass(frozen=True)
class Cell:
    """A field of the grid: the profiles there, and whether the person's own is one of them."""

    need: str
    profiles: list[Profile] = field(default_factory=list)
    chosen: bool = False


@dataclass(frozen=True)
class Row:
    """The profiles of one motivation, by need of support from little to much."""

    motivation: str
    cells: list[Cell]


def grid(profiles: Iterable[Profile], chosen: int | None = None) -> list[Row]:
    """Profiles by motivation (high on top) and need of support; `chosen` is the number of the person's own."""
    profiles = list(profiles)
    motivations = dict(Profile._meta.get_field("motivation").choices)
    needs = dict(Profile._meta.get_field("need").choices)

    def cell(motivation: int, need: int) -> Cell:
        here = [one for one in profiles if (one.motivation, one.need) == (motivation, need)]
        return Cell(needs[need], here, any(one.pk == chosen for one in here))

    return [
        Row(motivations[level], [cell(level, need) for need in sorted(needs)]) for level in sorted(motivations)[::-1]
    ]


def current_set(day: date) -> ProfileSet | None:
    """The set of profiles in force on `day`; of several the newest."""
    newest = F("valid_from").desc(nulls_last=True)
    return ProfileSet.objects.valid_on(day).prefetch_related("profiles").order_by(newest, "-pk").first()


def history_of(sight: Sight) -> QuerySet[ClientProfile]:
    """The person's profiles, the newest first."""
    rows = ClientProfile.objects.visible_to(sight.user).filter(client=sight.client)
    return rows.select_related("profile__profile_set", "set_by")


def profile_part(sight: Sight) -> dict:
    """The profile in force on the page of a person, in its set's grid; without one, whether there is a set at all."""
    rows = list(history_of(sight))
    now = next((row for row in rows if row.since <= sight.today), None)
    profiles = list(now.profile.profile_set.profiles.all()) if now else []
    return {
        "client": sight.client,
        "current": now,
        "earlier": len(rows) - 1 if rows else 0,
        "grid": grid(profiles, now.profile_id) if now else [],
        "has_set": bool(now) or ProfileSet.objects.valid_on(sight.today).exists(),
    }


@dataclass(frozen=True)
class Work:
    """The visits of people who had one profile on the day: people, visits, minutes, and how many visits say them."""

    profile: Profile | None
    people: int
    visits: int
    minutes: int

    @property
    def per_person(self) -> float:
        """Minutes per person on average."""
        return self.minutes / self.people

    @property
    def per_visit(self) -> float:
        """Minutes per visit on average."""
        return self.minutes / self.visits


def work_by_profile(visits: QuerySet[Visit]) -> list[Work]:
    """Minutes of `visits` by the profile that the person had on the visit's day; None = no profile then.

    Counted: standing visits of people known by name whose minutes are written down. Run it within `counting()`.
    """
    then = ClientProfile.objects.filter(client=OuterRef("client"), since__lte=OuterRef("date"))
    counted = (
        visits.filter(withdrawn_at__isnull=True, client__isnull=False, minutes__isnull=False)
        .annotate(then=Subquery(then.order_by("-since", "-pk").values("profile")[:1]))
        .order_by()
        .values("then")
        .annotate(people=Count("client", distinct=True), visits=Count("pk"), total=Sum("minutes"))
    )
    rows = {row["then"]: row for row in counted}
    profiles = Profile.objects.filter(pk__in=[pk for pk in rows if pk]).select_related("profile_set")
    ordered = sorted(profiles, key=lambda one: (-one.profile_set_id, -one.motivation, one.need, one.pk))
    return [Work(one, *_numbers(rows[one.pk])) for one in ordered] + [
        Work(None, *_numbers(row)) for pk, row in rows.items() if pk is None
    ]


def _numbers(row: dict) -> tuple[int, int, int]:
    return row["people"], row["visits"], row["total"]
