from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from network.models import Site
from services.public import public_page


@public_page
def front(request: HttpRequest) -> HttpResponse:
    """The Ohjaamos of this installation. Staff with a session go on to their work."""
    if settings.SESSION_COOKIE_NAME in request.COOKIES and request.path == "/":
        return redirect("home")
    sites = Site.objects.open_on(timezone.localdate()).filter(is_public=True)
    return render(request, "public/front.html", {"sites": sites})


@public_page
def site_page(request: HttpRequest, slug: str) -> HttpResponse:
    """One Ohjaamo: open now or when next, who is here, what is on, what help there is."""
    site = get_object_or_404(Site, slug=slug, is_public=True)
    return render(request, "public/site.html", {"site": site})
