"""Who is to see to a young person's record: the own counsellor, else who works with them, else who wrote last."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.apps import apps
from django.db.models import Q, QuerySet

from clients.codes import WorkRole
from clients.models import CaseWorker, Participation
from network.models import Expert, User

_ORDER = [WorkRole.OWN, WorkRole.PARTNER, WorkRole.SUPPORT]


@dataclass(frozen=True)
class Responsible:
    """Somebody at work, never a young person: name, the number of the expert if it is one, and the e-mail."""

    name: str
    expert: int | None = None
    email: str = ""


def responsible_for(rows: Iterable[Participation], day: date) -> dict[int, Responsible]:
    """{number of the participation: who sees to it on `day`}; those whom nobody knows are left out. Three queries."""
    rows = list(rows)
    workers = _workers({row.client_id for row in rows}, day)
    alone = [row.pk for row in rows if row.client_id not in workers]
    writers = _writers(alone) if alone else {}
    found = {row.pk: workers.get(row.client_id) or writers.get(row.pk) for row in rows}
    return {pk: one for pk, one in found.items() if one}


def _workers(clients: set[int], day: date) -> dict[int, Responsible]:
    rows = CaseWorker.objects.current(day).filter(client__in=clients).select_related("expert")
    found: dict[int, Responsible] = {}
    for row in sorted(rows, key=lambda row: (_ORDER.index(WorkRole(row.role)), row.since, row.pk)):
        found.setdefault(row.client_id, _of_expert(row.expert))
    return found


def _writers(participations: list[int]) -> dict[int, Responsible]:
    """The users who changed these participations last, as the history tells."""
    history = apps.get_model("clients", "ParticipationEvent")
    events = history.objects.filter(pgh_obj__in=participations, pgh_context__isnull=False)
    latest = events.order_by("pgh_obj_id", "-pgh_created_at", "-pgh_id").distinct("pgh_obj_id")
    by = dict(latest.values_list("pgh_obj_id", "pgh_context__metadata__user"))
    users = User.objects.filter(pk__in={pk for pk in by.values() if pk}).select_related("expert")
    known = {user.pk: _of_user(user) for user in users}
    return {pk: known[user] for pk, user in by.items() if user in known}


def _of_expert(expert: Expert) -> Responsible:
    return Responsible(expert.full_name, expert.pk, expert.email)


def _of_user(user: User) -> Responsible:
    expert = getattr(user, "expert", None)
    return _of_expert(expert) if expert else Responsible(user.full_name, None, user.email)


def seen_to_by(rows: QuerySet[Participation], expert: Expert, day: date) -> QuerySet[Participation]:
    """Those of `rows` whose young person `expert` works with on `day`."""
    mine = CaseWorker.objects.current(day).filter(expert=expert)
    return rows.filter(Q(client__in=mine.values("client")))
