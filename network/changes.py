"""What has been changed in a row, by whom and when: read from the history that the database keeps."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model
from django.utils.translation import gettext as _

from network.models import User

SHOWN = 10
# The row's own bookkeeping says nothing to a reader.
QUIET = {"id", "key", "version", "reminded_on", "checked_by", "sort_name", "search_name"}
CHECKED = {"checked_on"}


@dataclass(frozen=True)
class Change:
    """One change: when, by whom ("" when nobody was logged in), and the names of the fields, or what was done."""

    at: datetime
    by: str
    what: list[str]


def changes_of(row: Model, limit: int = SHOWN) -> list[Change]:
    """The latest changes of a row that keeps its history, the newest first; two queries."""
    events = list(row.history.select_related("pgh_context").order_by("-pgh_created_at", "-pgh_id")[: limit + 1])
    names = _names(events)
    found, later = [], row
    for event in events:
        if what := _difference(event, later):
            found.append(Change(event.pgh_created_at, names.get(_user_of(event), ""), what))
        later = event
    return found[:limit]


def _difference(before, after) -> list[str]:
    """The names of the fields in which the two differ; only looking at the row and finding it right is one of them."""
    names = {field.name: field for field in after._meta.concrete_fields} if isinstance(after, Model) else {}
    fields = [field for field in before._meta.concrete_fields if field.name in names]
    fields = [field for field in fields if not field.name.startswith("pgh_") and field.name not in QUIET]
    changed = [field for field in fields if getattr(before, field.attname) != getattr(after, field.attname)]
    labels = [str(field.verbose_name) for field in changed if field.name not in CHECKED]
    return labels or ([_("found to be right")] if changed else [])


def _user_of(event) -> int | None:
    return (event.pgh_context.metadata if event.pgh_context else {}).get("user")


def _names(events) -> dict[int, str]:
    users = User.objects.filter(pk__in={_user_of(event) for event in events} - {None})
    return {user.pk: user.full_name for user in users}
