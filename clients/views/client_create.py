"""Adding a young person, offered below the search results of the counter only."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clients.actions.clients import (
    NobodyElsewhereError,
    PossibleDuplicatesError,
    create_client,
    link_client,
    record_asking,
)
from clients.forms.client_create import ClientCreateForm
from clients.search import parse, picked
from network.actions.submissions import content_hash, once
from network.models import new_key

from .counter import counter_site, redraw
from .picker import Picker, answer, posted_picker


@require_http_methods(["GET", "HEAD", "POST"])
def client_create(request: HttpRequest) -> HttpResponse:
    """The panel for adding somebody, filled in with what was searched for; then the adding itself.

    The fields of the visit come along and are kept. Whoever is added is picked at once.
    """
    site = counter_site(request)
    if request.method != "POST":
        return redirect("clients:counter")
    picker, do = posted_picker(request, site), request.POST.get("do")
    if do == "new":
        picker.creation = ClientCreateForm.for_query(parse(picker.query))
    elif do in ("search", "enter") and picker.query != request.POST.get("asked", "").strip():
        picker.search(request.user)
    else:
        # Without scripts, Enter in a field of the panel presses the form's first button, not the panel's own.
        _create(request, picker)
    if request.htmx:
        return answer(request, picker, was_picked=picker.creation is None)
    return redraw(request, site, picker)


def _create(request: HttpRequest, picker: Picker) -> None:
    """Add and pick the person, or leave the panel open with errors or with people who may be the same."""
    picker.creation = form = ClientCreateForm(request.POST)
    if not form.is_valid():
        return
    if request.POST.get("do") == "open_elsewhere":
        _open_elsewhere(request, picker, form)
        return
    visit, person = request.POST.get("key") or new_key(), form.cleaned_data
    try:
        receipt = once(
            user=request.user,
            key=f"{visit[:24]}:{content_hash(person)[:32]}",
            content=person,
            write=lambda: str(
                create_client(
                    by=request.user, site=picker.site, is_new=request.POST.get("do") == "create_anyway", **person
                ).pk
            ),
        )
    except PossibleDuplicatesError as error:
        picker.alike, picker.elsewhere = error.clients, error.elsewhere
        if error.elsewhere:
            record_asking(by=request.user, site=picker.site, **person)
        return
    picker.pick(picked(request.user, [receipt.address]))


def _open_elsewhere(request: HttpRequest, picker: Picker, form: ClientCreateForm) -> None:
    """The young person says that they are known elsewhere and lets us see: they are known here from now on."""
    try:
        client = link_client(by=request.user, site=picker.site, **form.cleaned_data)
    except NobodyElsewhereError:
        form.add_error(None, _("Nobody was found now. Check the name and the date of birth with the young person."))
        return
    picker.pick(picked(request.user, [str(client.pk)]))
