"""The head counts of the programme's events: which are missing, counting one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clients.actions.gatherings import CountedError, count_event
from clients.events import events_without_count
from clients.forms.gathering import EventCountForm
from network.access import Permission
from network.current_site import current_site
from network.pages import needs, say_saved
from services.access import get_event, may_see_sign_ups
from services.models import Event

from .once import redirect_once

PER_PAGE = 50


@needs(Permission.LOG_VISITS)
def uncounted_list(request: HttpRequest) -> HttpResponse:
    """Events of the current site that are over and that nobody has counted."""
    site = current_site(request)
    events = events_without_count(request.user, site, timezone.now())
    page = Paginator(events, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "clients/uncounted_list.html", {"site": site, "page": page})


@needs(Permission.LOG_VISITS)
def event_count(request: HttpRequest, pk: int) -> HttpResponse:
    """Log the head count of an event that has begun; one event is counted once."""
    event = get_event(request.user, pk)
    if not may_see_sign_ups(request.user, event.site):
        raise PermissionDenied
    form = EventCountForm(request.POST or None, event=event)
    refusal = _refusal(event)
    # The same page sent twice is answered as the first time, though the event has been counted since.
    if request.method == "POST" and form.is_valid() and event.date <= timezone.localdate() and not event.is_cancelled:

        def write() -> str:
            gathering = form.save(commit=False)
            count_event(event=event, gathering=gathering, outcome=form.outcome(), by=request.user)
            say_saved(request)
            return reverse("services:event_detail", args=[pk])

        try:
            if answer := redirect_once(request, form, write):
                return answer
        except CountedError:
            messages.error(request, _("The head count of this event has been taken already."))
            return redirect("services:event_detail", pk)
    return render(request, "clients/event_count.html", {"form": form, "event": event, "refusal": refusal})


def _refusal(event: Event) -> str:
    """Why the event is not counted (now); "" when it may be."""
    if event.is_cancelled:
        return _("The event was cancelled, so there is nobody to count.")
    if event.date > timezone.localdate():
        return _("The event has not been yet. Heads are counted afterwards.")
    if event.heads is not None:
        return _("The head count of this event has been taken already.")
    return ""
