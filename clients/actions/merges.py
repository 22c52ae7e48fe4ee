"""Two rows were one person: joining them, taking that back, and forgetting how it was."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from clients.codes import Gender
from clients.merge_record import Record, moved_relations
from clients.merge_rules import apply_before_moving, clashing_projects, keep_withdrawn, know_where, know_where_again
from clients.models import Client, ClientMerge, NotSamePerson
from network.access import Permission, acting_as_system, require
from network.models import Project

# The facts of which one is chosen where they differ.
CHOSEN = (
    "first_name", "last_name", "birth_date", "gender", "phone", "email", "home_site", "municipality", "mother_tongue",
    "education_isced", "life_situation", "foreign_background",
)  # fmt: skip
# What is left of a dropped person once the merge cannot be undone: the key, the home Ohjaamo, into whom.
EMPTY = {
    "first_name": "", "last_name": "", "birth_date": None, "gender": Gender.UNKNOWN, "phone": "", "email": "",
    "municipality": None, "mother_tongue": "", "education_isced": None, "life_situation": "",
    "foreign_background": None,
}  # fmt: skip


class MergeRefusedError(Exception):
    """Nothing was merged or undone. `projects`: those in which both take part now; else `reason` says why."""

    def __init__(self, reason: str = "", projects: Iterable[Project] = ()):
        super().__init__(reason or "both take part in the same project")
        self.reason = reason
        self.projects = list(projects)


def what_moves(dropped: Client) -> list[tuple[str, int]]:
    """What is written about `dropped` and would move: (name of the table in plural, number of rows), most first."""
    with acting_as_system("what a merge would move"):
        counts = [
            (str(field.model._meta.verbose_name_plural), _rows_of(field, dropped).count())
            for field in moved_relations()
        ]
    return sorted(((name, number) for name, number in counts if number), key=lambda row: (-row[1], row[0]))


def _rows_of(field, client: Client):
    return field.model._base_manager.filter(**{field.name: client})


def projects_of_both(one: Client, other: Client, today: date) -> list[Project]:
    """The projects in which both take part today, which keeps them from being merged."""
    with acting_as_system("may two people be merged"):
        return clashing_projects(one, other, today)


@transaction.atomic
def merge_clients(*, by, kept: Client, dropped: Client, from_dropped: Iterable[str] = ()) -> ClientMerge:
    """Join `dropped` to `kept`: all that points at it moves, and its row stays behind, hidden.

    from_dropped: the fields (of CHOSEN) whose value is taken from the dropped row. Callers have opened both for `by`.
    Raises MergeRefusedError when one of them has been merged meanwhile or both take part in the same project.
    """
    require(by, Permission.SEE_CLIENTS)
    known = Client.objects.known_to(by).filter(pk__in=[kept.pk, dropped.pk])
    if kept.pk == dropped.pk or known.count() != 2:
        raise MergeRefusedError("gone")
    with acting_as_system("merge of two people"):
        locked = Client.objects.select_for_update(of=("self",)).order_by("pk").in_bulk([kept.pk, dropped.pk])
        kept, dropped = locked[kept.pk], locked[dropped.pk]
        if kept.merged_into_id or dropped.merged_into_id:
            raise MergeRefusedError("gone")
        if projects := clashing_projects(kept, dropped, timezone.localdate()):
            raise MergeRefusedError(projects=projects)
        record = Record()
        know_where(record, kept, dropped)
        apply_before_moving(record, by=by, kept=kept, dropped=dropped)
        record.move_all(dropped, kept)
        chosen = {name: getattr(dropped, name) for name in CHOSEN if name in set(from_dropped)}
        record.change(kept, **chosen, version=kept.version + 1)
        dropped.merged_into = kept
        dropped.save(update_fields=["merged_into"])
        return ClientMerge.objects.create(kept=kept, dropped=dropped, merged_by=by, record=record.content)


@transaction.atomic
def undo_merge(*, by, merge: ClientMerge, now: datetime | None = None) -> Client:
    """Make two people of one again, as they were; what was written since stays with the kept one. Gives the dropped.

    Raises MergeRefusedError when it is too late (`late`), was done already (`done`), or when a later merge of the same
    person has to be undone first (`later`).
    """
    require(by, Permission.SEE_CLIENTS)
    now = now or timezone.now()
    if not ClientMerge.objects.visible_to(by).filter(pk=merge.pk).exists():
        raise MergeRefusedError("gone")
    with acting_as_system("undoing a merge of two people"):
        merge = ClientMerge.objects.select_for_update(of=("self",)).select_related("kept", "dropped").get(pk=merge.pk)
        if merge.undone_at:
            raise MergeRefusedError("done")
        if not merge.can_be_undone(now) or not merge.record:
            raise MergeRefusedError("late")
        kept, dropped = merge.kept, merge.dropped
        later = ClientMerge.objects.filter(kept=kept, undone_at__isnull=True, pk__gt=merge.pk)
        if kept.merged_into_id or later.exists():
            raise MergeRefusedError("later")
        dropped.merged_into = None
        dropped.save(update_fields=["merged_into"])
        record = Record(merge.record)
        record.move_back(dropped, kept)
        record.change_back()
        keep_withdrawn(record, by, merge)
        record.unmake()
        kept.refresh_from_db()
        know_where_again(record, kept, dropped)
        merge.undone_at, merge.undone_by, merge.record = now, by, {}
        merge.save(update_fields=["undone_at", "undone_by", "record"])
        return dropped


@transaction.atomic
def not_same(*, by, one: Client, other: Client) -> None:
    """Keep two people out of the list of likely pairs from now on. Callers have opened both for `by`."""
    first, second = sorted((one.pk, other.pk))
    NotSamePerson.objects.get_or_create(one_id=first, other_id=second, defaults={"decided_by": by})


def forget_merges(*, now: datetime) -> int:
    """Empty the records of merges that can no longer be undone, and what the dropped rows said of the person.

    The key stays, so that an import that names it finds the person kept. How many merges were forgotten.
    """
    standing = ClientMerge.objects.filter(undone_at__isnull=True).exclude(record={}).select_related("kept", "dropped")
    forgotten = 0
    for merge in standing:
        _follow(merge)
        if merge.can_be_undone(now):
            continue
        Client.objects.filter(pk=merge.dropped_id).update(**EMPTY)
        # The history of a row holds what the row held.
        Client.pgh_event_model.objects.filter(pgh_obj_id=merge.dropped_id).delete()
        merge.record = {}
        merge.save(update_fields=["record"])
        forgotten += 1
    return forgotten


def _follow(merge: ClientMerge) -> None:
    """Let rows follow that were being written about the dropped person while the merge was made."""
    record = Record(merge.record)
    if any(_rows_of(field, merge.dropped).exists() for field in moved_relations()):
        record.move_all(merge.dropped, merge.kept)
        merge.save(update_fields=["record"])
