"""For search engines: what there is to read, and what is not for them."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from services.models import Campaign
from services.public import LANGUAGES, public_address
from services.public_cache import cached_page
from services.site_page import public_events
from services.views.public_site import public_sites

PAGES = ["front", "accessibility"]
# A sitemap may hold 50,000 addresses; three languages of a year's programme are far fewer.
MOST_EVENTS = 1000
# One address of each kind; `x` stands for any.
OPEN_TO_ROBOTS = [("front", {}), ("accessibility", {}), ("site", {"slug": "x"}), ("campaign", {"slug": "x"})]
PERSONAL_STEPS = ["thanks", "cancel", "own"]
PAGES_OF_A_SITE = ["site", "programme", "help", "jobs", "ideas", "idea", "feedback", "privacy"]


@login_not_required
@cached_page()
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page in every language, each naming itself in the others (sitemaps.org, with xhtml:link)."""
    today = timezone.localdate()
    slugs = list(public_sites().values_list("slug", flat=True))
    campaigns = Campaign.objects.running_on(today).filter(sites__slug__in=slugs).distinct()
    pages = [(name, {}) for name in PAGES]
    pages += [(name, {"slug": slug}) for slug in slugs for name in PAGES_OF_A_SITE]
    pages += [("campaign", {"slug": campaign.slug}) for campaign in campaigns]
    events = public_events(public_sites()).filter(date__gte=today).values_list("site__slug", "uid")
    pages += [("event", {"slug": slug, "uid": uid}) for slug, uid in events[:MOST_EVENTS] if slug in slugs]
    context = {"pages": [rows for rows in (_in_all_languages(request, *page) for page in pages) if rows]}
    return render(request, "public/sitemap.xml", context, content_type="application/xml; charset=utf-8")


def _in_all_languages(request: HttpRequest, name: str, parts: dict) -> list[tuple[str, str]]:
    """(language, whole address) of a page in every language; nothing when this installation has no such page."""
    try:
        return [(code, request.build_absolute_uri(public_address(name, code, **parts))) for code in LANGUAGES]
    except NoReverseMatch:
        return []


@login_not_required
@cached_page()
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines may read the public pages and nothing else; what staff use asks for a login anyway."""
    pages = [rows for rows in (_in_all_languages(request, *page) for page in OPEN_TO_ROBOTS) if rows]
    # /o/ stands for all Ohjaamos, /sv/ for all that is in Swedish.
    folders = {urlsplit(address).path.split("/")[1] for rows in pages for _code, address in rows} - {""}
    lines = ["User-agent: *", "Disallow: /", "Allow: /$", f"Allow: {settings.STATIC_URL}"]
    lines += [f"Allow: /{folder}/" for folder in sorted(folders)]
    # Links that belong to one person; the longer rule wins over the folder's.
    lines += [f"Disallow: /*/{step}/" for step in PERSONAL_STEPS]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('public:sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


# Nobody's session is asked for either; see services/public.py.
sitemap.is_public = robots.is_public = True
