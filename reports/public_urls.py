"""Public addresses of the reports' own pages, in the words of each language; ohjaamo/urls.py adds them to `public:`."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path

from reports.views import public_statistics

WORDS = {"fi": "o/<slug:slug>/tilastot/", "sv": "sv/o/<slug:slug>/statistik/", "en": "en/o/<slug:slug>/statistics/"}


def _in_languages(file: str, view: Callable[..., HttpResponse], name: str) -> list[URLPattern]:
    return [path(f"{route}{file}", view, {"language": code}, name=name) for code, route in WORDS.items()]


urlpatterns = [
    *_in_languages("", public_statistics.statistics, "statistics"),
    *_in_languages("tilastot.csv", public_statistics.statistics_csv, "statistics_csv"),
    *_in_languages("tilastot.json", public_statistics.statistics_json, "statistics_json"),
]
