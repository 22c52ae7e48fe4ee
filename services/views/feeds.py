from datetime import date, timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from network.access import Permission, has
from network.current_site import current_site
from network.dates import months_after
from network.pages import needs, say_saved
from services.access import own_expert
from services.actions.feeds import make_feed, revoke_feed
from services.calendars import event_calendar, shift_calendar
from services.models import CalendarFeed, Event, FeedKind
from services.rota import occurrences_between
from services.rota_access import feeds_kept

MONTHS_BACK, MONTHS_AHEAD = 1, 6
KEPT = timedelta(minutes=10)


@needs(Permission.SEE_DIRECTORY)
def feed_list(request: HttpRequest) -> HttpResponse:
    """The secret calendar links that the user may take back; a POST (kind=) makes one more."""
    site, expert = current_site(request), own_expert(request.user)
    kinds = _kinds(site, expert)
    if request.method == "POST":
        kind = request.POST.get("kind")
        if kind in kinds:
            make_feed(kind=FeedKind(kind), site=site, expert=expert, by=request.user)
            say_saved(request)
        return redirect("services:feed_list")
    feeds = [{"feed": feed, "address": _address(request, feed)} for feed in feeds_kept(request.user)]
    context = {"site": site, "kinds": kinds, "feeds": feeds}
    return render(request, "services/feed_list.html", context)


def _kinds(site, expert) -> list[FeedKind]:
    """The calendars that this user can have."""
    of_site = [FeedKind.SITE, FeedKind.PROGRAMME] if site else []
    return of_site + ([FeedKind.EXPERT] if expert else [])


def _address(request: HttpRequest, feed: CalendarFeed) -> str:
    """The address, for whoever made it; a colleague's is not shown, only taken back."""
    if feed.created_by_id != request.user.pk:
        return ""
    return request.build_absolute_uri(reverse("services:feed", args=[feed.secret]))


@require_POST
@needs(Permission.SEE_DIRECTORY)
def feed_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    feed = get_object_or_404(feeds_kept(request.user), pk=pk)
    revoke_feed(feed=feed, now=timezone.now())
    say_saved(request)
    return redirect("services:feed_list")


@require_safe
@login_not_required
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar behind a secret address, for programs that have no login; 404 once it is revoked.

    It lives as long as its maker's rights: who has lost the login or the Ohjaamo has lost the calendar.
    """
    feeds = CalendarFeed.objects.select_related("site", "expert__user", "created_by")
    found = get_object_or_404(feeds, secret=secret, revoked_at__isnull=True)
    if not _still_allowed(found):
        raise Http404
    language = found.created_by.language or settings.LANGUAGE_CODE
    with translation.override(language):
        response = HttpResponse(_calendar(found, language), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="ohjaamo.ics"'
    response["Cache-Control"] = f"private, max-age={int(KEPT.total_seconds())}"
    return response


def _still_allowed(found: CalendarFeed) -> bool:
    if not found.created_by.is_active:
        return False
    if found.kind == FeedKind.EXPERT:
        return found.expert.user_id == found.created_by_id
    return has(found.created_by, Permission.SEE_DIRECTORY, found.site)


def _calendar(found: CalendarFeed, language: str) -> bytes:
    today = timezone.localdate()
    first, last = months_after(today, -MONTHS_BACK), months_after(today, MONTHS_AHEAD)
    if found.kind == FeedKind.PROGRAMME:
        name = _("%(site)s: programme") % {"site": found.site}
        return event_calendar(_events(found.site, first, last), name, language)
    if found.kind == FeedKind.SITE:
        shifts = occurrences_between(first, last, sites=[found.site])
        name = _("%(site)s: who is here") % {"site": found.site}
        return shift_calendar(shifts, name, now=timezone.now(), of_site=True)
    shifts = occurrences_between(first, last, experts=[found.expert])
    return shift_calendar(shifts, _("My shifts at the Ohjaamo"), now=timezone.now(), of_site=False)


def _events(site, first: date, last: date):
    here = Q(site=site) | Q(joint_sites=site)
    events = Event.objects.published().filter(here, date__range=(first, last)).distinct()
    return events.select_related("site").order_by("date", "starts", "pk")
