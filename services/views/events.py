from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from network.access import Permission, sites_for
from network.current_site import current_site
from network.pages import needs, say_saved
from services.access import get_event_to_edit, may_edit_programme
from services.forms.event import EventForm
from services.models import Event

PER_PAGE = 50


@needs(Permission.SEE_DIRECTORY)
def event_list(request: HttpRequest) -> HttpResponse:
    """What is coming at the current site, or (?when=past) what has been."""
    site, today = current_site(request), timezone.localdate()
    past = request.GET.get("when") == "past"
    events = Event.objects.filter(site=site, date__lt=today).order_by("-date", "-starts", "-pk")
    page = Paginator(events if past else Event.objects.coming(today, site), PER_PAGE)
    context = {
        "site": site,
        "past": past,
        "page": page.get_page(request.GET.get("page")),
        "may_edit": may_edit_programme(request.user, site),
    }
    return render(request, "services/event_list.html", context)


@needs(Permission.EDIT_PROGRAMME)
def event_create(request: HttpRequest) -> HttpResponse:
    sites = sites_for(request.user, Permission.EDIT_PROGRAMME)
    form = EventForm(request.POST or None, sites=sites, initial={"site": current_site(request)})
    return _saved(request, form) or render(request, "services/event_form.html", {"form": form, "event": None})


@needs(Permission.SEE_DIRECTORY)
def event_edit(request: HttpRequest, pk: int) -> HttpResponse:
    event = get_event_to_edit(request.user, pk)
    form = EventForm(request.POST or None, instance=event, sites=sites_for(request.user, Permission.EDIT_PROGRAMME))
    answer = _saved(request, form)
    return answer or render(request, "services/event_form.html", {"form": form, "event": Event.objects.get(pk=pk)})


def _saved(request: HttpRequest, form: EventForm) -> HttpResponse | None:
    if not form.is_valid():
        return None
    form.save()
    say_saved(request)
    return redirect("services:event_list")


@needs(Permission.SEE_DIRECTORY)
def event_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first; a POST removes."""
    event = get_event_to_edit(request.user, pk)
    if request.method == "POST":
        event.delete()
        say_saved(request)
        return redirect("services:event_list")
    return render(request, "services/event_delete.html", {"event": event})
