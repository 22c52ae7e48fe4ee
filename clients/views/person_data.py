"""For the young person, in their own language: who has seen their data, and a copy of the data."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET

from clients.access import open_client
from clients.actions.person_data import hand_out_data
from clients.models import Client
from clients.person_data import Section, language_for
from clients.seen_by import seen_by
from network.access import Permission, has

SEEN_BY = gettext_noop("who has seen the data")
LANGUAGES = dict(settings.LANGUAGES)


def _chosen(request: HttpRequest) -> str:
    """The language chosen on the page; "" = the young person's own."""
    chosen = request.GET.get("language", "")
    return chosen if chosen in LANGUAGES else ""


@require_GET
def person_seen_by(request: HttpRequest, pk: int) -> HttpResponse:
    """Who has seen the person's data: for those who counsel them, and by number for a data protection officer."""
    client, is_dpo = None, has(request.user, Permission.SEE_ACCESS_RECORDS)
    if has(request.user, Permission.SEE_CLIENTS):
        try:
            client = open_client(request.user, pk, what=SEEN_BY)
        except Http404:
            if not is_dpo:
                raise
    elif not is_dpo:
        raise PermissionDenied
    with translation.override(language := _chosen(request) or language_for(client)):
        report = seen_by(pk, everything="all" in request.GET)
        if not report.times:
            raise Http404
        context = {"client": client, "number": pk, "report": report, "language": language}
        return render(request, "clients/seen_by.html", context | _common())


def _common() -> dict:
    return {"languages": settings.LANGUAGES, "now": timezone.now()}


@require_GET
def person_data(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything kept of the person, as a page to print or as a file."""
    if not (has(request.user, Permission.SEE_CLIENTS) or has(request.user, Permission.EXPORT_PEOPLE)):
        raise PermissionDenied
    handed = hand_out_data(by=request.user, client_id=pk, language=_chosen(request))
    if handed is None:
        raise Http404
    if request.GET.get("format") == "json":
        return _as_file(handed.client, handed.sections)
    with translation.override(handed.language):
        context = {"client": handed.client, "sections": handed.sections, "language": handed.language}
        return render(request, "clients/person_data.html", context | _common())


def _as_file(client: Client, sections: list[Section]) -> JsonResponse:
    content = {
        "made_at": timezone.now(),
        "person": client.pk,
        "data": {section.code: section.data for section in sections},
    }
    answer = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = f'attachment; filename="omat-tiedot-{client.pk}.json"'
    return answer
