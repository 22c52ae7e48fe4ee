"""Who has seen a person's data: the records of openings put together by day, in plain words."""

from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Max, Min, Q
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext as _

from clients.models import AccessReason, AccessRecord, ClientMerge
from network.models import User

# So many lines are shown at once; the rest when asked for.
SHOWN = 200


@dataclass(frozen=True)
class Line:
    """One person, on one day (or in all, in the summary): in whose name, what they opened, on what ground."""

    who: str
    via: str
    why: str
    times: int
    first: date
    last: date
    what: tuple[str, ...] = ()


@dataclass(frozen=True)
class SeenBy:
    """Everybody who has seen the data, with how often, and day by day, the newest first."""

    people: list[Line]
    lines: list[Line]
    more: bool
    times: int


def seen_by(client_id: int, *, everything: bool = False) -> SeenBy:
    """Who has seen the person's data, also under an entry that was merged into theirs.

    Three queries, however many the records; the database counts them.
    """
    merged = ClientMerge.objects.dropped_into(client_id)
    records = AccessRecord.objects.filter(Q(client_id=client_id) | Q(client_id__in=merged)).order_by()
    daily = (
        records.annotate(day=TruncDate("at", tzinfo=timezone.get_current_timezone()))
        .values("day", "user", "via", "reason")
        .annotate(times=Count("pk"), opened=ArrayAgg("what", distinct=True))
        .order_by("-day", "user", "via", "reason")
    )
    rows = list(daily if everything else daily[: SHOWN + 1])
    totals = list(
        records.values("user", "via", "reason")
        .annotate(times=Count("pk"), first=Min("at"), last=Max("at"))
        .order_by("-last", "user")
    )
    names = _names({row["user"] for row in [*rows, *totals]})
    people = [_line(row, names, _day(row["first"]), _day(row["last"])) for row in totals]
    lines = [_line(row, names, row["day"], row["day"]) for row in rows]
    shown = lines if everything else lines[:SHOWN]
    return SeenBy(people, shown, len(lines) > len(shown), sum(line.times for line in people))


def _names(numbers: set[int | None]) -> dict[int, str]:
    return {user.pk: user.full_name for user in User.objects.filter(pk__in=numbers - {None})}


def _day(moment) -> date:
    return timezone.localdate(moment)


def _line(row: dict, names: dict[int, str], first: date, last: date) -> Line:
    reason = AccessReason(row["reason"])
    what = tuple(sorted(_(word) for word in row.get("opened", ()) if word))
    return Line(_who(row["user"], reason, names), row["via"], str(reason.label), row["times"], first, last, what)


def _who(user: int | None, reason: AccessReason, names: dict[int, str]) -> str:
    """Whose opening it was; without a login the young person themselves, or a partner by a link."""
    if user is not None:
        return names[user]
    return _("The young person") if reason is AccessReason.OWN_PAGE else _("A partner without a login")
