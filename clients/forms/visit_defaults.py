"""What a counsellor's form offers first: their own usual minutes and language, and the experts who are there."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from clients.models import Visit
from network.models import Expert
from services.rota import occurrences_between

REMEMBERED_VISITS = 200
OFFERED_MINUTES = 4
COMMON_MINUTES = (15, 30, 45, 60)


@dataclass(frozen=True)
class Usual:
    """A user's habits: minutes by frequency (filled up with common ones), and the language of service."""

    minutes: list[int]
    language: str


def usual_of(user) -> Usual:
    """The habits of `user`, from the last visits that they logged; one query."""
    last = Visit.objects.at_sites_of(user).standing().filter(created_by=user).order_by("-created_at")
    rows = list(last.values_list("minutes", "language")[:REMEMBERED_VISITS])
    own = [value for value, _times in Counter(row[0] for row in rows if row[0]).most_common(OFFERED_MINUTES)]
    languages = Counter(row[1] for row in rows if row[1]).most_common(1)
    common = [value for value in COMMON_MINUTES if value not in own]
    return Usual((own + common)[:OFFERED_MINUTES], languages[0][0] if languages else user.language)


@dataclass(frozen=True)
class ExpertChoice:
    """One expert as a box to tick."""

    expert: Expert
    on_duty: bool
    chosen: bool


def expert_choices(site, day: date, chosen: list[str]) -> list[ExpertChoice]:
    """The experts of `site` valid today or chosen already: those on duty on `day` first; six queries."""
    on_duty = [shift.expert.pk for shift in occurrences_between(day, day, sites=[site])]
    today = timezone.localdate()
    rows = [
        ExpertChoice(expert, on_duty=expert.pk in on_duty, chosen=str(expert.pk) in chosen)
        for expert in Expert.objects.at_sites([site]).select_related("agency")
        if expert.is_valid_on(today) or expert.is_valid_on(day) or str(expert.pk) in chosen
    ]
    return sorted(rows, key=lambda row: on_duty.index(row.expert.pk) if row.on_duty else len(on_duty))
