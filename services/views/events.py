"""The programme for staff: its months, an event, writing events."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from network.access import Permission, require, sites_for
from network.actions.submissions import DifferentContentError, once, submitted_content
from network.current_site import current_site
from network.pages import needs, say_saved
from services.access import get_event, get_event_to_edit, may_edit_programme, may_see_sign_ups
from services.actions import event_series
from services.actions.events import InUseError, call_off, has_traces, publish, publish_month, remove, save_alone
from services.actions.ideas import put_in_programme
from services.forms.event import EventForm
from services.models import Event
from services.models.event import LISTS
from services.places import places_of
from services.programme import month_of, parse_month, uncounted_events
from services.views.ideas import idea_of

MONTH = "%Y-%m"


def month_address(day) -> str:
    """The programme of the month of `day`."""
    return f"{reverse('services:event_list')}?month={day:{MONTH}}"


@needs(Permission.SEE_DIRECTORY)
def event_list(request: HttpRequest) -> HttpResponse:
    """A month at the current site (?month=2026-11); ?show=drafts leaves only those to be published."""
    site, now = current_site(request), timezone.localtime()
    first = parse_month(request.GET.get("month", ""), now.date())
    may_edit = may_edit_programme(request.user, site)
    drafts_only = may_edit and request.GET.get("show") == "drafts"
    context = {
        "site": site,
        "today": now.date(),
        "month": month_of(site, first, now, drafts_only=drafts_only),
        "drafts_only": drafts_only,
        "may_edit": may_edit,
        "may_count": may_see_sign_ups(request.user, site),
        "uncounted": uncounted_events([site], now) if may_see_sign_ups(request.user, site) else [],
    }
    return render(request, "services/event_list.html", context)


@require_POST
@needs(Permission.EDIT_PROGRAMME)
def month_publish(request: HttpRequest) -> HttpResponse:
    """Publish all drafts of a month at the current site."""
    site = current_site(request)
    require(request.user, Permission.EDIT_PROGRAMME, site)
    first = parse_month(request.POST.get("month", ""), timezone.localdate())
    count = publish_month(site=site, first=first, by=request.user)
    name = date_format(first, "YEAR_MONTH_FORMAT")
    text = ngettext("%(month)s: %(count)d event was published.", "%(month)s: %(count)d events were published.", count)
    messages.success(request, text % {"month": name.capitalize(), "count": count})
    return redirect(month_address(first))


@needs(Permission.SEE_DIRECTORY)
def event_detail(request: HttpRequest, pk: int) -> HttpResponse:
    event, now = get_event(request.user, pk), timezone.now()
    may_edit = may_edit_programme(request.user, event.site)
    context = {
        "event": event,
        "places": places_of([event]).get(event.pk),
        "is_over": event.is_over(now),
        "may_edit": may_edit,
        "may_remove": may_edit and event.is_draft and not has_traces(event),
        "may_count": may_see_sign_ups(request.user, event.site),
    }
    return render(request, "services/event_detail.html", context)


def _form(request: HttpRequest, event: Event | None, **initial) -> EventForm:
    sites = sites_for(request.user, Permission.EDIT_PROGRAMME)
    return EventForm(request.POST or None, instance=event, sites=sites, day=timezone.localdate(), initial=initial)


@needs(Permission.EDIT_PROGRAMME)
def event_create(request: HttpRequest) -> HttpResponse:
    """A new event or series; ?copy=… starts from another event, ?date=… from a day, ?idea=… from an idea."""
    form = _form(request, None, **_beginning(request))
    if request.method == "POST" and form.is_valid():
        try:
            answer = once(
                user=request.user,
                key=form.cleaned_data["submission_key"],
                content=submitted_content(request.POST),
                write=lambda: _create(request, form),
            )
            return redirect(answer.address)
        except DifferentContentError:
            form.ask_again()
    return render(request, "services/event_form.html", {"form": form, "event": None})


def _beginning(request: HttpRequest) -> dict:
    copied = request.GET.get("copy", "")
    if copied.isascii() and copied.isdigit() and len(copied) < 18:
        event = get_event_to_edit(request.user, int(copied))
        lists = {name: list(getattr(event, name).all()) for name in LISTS}
        more = {name: getattr(event, name) for name in ("site", "campaign", "posts")}
        return event_series.text_of(event) | more | lists
    idea = idea_of(request)
    wish = {"site": idea.site, "title_fi": idea.as_title} if idea else {"site": current_site(request)}
    return wish | {"date": request.GET.get("date", "")}


def _create(request: HttpRequest, form: EventForm) -> str:
    event = form.save(commit=False)
    require(request.user, Permission.EDIT_PROGRAMME, event.site)
    if form.is_series:
        event_series.create(event=event, rule=form.rule(), lists=form.lists(), by=request.user)
        say_saved(request)
        return month_address(event.date)
    event.created_by = request.user
    event.save()
    form.save_m2m()
    if idea := idea_of(request):
        put_in_programme(pk=idea.pk, event=event)
    say_saved(request)
    return reverse("services:event_detail", args=[event.pk])


@needs(Permission.SEE_DIRECTORY)
def event_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one event, or one of a series and all after it."""
    event = get_event_to_edit(request.user, pk)
    form = _form(request, event)
    if request.method == "POST" and form.is_valid():
        if form.is_following:
            event = form.save(commit=False)
            event_series.change_following(event=event, rule=form.rule(), lists=form.lists(), by=request.user)
        else:
            save_alone(form=form, event=event, by=request.user, address=request.build_absolute_uri)
        say_saved(request)
        return redirect("services:event_detail", pk)
    return render(request, "services/event_form.html", {"form": form, "event": Event.objects.get(pk=pk)})


@require_POST
@needs(Permission.SEE_DIRECTORY)
def event_publish(request: HttpRequest, pk: int) -> HttpResponse:
    if publish(event=get_event_to_edit(request.user, pk), by=request.user):
        messages.success(request, _("Published. Everybody sees it on the public page."))
    return redirect("services:event_detail", pk)


@needs(Permission.SEE_DIRECTORY)
def event_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first; a POST calls the event off."""
    event = get_event_to_edit(request.user, pk)
    if request.method == "POST":
        call_off(event=event, by=request.user, address=request.build_absolute_uri)
        messages.success(request, _("The event is cancelled. It stays on the programme so that nobody comes in vain."))
        return redirect("services:event_detail", pk)
    places = places_of([event]).get(pk)
    return render(request, "services/event_cancel.html", {"event": event, "places": places})


@needs(Permission.SEE_DIRECTORY)
def event_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first; a POST removes a draft that nobody has signed up for."""
    event = get_event_to_edit(request.user, pk)
    if request.method == "POST":
        try:
            remove(event=event, by=request.user)
        except InUseError:
            return redirect("services:event_delete", pk)
        say_saved(request)
        return redirect(month_address(event.date))
    in_use = not event.is_draft or has_traces(event)
    return render(request, "services/event_delete.html", {"event": event, "in_use": in_use})
