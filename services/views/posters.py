"""The month on paper and in other programs' calendars."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language

from network.access import Permission
from network.current_site import current_site
from network.models import Site
from network.pages import needs
from services.calendars import event_calendar
from services.poster import PAPER, poster_pdf
from services.programme import events_of_month, parse_month
from services.public import public_address

LANGUAGES = dict(settings.LANGUAGES)


def _month(request: HttpRequest) -> tuple[Site, object]:
    """The current site and the first day of the month asked for; 404 for a user without any site."""
    site = current_site(request)
    if site is None:
        raise Http404
    return site, parse_month(request.GET.get("month", ""), timezone.localdate())


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'inline; filename="{name}"'})


@needs(Permission.SEE_DIRECTORY)
def poster(request: HttpRequest) -> HttpResponse:
    """The poster of ?month=2026-11 in ?size=a4|a3 and ?language=fi|sv|en; what is not known is A4 in Finnish."""
    site, first = _month(request)
    size, language = request.GET.get("size", ""), request.GET.get("language", "")
    size, language = size if size in PAPER else "a4", language if language in LANGUAGES else "fi"
    address = request.build_absolute_uri(public_address("site", language, slug=site.slug)) if site.is_public else ""
    pdf = poster_pdf(site=site, first=first, size=size, language=language, address=address)
    return _file(pdf, "application/pdf", f"ohjaamo-{site.slug}-{first:%Y-%m}-{size}-{language}.pdf")


@needs(Permission.SEE_DIRECTORY)
def month_ics(request: HttpRequest) -> HttpResponse:
    """The published and cancelled events of a month as a calendar, in the user's language."""
    site, first = _month(request)
    events = events_of_month(site, first).published().select_related("site")
    name = f"{site.name}, {date_format(first, 'YEAR_MONTH_FORMAT')}"
    calendar = event_calendar(events, name, get_language())
    return _file(calendar, "text/calendar", f"ohjaamo-{site.slug}-{first:%Y-%m}.ics")
