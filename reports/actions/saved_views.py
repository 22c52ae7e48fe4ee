"""Saved views: keep a question to the workbench under a name, rename it, share it, let it go."""

from django.db import transaction

from network.models import Project, User
from reports.models import SavedView


@transaction.atomic
def keep_view(*, project: Project, name: str, question: str, is_shared: bool, by: User) -> SavedView:
    """A view of `by`; the same question under the same name is kept once, however often the button is pressed.

    question: the workbench's query string. IntegrityError when another one has taken the name meanwhile.
    """
    view, _made = SavedView.objects.update_or_create(
        owner=by, project=project, name=name, question=question, defaults={"is_shared": is_shared}
    )
    return view


@transaction.atomic
def change_view(*, view: SavedView, name: str, is_shared: bool) -> SavedView:
    """Another name, shared or not; only its owner does this, which the caller has checked."""
    view.name, view.is_shared = name, is_shared
    view.version += 1
    view.save(update_fields=["name", "is_shared", "version"])
    return view


@transaction.atomic
def forget_view(*, view: SavedView) -> None:
    """The view goes; what it counted stays."""
    view.delete()
