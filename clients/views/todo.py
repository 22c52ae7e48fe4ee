"""What waits for the user, on one page; short answers are given in place."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from clients.access import open_person
from clients.todo import BY_SLUG, Kind, Tried, sections_of
from network.access import Permission
from network.pages import needs, say_saved

PAGE = gettext_noop("to-do page")


@needs(Permission.SEE_SHARED)
def todo(request: HttpRequest) -> HttpResponse:
    """All that waits for the user."""
    return _page(request, request.GET.get("all", ""))


def _page(request: HttpRequest, whole: str, tried: Tried | None = None) -> HttpResponse:
    sections = sections_of(request.user, timezone.localdate(), whole=whole, tried=tried)
    context = {"sections": sections, "whole": whole if whole in BY_SLUG else "", "tried": tried.form if tried else None}
    return render(request, "clients/todo.html", context)


@require_POST
@needs(Permission.SEE_SHARED)
def todo_done(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Do one item in place and come back to the same spot; 404 for what never waited for the user."""
    kind, whole = BY_SLUG.get(slug), request.POST.get("all", "")
    if kind is None or kind.act is None:
        raise Http404
    back = reverse("clients:todo") + (f"?all={whole}" if whole in BY_SLUG else "") + f"#{slug}"
    row = kind.rows(request.user, timezone.localdate()).filter(pk=pk).first()
    if row is None:
        messages.info(request, _("This waits no more: it has been done already, or is not yours to see any more."))
        return redirect(back)
    form = kind.form_for(row, request.POST)
    if not _act(request, kind, row, form):
        return _page(request, whole, Tried(slug, pk, form))
    return redirect(back)


def _act(request: HttpRequest, kind: Kind, row, form) -> bool:
    """Write the answer; False when it is not right, told by the form."""
    if not form.is_valid():
        return False
    if client_id := getattr(row, "client_id", None):
        open_person(request.user, client_id, what=PAGE, scope=kind.scope)
    try:
        is_first = kind.act(request.user, row, form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    if is_first:
        say_saved(request)
    else:
        messages.info(request, _("Somebody else has done this already."))
    return True
