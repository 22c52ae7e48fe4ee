from collections.abc import Callable
from datetime import date, datetime
from functools import wraps

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from network.dates import months_after
from network.models import Site
from services.calendars import event_calendar
from services.models import Campaign
from services.opening import coming_address, coming_days, door_of, exceptional_days
from services.public import public_page
from services.public_cache import cached_page
from services.site_page import SITE_PARTS, help_doors, next_events, people_on, public_events, services_at
from services.structured_data import events_data, site_data

MONTHS_BACK, MONTHS_AHEAD = 12, 12
MONTHS_IN_CALENDAR = 6
EVENTS_ON_FRONT = 6


def public_sites():
    """The Ohjaamos that have a public page now."""
    return Site.objects.open_on(timezone.localdate()).filter(is_public=True)


def get_public_site(slug: str) -> Site:
    """The Ohjaamo of a public page with what its door and address need, or 404."""
    return get_object_or_404(public_sites().prefetch_related(*SITE_PARTS), slug=slug)


def _staff_to_work(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """At the bare address of the installation, browsers with a session go on to their work."""

    @wraps(view)
    def page(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.path == "/":
            return redirect("home")
        return view(request, *args, **kwargs)

    return page


@public_page
@_staff_to_work
@cached_page()
def front(request: HttpRequest) -> HttpResponse:
    """The Ohjaamos of this installation, what is coming up, and the campaigns now running."""
    now = timezone.now()
    today = timezone.localdate(now)
    sites = list(public_sites().select_related("municipality").prefetch_related(*SITE_PARTS))
    context = {
        "rows": [(site, door_of(site, now), site.address_on(today)) for site in sites],
        "events": next_events(sites, now, today, EVENTS_ON_FRONT),
        "today": today,
        "campaigns": Campaign.objects.running_on(today).filter(sites__in=sites).distinct(),
    }
    return render(request, "public/front.html", context)


@public_page
@cached_page()
def site_page(request: HttpRequest, slug: str) -> HttpResponse:
    """One Ohjaamo: open now or when next, who is here, what is on, what help there is."""
    site = get_public_site(slug)
    now = timezone.now()
    today = timezone.localdate(now)
    door = door_of(site, now)
    events = next_events([site], now, today)
    context = {
        "site": site,
        "door": door,
        "today": today,
        "people": people_on(site, door.day_of_help, now),
        "events": events,
        "doors": help_doors(list(services_at(site).only("topics"))),
        "days": coming_days(site, today),
        "exceptional_days": exceptional_days(site, today),
        "address": site.address_on(today),
        "coming_address": coming_address(site, today),
        "campaigns": Campaign.objects.running_on(today).filter(sites=site),
        "structured_data": [site_data(request, site, today), *events_data(request, events)],
    }
    return render(request, "public/site.html", context)


def _month(text: str, today: date) -> date:
    """The first day of the month YYYY-MM, of this month when `text` is empty; 404 for others than a year around."""
    this = today.replace(day=1)
    if not text:
        return this
    try:
        month = datetime.strptime(text, "%Y-%m").date()
    except ValueError as error:
        raise Http404 from error
    canonical = f"{month:%Y-%m}" == text
    if not canonical or not months_after(this, -MONTHS_BACK) <= month <= months_after(this, MONTHS_AHEAD):
        raise Http404
    return month


@public_page
@cached_page("month")
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """What is on at an Ohjaamo in one month (?month=2026-12, this month without): published and called-off events."""
    site = get_public_site(slug)
    now = timezone.now()
    today = timezone.localdate(now)
    month = _month(request.GET.get("month", ""), today)
    events = list(public_events([site]).filter(date__gte=month, date__lt=months_after(month, 1)))
    this = today.replace(day=1)
    context = {
        "site": site,
        "month": month,
        "today": today,
        "events": [event for event in events if not event.is_over(now)],
        "past": [event for event in events if event.is_over(now)],
        "before": months_after(month, -1) if month > months_after(this, -MONTHS_BACK) else None,
        "after": months_after(month, 1) if month < months_after(this, MONTHS_AHEAD) else None,
        "structured_data": events_data(request, [event for event in events if not event.is_over(now)]),
    }
    return render(request, "public/programme.html", context)


@public_page
@cached_page()
def programme_ics(request: HttpRequest, slug: str) -> HttpResponse:
    """The programme from last month on as a calendar to subscribe to, in the language of its address."""
    site = get_public_site(slug)
    this = timezone.localdate().replace(day=1)
    until = months_after(this, MONTHS_IN_CALENDAR)
    events = public_events([site]).filter(date__gte=months_after(this, -1), date__lt=until)
    content = event_calendar(events, site.name, get_language())
    headers = {"Content-Disposition": f'inline; filename="{site.slug}.ics"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


@public_page
@cached_page()
def help_page(request: HttpRequest, slug: str) -> HttpResponse:
    """What help there is at an Ohjaamo, by the six themes."""
    site = get_public_site(slug)
    services = list(services_at(site).select_related("agency").order_by("name_fi", "pk"))
    return render(request, "public/help.html", {"site": site, "doors": help_doors(services)})
