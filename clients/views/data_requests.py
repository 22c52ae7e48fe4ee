"""Requests of one's own data: the list, and one request with its answer."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from clients.actions.data_requests import HandledError, handle
from clients.data_requests import due_on, open_request, requests_for
from clients.forms.data_request import HandleForm
from clients.models import Client, DataRequest
from network.access import Permission, has
from network.pages import Page, say_saved

PAGE = gettext_noop("request of one's own data")
PER_PAGE = 50


def _needs_either(view: Page) -> Page:
    """For data protection officers, and for those who counsel."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not (has(request.user, Permission.SEE_ACCESS_RECORDS) or has(request.user, Permission.SEE_CLIENTS)):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@_needs_either
def data_request_list(request: HttpRequest) -> HttpResponse:
    """Open requests first. People are numbers here for a data protection officer, names for who counsels them."""
    page_obj = Paginator(requests_for(request.user), PER_PAGE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    known = Client.objects.known_to(request.user).in_bulk([row.client_id for row in page_obj])
    for row in page_obj:
        row.due_on, row.person = due_on(row), known.get(row.client_id)
        row.is_late = row.handled_at is None and row.due_on < today
    return render(request, "clients/data_request_list.html", {"page_obj": page_obj})


@_needs_either
def data_request_handle(request: HttpRequest, pk: int) -> HttpResponse:
    """One request, with whose it is; a POST marks it as handled. Opening it is recorded."""
    row = get_object_or_404(DataRequest.objects.visible_to(request.user).select_related("handled_by"), pk=pk)
    name = open_request(request.user, row, what=PAGE)
    form = HandleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            handle(data_request=row, answer=form.cleaned_data["answer"], by=request.user)
        except HandledError:
            row.refresh_from_db()
            form.add_error(None, _("Somebody else has handled this request already. What they did is below."))
        else:
            say_saved(request)
            return redirect("clients:data_request_list")
    known = Client.objects.known_to(request.user).filter(pk=row.client_id).exists()
    context = {"row": row, "name": name, "due_on": due_on(row), "form": form, "is_known": known}
    return render(request, "clients/data_request_form.html", context)
