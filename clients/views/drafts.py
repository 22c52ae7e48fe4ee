"""Drafts: kept by the browser while somebody types, seen and thrown away by their author."""

import json
from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from clients.actions.drafts import forget_draft, keep_draft
from clients.drafts import KEY, unfinished
from network.access import Permission
from network.pages import needs

LARGEST = 200_000  # characters of one draft; the longest form holds some tens of thousands
# What a form carries for the machinery's sake.
CARRIED = frozenset({"csrfmiddlewaretoken", "submission_key"})
LARGEST_NUMBER = 2**63 - 1


class NoDraftError(ValueError):
    """What came is no draft."""


@login_not_required
@require_POST
def draft_save(request: HttpRequest) -> HttpResponse:
    """Keep a draft: {key, client, author, fields} as JSON or as a form (`fields` as JSON). 204 when it is kept.

    401 when the login has ended, 409 when somebody else has logged in meanwhile, 400 when it is no draft.
    """
    if not request.user.is_authenticated:
        return _plain(_("Your login has ended. Log in again; the text is still on this page."), 401)
    try:
        key, client_id, author, fields = _read(request)
    except (ValueError, TypeError, KeyError, AttributeError):
        return _plain(_("This draft cannot be kept."), 400)
    if author is not None and author != request.user.pk:
        return _plain(_("Somebody else has logged in on this browser, so the text is not kept."), 409)
    keep_draft(by=request.user, key=key, client_id=client_id, fields=fields)
    return HttpResponse(status=204)


def _read(request: HttpRequest) -> tuple[str, int | None, int | None, dict[str, list[str]]]:
    """Key, client, author and fields of what was sent."""
    is_json = request.content_type == "application/json"
    data = json.loads(request.body) if is_json else request.POST.dict()
    fields = data["fields"] if is_json else json.loads(data["fields"])
    fields = {name: _texts(values) for name, values in fields.items()}
    key = data["key"]
    if not KEY.fullmatch(key) or sum(len(text) for texts in fields.values() for text in texts) > LARGEST:
        raise NoDraftError
    return key, _number(data.get("client")), _number(data.get("author")), fields


def _texts(values) -> list[str]:
    texts = values if isinstance(values, list) else [values]
    if not all(isinstance(text, str) for text in texts):
        raise NoDraftError
    return [text.replace("\0", "") for text in texts]


def _number(value) -> int | None:
    if value in (None, ""):
        return None
    if not 0 < int(value) <= LARGEST_NUMBER:
        raise NoDraftError
    return int(value)


def _plain(text: str, status: int) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")


def keeps_refused(kind: str) -> Callable:
    """A view whose form loses nothing when the person may not be seen any more (404): what was sent becomes a draft.

    For views called with `pk` whose drafts have the key "kind:pk". Stands below `needs`.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def kept(request: HttpRequest, pk: int, **kwargs) -> HttpResponse:
            try:
                with transaction.atomic():
                    return view(request, pk, **kwargs)
            except Http404:
                fields = {name: _texts(request.POST.getlist(name)) for name in request.POST if name not in CARRIED}
                if not keep_draft(by=request.user, key=f"{kind}:{pk}", fields=fields):
                    raise
            return render(request, "clients/draft_refused.html", status=404)

        return kept

    return decorate


@require_POST
def draft_forget(request: HttpRequest) -> HttpResponse:
    """Throw one's own draft away, and go back to where the button was. Managers have drafts of reports."""
    forget_draft(request.user, request.POST.get("key", "").replace("\0", ""))
    messages.success(request, _("The draft was thrown away."))
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if is_ours else "clients:draft_list")


@require_GET
@needs(Permission.SEE_SHARED)
def draft_list(request: HttpRequest) -> HttpResponse:
    """What the user has begun to write and not saved."""
    return render(request, "clients/draft_list.html", {"drafts": unfinished(request.user)})
