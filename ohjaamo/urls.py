"""All addresses; each app has its own table of them."""

from django.urls import include, path

from reports import public_urls as reports_public
from services import public_urls as services_public

urlpatterns = [
    path("accounts/", include("ohjaamo.account_urls")),
    path("", include("ohjaamo.pages")),
    path("", include((services_public.urlpatterns + reports_public.urlpatterns, services_public.app_name))),
    path("", include("network.urls")),
    path("", include("services.urls")),
    path("", include("clients.urls")),
    path("", include("clients.own_urls")),
    path("", include("reports.urls")),
]
