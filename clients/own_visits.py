"""A visit on a young person's own page: after the right code a signed cookie says which page and which code.

The cookie alone opens nothing: the page must be open still and the code's visit not over (`OwnPageCode.expires_at`).
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language

from clients.models import OwnPage, OwnPageCode
from network.access import acting_as_system

COOKIE = "ohjaamo_own"
PATH = "/own/"
SALT = "clients.own_visits"
# Who does nothing for so long has put the phone away.
IDLE = timedelta(hours=2)


def own_address(name: str, language: str | None = None, **parts) -> str:
    """An address of the own page in `language` (None = the one now in use)."""
    code = (language or get_language() or settings.LANGUAGE_CODE)[:2]
    return reverse(f"own:{name}", kwargs={"language": code, **parts})


def visit_of(request: HttpRequest, own_page: OwnPage, *, now: datetime) -> OwnPageCode | None:
    """The code with which this browser opened this page, while the visit lasts; None = ask for a code."""
    try:
        page_pk, code_pk = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=IDLE)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    if page_pk != own_page.pk:
        return None
    with acting_as_system("own page: the visit"):
        return own_page.codes.filter(pk=code_pk, used_at__isnull=False, expires_at__gt=now).first()


def remember(request: HttpRequest, response: HttpResponse, code: OwnPageCode) -> None:
    """Let the visit last for two hours more (eight in all, see `VISIT_LIFE`)."""
    response.set_cookie(
        COOKIE,
        signing.dumps([code.own_page_id, code.pk], salt=SALT),
        max_age=IDLE,
        path=PATH,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )


def forget(response: HttpResponse) -> None:
    """Take the cookie back."""
    response.delete_cookie(COOKIE, path=PATH, samesite="Lax")
