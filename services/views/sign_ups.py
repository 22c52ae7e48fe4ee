"""Who has signed up for an event, for the site's counsellors."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from network.access import Permission
from network.pages import needs, say_saved
from services.access import get_event_with_names
from services.actions.sign_ups import ClosedError, GoneError, add_by_hand, cancel_by_staff, note_attendance
from services.forms.sign_up import AttendanceForm, StaffSignUpForm
from services.places import lines_of, places_of


@needs(Permission.SEE_DIRECTORY)
def sign_up_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The queue in order, who came, whom to call; POST notes who came."""
    event = get_event_with_names(request.user, pk)
    lines = lines_of(event)
    form = AttendanceForm(request.POST or None, lines=lines)
    if request.method == "POST" and form.is_valid():
        note_attendance(event=event, came=form.came(), by=request.user)
        say_saved(request)
        return redirect("services:sign_up_list", pk)
    context = {
        "event": event,
        "form": form,
        "rows": [(line, form[f"came-{line.sign_up.pk}"]) for line in lines],
        "places": places_of([event]).get(pk),
        "has_begun": event.date <= timezone.localdate(),
    }
    return render(request, "services/sign_up_list.html", context)


@needs(Permission.SEE_DIRECTORY)
def sign_up_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Add somebody by hand."""
    event = get_event_with_names(request.user, pk)
    form = StaffSignUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_by_hand(event=event, by=request.user, **form.cleaned_data)
        except ClosedError:
            messages.error(request, _("The event takes no sign-ups. Nothing was saved."))
        else:
            say_saved(request)
        return redirect("services:sign_up_list", pk)
    return render(request, "services/sign_up_form.html", {"event": event, "form": form})


@needs(Permission.SEE_DIRECTORY)
def sign_up_remove(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Asks first; a POST takes somebody off the list."""
    event = get_event_with_names(request.user, pk)
    sign_up = get_object_or_404(event.sign_ups.standing(), pk=row)
    if request.method == "POST":
        try:
            cancel_by_staff(sign_up=sign_up, by=request.user, address=request.build_absolute_uri)
        except GoneError:
            messages.info(request, _("They had cancelled already."))
        else:
            say_saved(request)
        return redirect("services:sign_up_list", pk)
    return render(request, "services/sign_up_remove.html", {"event": event, "sign_up": sign_up})
