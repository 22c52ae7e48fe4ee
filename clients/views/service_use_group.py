"""Logging one service for a whole group: pick people, say what it was, save once."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from clients.actions.service_uses import log_service_uses
from clients.codes import ServiceKind
from clients.forms.service_use import ServiceUseGroupForm
from clients.models import ServiceUse
from clients.search import picked
from network.access import Permission, has, sites_for
from network.current_site import current_site
from network.models import Site
from network.pages import needs
from services.access import get_event
from services.codes import EventType
from services.models import Event

from .once import redirect_once
from .picker import Person, Picker, posted_picker

KINDS = {EventType.WORKSHOP: ServiceKind.COURSE}


class GroupPicker(Picker):
    """The picker of a group; an age limit concerns visits only."""

    def _persons(self, clients) -> list[Person]:
        return [Person(person.client, person.age, over_age=False) for person in super()._persons(clients)]


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.SEE_CLIENTS)
def service_use_group(request: HttpRequest) -> HttpResponse:
    """The page, its search, and the saving; all under one address, so that every button keeps what was typed."""
    event = _event(request)
    site = _site(request, event)
    if request.method != "POST":
        return _draw(request, ServiceUseGroupForm(**_options(request, site, event)), GroupPicker(site))
    picker = GroupPicker(site, **_posted(request, site))
    if "pick" in request.POST or request.POST.get("do") == "search" or _enter_searches(request, picker):
        return _on_the_way(request, picker, event)
    form = ServiceUseGroupForm(request.POST, **_options(request, site, event))
    if picker.query:
        # A name that was typed and not picked would be left out without a word.
        form.add_error("people", _("A name is in the search, but nobody was picked for it. Pick them, or empty it."))
        picker.search(request.user)
    if form.is_valid() and (answer := redirect_once(request, form, lambda: _write(request, form, event))):
        return answer
    return _draw(request, form, picker)


def _event(request: HttpRequest) -> Event | None:
    """The event of the programme that the group came to, when the address names one; 404 for a foreign one."""
    asked = request.GET.get("event", "")
    if not asked:
        return None
    return get_event(request.user, int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 18 else 0)


def _site(request: HttpRequest, event: Event | None) -> Site:
    """The Ohjaamo to begin with: of the event, else the current one, else the first of the user's."""
    if event is not None:
        if not has(request.user, Permission.SEE_CLIENTS, event.site):
            raise PermissionDenied
        return event.site
    current = current_site(request)
    if current and has(request.user, Permission.SEE_CLIENTS, current):
        return current
    return sites_for(request.user, Permission.SEE_CLIENTS).order_by("name", "pk").first()


def _options(request: HttpRequest, site: Site, event: Event | None) -> dict:
    use, initial = ServiceUse(event=event), {"site": site}
    if event is not None:
        kind = KINDS.get(event.event_type, ServiceKind.GROUP)
        day = min(event.date, timezone.localdate())
        initial |= {"title": event.title_fi, "date": day, "kind": kind}
    sites = sites_for(request.user, Permission.SEE_CLIENTS)
    return {"instance": use, "initial": initial, "sites": sites, "user": request.user, "event": event}


def _posted(request: HttpRequest, site: Site) -> dict:
    typed = posted_picker(request, site)
    return {"people": typed.people, "query": typed.query}


def _enter_searches(request: HttpRequest, picker: Picker) -> bool:
    """Whether Enter was pressed, without scripts, while something is being searched for."""
    return request.POST.get("do") == "enter" and bool(picker.query)


def _on_the_way(request: HttpRequest, picker: Picker, event: Event | None) -> HttpResponse:
    if "pick" in request.POST:
        picker.pick(picked(request.user, [request.POST["pick"]]))
    else:
        picker.search(request.user)
    if not request.htmx:
        form = ServiceUseGroupForm.typed(request.POST, **_options(request, picker.site, event))
        return _draw(request, form, picker)
    if "pick" not in request.POST and not picker.is_enough:
        picker.hits = None
    context = {"picker": picker, "form": None, "was_picked": "pick" in request.POST, "here": request.get_full_path()}
    response = render(request, "clients/_group_answer.html", context)
    if "pick" in request.POST:
        response["HX-Trigger-After-Settle"] = "ohjaamo:picked"
    return response


def _draw(request: HttpRequest, form: ServiceUseGroupForm, picker: Picker) -> HttpResponse:
    picker.whole_page = not form.errors
    context = {"form": form, "picker": picker, "event": form.event, "here": request.get_full_path()}
    return render(request, "clients/service_use_group.html", context)


def _write(request: HttpRequest, form: ServiceUseGroupForm, event: Event | None) -> str:
    people = list(form.cleaned_data["people"])
    log_service_uses(by=request.user, clients=people, event=event, **form.values())
    text = ngettext("Saved for %(count)d person.", "Saved for %(count)d people.", len(people))
    messages.success(request, text % {"count": len(people)})
    return reverse("clients:service_use_list")
