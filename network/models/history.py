"""History of rows, written by database triggers: what stood there before a change or a deletion, and who changed it."""

from collections.abc import Callable

from pghistory import DeleteEvent, InsertEvent, ObjForeignKey, Old, UpdateEvent, track


def keeps_history(*, insertions: bool = False, exclude: tuple[str, ...] = ()) -> Callable:
    """A class decorator: old rows are kept under the row's `history`; `exclude` names computed columns."""
    first = [InsertEvent()] if insertions else []
    events = [*first, UpdateEvent(row=Old), DeleteEvent()]
    return track(*events, exclude=list(exclude), obj_field=ObjForeignKey(related_name="history"))
