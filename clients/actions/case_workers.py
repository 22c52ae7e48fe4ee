"""Who works with a young person: begun, changed, ended, handed over."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction

from clients.access import sight_of
from clients.models import CaseWorker
from network.access import acting_as_system, experts_of
from network.models import Expert


@transaction.atomic
def save_case_worker(*, by, worker: CaseWorker) -> CaseWorker:
    """Save that an expert works with a person; who sees the person by consent only says so of themselves alone."""
    sight = sight_of(by, worker.client)
    if sight is None or not (sight.known or worker.expert.user_id == by.pk):
        raise PermissionDenied
    if worker.pk:
        worker.save()
    else:
        # Two who say the same of the same expert at once have said it once.
        CaseWorker.objects.bulk_create([worker], ignore_conflicts=True)
    return worker


@transaction.atomic
def hand_over_people(*, by, workers: Iterable[CaseWorker], to: Expert, day: date, reason: str) -> int:
    """Let `to` go on with `by`'s own people from `day`; how many.

    The row of `by` ends the day before and keeps its days, the new one points to it (`handed_from`).
    """
    workers = list(workers)
    mine = set(experts_of(by).values_list("pk", flat=True))
    if any(worker.expert_id not in mine for worker in workers):
        raise PermissionDenied
    # Who sees their people by consent may not write in a colleague's name; that they are the user's own was checked.
    with acting_as_system("caseload handed over"):
        return hand_over(workers, to, day, reason)


def hand_over(workers: Iterable[CaseWorker], to: Expert, day: date, reason: str = "") -> int:
    """Move `workers` to `to` from `day` on; where `to` works with the person already, only the old row ends.

    Inside the caller's transaction, with the rights of the caller.
    """
    rows = CaseWorker.objects.select_for_update(of=("self",)).filter(pk__in=[worker.pk for worker in workers])
    already = set(CaseWorker.objects.filter(expert=to).exclude(until__lt=day).values_list("client_id", flat=True))
    moved = 0
    for old in rows.exclude(expert=to).order_by("pk"):
        until, old.until = old.until, max(old.since, day - timedelta(days=1))
        old.version += 1
        old.save(update_fields=["until", "version"])
        if old.client_id not in already:
            already.add(old.client_id)
            since = max(old.since, day)
            CaseWorker.objects.create(
                client_id=old.client_id,
                expert=to,
                role=old.role,
                since=since,
                until=until,
                reason=reason or old.reason,
                handed_from=old,
            )
        moved += 1
    return moved
