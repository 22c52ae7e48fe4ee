"""All addresses; each app has its own table of them."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("ohjaamo.pages")),
    path("", include("network.urls")),
    path("", include("services.urls")),
    path("", include("clients.urls")),
    path("", include("reports.urls")),
]
