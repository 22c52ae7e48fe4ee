"""Merges that can still be undone."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from clients.access import record_access
from clients.actions.merges import MergeRefusedError, undo_merge
from clients.models import ClientMerge
from network.access import Permission
from network.pages import needs, say_saved

PER_PAGE = 50
UNDONE = gettext_noop("merge undone")


@needs(Permission.SEE_CLIENTS)
def merge_list(request: HttpRequest) -> HttpResponse:
    """The merges of people known at the user's sites that can still be undone, the newest first."""
    rows = ClientMerge.objects.visible_to(request.user).standing(timezone.now()).select_related("kept", "merged_by")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "clients/merge_list.html", {"page_obj": page})


@needs(Permission.SEE_CLIENTS)
def merge_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then make two people of one again."""
    merge = ClientMerge.objects.visible_to(request.user).select_related("kept").filter(pk=pk).first()
    if merge is None:
        raise Http404
    record_access(request.user, merge.kept, what=UNDONE)
    if request.method == "POST":
        try:
            dropped = undo_merge(by=request.user, merge=merge)
        except MergeRefusedError as error:
            messages.error(request, _why(error))
            return redirect("clients:merge_list")
        record_access(request.user, dropped, what=UNDONE)
        say_saved(request)
        return redirect("clients:client_detail", pk=merge.kept_id)
    return render(request, "clients/merge_undo.html", {"merge": merge})


def _why(error: MergeRefusedError) -> str:
    reasons = {
        "done": _("The merge has been undone already."),
        "late": _("The merge is too old to be undone."),
        "later": _("The person has been merged once more since. Undo the later merge first."),
    }
    return reasons.get(error.reason, _("The merge cannot be undone."))
