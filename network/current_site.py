"""At which Ohjaamo the user works right now: chosen in the header, kept in the session, shared by all pages."""

from django.http import HttpRequest

from network.access import assignments
from network.models import Site

SESSION_KEY = "site"


def sites_of(request: HttpRequest) -> list[Site]:
    """The sites at which the user has any role, by name; one query per request at most."""
    if not hasattr(request, "_sites"):
        rows = assignments(request.user)
        sites = Site.objects.order_by("name", "pk")
        if not any(row.site_id is None for row in rows):
            sites = sites.filter(pk__in=[row.site_id for row in rows])
        request._sites = list(sites) if rows else []
    return request._sites


def current_site(request: HttpRequest) -> Site | None:
    """The site chosen in this session, else the user's first; None for a user without any site."""
    sites = sites_of(request)
    chosen = request.session.get(SESSION_KEY)
    return next((site for site in sites if str(site.pk) == str(chosen)), sites[0] if sites else None)


def choose_site(request: HttpRequest, site: Site) -> None:
    """Work at `site` from now on; the caller has checked that it is one of `sites_of(request)`."""
    request.session[SESSION_KEY] = str(site.pk)
