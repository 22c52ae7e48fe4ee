"""All addresses; each app has its own table of them."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("ohjaamo.account_urls")),
    path("", include("ohjaamo.pages")),
    path("", include("services.public_urls")),
    path("", include("network.urls")),
    path("", include("services.urls")),
    path("", include("clients.urls")),
    path("", include("clients.own_urls")),
    path("", include("reports.urls")),
]
