"""Login, password and second step by django-allauth, less what nobody here may do alone."""

from django.http import Http404, HttpRequest
from django.urls import include, path


def closed(request: HttpRequest) -> None:
    """The e-mail is the login's name and belongs to the admin's list of users; it is not changed here."""
    raise Http404


urlpatterns = [
    path("email/", closed),
    path("confirm-email/", closed),
    path("", include("allauth.urls")),
]
