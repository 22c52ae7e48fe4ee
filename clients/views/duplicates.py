"""People who may be here twice: the list of likely pairs, and joining two into one."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Max, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from clients.access import get_client_or_404, open_client
from clients.actions.merges import MergeRefusedError, merge_clients, not_same, projects_of_both, what_moves
from clients.forms.merge import MergeForm
from clients.likeness import likely_pairs
from clients.models import Client, ClientMerge
from network.access import Permission
from network.pages import needs, say_saved

PER_PAGE = 20
LOOKED = gettext_noop("compared with another entry")
MERGED = gettext_noop("merged with another entry")


@needs(Permission.SEE_CLIENTS)
def duplicate_list(request: HttpRequest) -> HttpResponse:
    """The pairs that may be one person, the likeliest first, side by side."""
    page = Paginator(likely_pairs(request.user), PER_PAGE).get_page(request.GET.get("page"))
    people = {person.pk for pair in page for person in (pair.one, pair.other)}
    visits = (
        Client.objects.filter(pk__in=people)
        .annotate(
            visit_count=Count("visits", filter=Q(visits__withdrawn_at__isnull=True)),
            last_visit=Max("visits__date", filter=Q(visits__withdrawn_at__isnull=True)),
        )
        .order_by()
    )
    counted = {row.pk: row for row in visits}
    rows = [[_shown(pair.one, counted), _shown(pair.other, counted)] for pair in page]
    undoable = ClientMerge.objects.visible_to(request.user).standing(timezone.now()).count()
    return render(request, "clients/duplicate_list.html", {"rows": rows, "page_obj": page, "undoable": undoable})


def _shown(person: Client, counted: dict[int, Client]) -> Client:
    person.visit_count = counted[person.pk].visit_count
    person.last_visit = counted[person.pk].last_visit
    return person


def _both(request: HttpRequest, one: int, other: int, *, what: str) -> tuple[Client, Client]:
    if one == other:
        raise Http404
    for pk in (one, other):
        get_client_or_404(request.user, pk)  # no opening of the first is recorded when the second is a stranger
    return open_client(request.user, one, what=what), open_client(request.user, other, what=what)


@require_POST
@needs(Permission.SEE_CLIENTS)
def duplicate_dismiss(request: HttpRequest, one: int, other: int) -> HttpResponse:
    """Two people after all: they are not listed again."""
    first, second = _both(request, one, other, what=LOOKED)
    not_same(by=request.user, one=first, other=second)
    say_saved(request)
    return redirect("clients:duplicate_list")


@needs(Permission.SEE_CLIENTS)
def client_merge(request: HttpRequest, kept: int, dropped: int) -> HttpResponse:
    """The preview of a merge, and the merge itself."""
    stays, goes = _both(request, kept, dropped, what=MERGED if request.method == "POST" else LOOKED)
    form = MergeForm(request.POST or None, kept=stays, dropped=goes)
    refused = projects_of_both(stays, goes, timezone.localdate())
    if request.method == "POST" and form.is_valid() and not refused:
        try:
            merge_clients(by=request.user, kept=stays, dropped=goes, from_dropped=form.from_dropped)
        except MergeRefusedError as error:
            refused = error.projects
            if not refused:
                messages.error(request, _("One of the two has been merged meanwhile. Look at the list again."))
                return redirect("clients:duplicate_list")
        else:
            say_saved(request)
            return redirect("clients:client_detail", pk=stays.pk)
    context = {"form": form, "kept": stays, "dropped": goes, "moves": what_moves(goes), "projects": refused}
    return render(request, "clients/client_merge.html", context)
