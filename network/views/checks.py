"""Keeping entries fresh: what waits for a check, "still right" in one tap, and the link in the reminder."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from network.access import Permission
from network.check_links import DeadLinkError, Link, follow
from network.checking import Kind, confirm, kind_named, kinds
from network.entries import agencies_without_contact
from network.models import Checked
from network.pages import needs, say_saved
from network.scopes import agencies_edited_by, get_to_edit


@dataclass(frozen=True)
class Stale:
    """An entry that waits for a check, and whether the reader may give it."""

    kind: Kind
    row: Checked
    may_confirm: bool

    @property
    def address(self) -> str:
        return self.kind.address(self.row)


def _stale(user, day: date) -> list[Stale]:
    """All entries that wait on `day`, by kind, those never checked and the longest waiting first."""
    found = []
    for kind in kinds():
        own = set(kind.edited_by(user).order_by().values_list("pk", flat=True))
        rows = sorted(kind.stale(day), key=lambda row: (row.check_due_on, str(row)))
        found += [Stale(kind, row, row.pk in own) for row in rows]
    return found


@needs(Permission.SEE_DIRECTORY)
def stale_list(request: HttpRequest) -> HttpResponse:
    """The entries that the user keeps up and that wait for a check; others' are named only."""
    today = timezone.localdate()
    stale, unreachable = _stale(request.user, today), agencies_without_contact(today)
    context = {
        "own": [entry for entry in stale if entry.may_confirm],
        "others": [entry for entry in stale if not entry.may_confirm],
        "unreachable": agencies_edited_by(request.user).filter(pk__in=unreachable.order_by().values("pk")),
    }
    return render(request, "network/stale_list.html", context)


@require_POST
@needs(Permission.SEE_DIRECTORY)
def entry_confirm(request: HttpRequest, pk: int, label: str) -> HttpResponse:
    """ "Still right": the entry was looked at today."""
    kind = kind_named(label)
    if kind is None:
        raise Http404
    row = get_to_edit(pk, seen=kind.model.objects.all(), edited=kind.edited_by(request.user))
    confirm(row, by=request.user)
    say_saved(request)
    back = request.POST.get("next", "")
    return redirect(back if url_has_allowed_host_and_scheme(back, None) else kind.address(row))


@never_cache
@login_not_required
def check_entry(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link in a reminder: what the entry says, and one button; for everybody who has the link."""
    try:
        link = follow(token)
    except DeadLinkError:
        return render(request, "network/check_dead.html", status=410)
    with translation.override(link.language):
        return _checked(request, link)


def _checked(request: HttpRequest, link: Link) -> HttpResponse:
    if request.method == "POST":
        confirm(link.row, by=link.user)
    context = {"row": link.row, "facts": link.kind.facts(link.row), "address": link.kind.address(link.row)}
    context |= {"is_done": request.method == "POST"}
    return render(request, "network/check_entry.html", context)
