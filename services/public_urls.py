"""Addresses of the public site, each in Finnish, Swedish and English; see services/public.py."""

from services.public import in_languages
from services.views import public_site

app_name = "public"

urlpatterns = [
    *in_languages("", public_site.front, "front"),
    *in_languages("o/<slug:slug>/", public_site.site_page, "site"),
]
