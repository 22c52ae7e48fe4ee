"""Addresses of the pages that belong to no app: the front page and what the installation itself shows."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.i18n import set_language

from ohjaamo import views

urlpatterns = [
    path("home/", views.home, name="home"),
    path("design/", views.design, name="design"),
    # Strangers choose a language too: on the login page and the public pages.
    path("i18n/setlang/", login_not_required(set_language), name="set_language"),
]
