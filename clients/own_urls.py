"""Addresses of the young person's own page, below /own/ in every language, so that its cookie goes nowhere else."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpResponse
from django.urls import URLPattern, path

from clients.views import own

app_name = "own"


def in_languages(route: str, view: Callable[..., HttpResponse], name: str) -> list[URLPattern]:
    """The address `route` of one page in every language."""
    prefixes = {code: "" if code == settings.LANGUAGE_CODE else f"{code}/" for code, _name in settings.LANGUAGES}
    return [
        path(f"own/{prefix}<str:secret>/{route}", view, {"language": code}, name=name)
        for code, prefix in prefixes.items()
    ]


urlpatterns = [
    *in_languages("", own.home, "home"),
    *in_languages("steps/<int:pk>/", own.step, "step"),
    *in_languages("goals/", own.goal, "goal"),
    *in_languages("messages/", own.message, "message"),
    *in_languages("messages/read/", own.messages_read, "messages_read"),
    *in_languages("consents/<int:pk>/", own.consent, "consent"),
    *in_languages("my-data/", own.data_request, "data_request"),
    *in_languages("close/", own.close, "close"),
    *in_languages("out/", own.out, "out"),
]
