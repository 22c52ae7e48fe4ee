"""Ending an event that comes again."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.access import Permission
from network.pages import needs
from services.access import get_event_to_edit
from services.actions.events import end_series
from services.forms.event import SeriesEndForm
from services.views.events import month_address


@needs(Permission.SEE_DIRECTORY)
def series_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End the series of the event `pk` from a day on: drafts go, what everybody knows of is cancelled."""
    event, today = get_event_to_edit(request.user, pk), timezone.localdate()
    if event.series is None:
        raise Http404
    form = SeriesEndForm(request.POST or None, today=today, initial={"day": max(event.date, today)})
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["day"]
        count = end_series(series=event.series, day=day, by=request.user, address=request.build_absolute_uri)
        told = ngettext(
            "%(count)d published event was cancelled.", "%(count)d published events were cancelled.", count
        ) % {"count": count}
        messages.success(
            request, " ".join([_("The series has an end now."), told] if count else [_("The series has an end now.")])
        )
        return redirect(month_address(day))
    return render(request, "services/event_series_end.html", {"event": event, "form": form})
