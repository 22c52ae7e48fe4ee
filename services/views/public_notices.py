"""What the law wants told: the privacy notice, the accessibility statement."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from services.models.sign_up import DAYS_KEPT
from services.public import public_page
from services.public_cache import cached_page
from services.views.public_site import get_public_site, public_sites

# When the pages were last held against WCAG 2.2 by those who make them.
ASSESSED = date(2026, 11, 22)


@public_page
@cached_page()
def privacy(request: HttpRequest, slug: str) -> HttpResponse:
    """Which personal data an Ohjaamo keeps, why, how long, and whom to ask (articles 13 and 14 of the GDPR)."""
    return render(request, "public/privacy.html", {"site": get_public_site(slug), "days_kept": DAYS_KEPT})


@public_page
@cached_page()
def accessibility(request: HttpRequest) -> HttpResponse:
    """The statement that the act on digital services (306/2019) wants of every public body."""
    context = {"sites": public_sites(), "assessed": ASSESSED}
    return render(request, "public/accessibility.html", context)
