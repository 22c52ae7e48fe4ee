"""Addresses of the pages that belong to no app: the front page and what the installation itself shows."""

from django.urls import path

from ohjaamo import views

urlpatterns = [path("", views.home, name="home")]
