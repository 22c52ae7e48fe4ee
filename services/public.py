"""The public site: each page has an address of its own in each language, and asks nobody who they are."""

from collections.abc import Callable
from functools import wraps

from allauth.core.internal.httpkit import get_client_ip
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils import translation

LANGUAGES = [code for code, _name in settings.LANGUAGES]
# (name of the address, what the link says, whether an Ohjaamo has the page) of pages that later apps add.
MORE_PAGES: list[tuple[str, str, Callable]] = []


def register_page(name: str, label: str, shown: Callable) -> None:
    """Offers a page of each Ohjaamo beside its others; `shown` takes the site and tells whether it has the page."""
    MORE_PAGES.append((name, label, shown))


def in_languages(route: str, view: Callable[..., HttpResponse], name: str) -> list[URLPattern]:
    """The address `route` in every language: Finnish as it is, the others behind /sv/ and /en/."""
    prefixes = {code: "" if code == settings.LANGUAGE_CODE else f"{code}/" for code in LANGUAGES}
    return [path(prefix + route, view, {"language": code}, name=name) for code, prefix in prefixes.items()]


def public_address(name: str, language: str | None = None, **parts) -> str:
    """The address of the public page `name` in `language` (None = the one now in use)."""
    code = (language or translation.get_language() or settings.LANGUAGE_CODE)[:2]
    return reverse(f"public:{name}", kwargs={"language": code, **parts})


def public_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view for everybody, in the language of its address; it must not look at the session or the user."""

    @wraps(view)
    def page(request: HttpRequest, *args, language: str, **kwargs) -> HttpResponse:
        request.public_page = (request.resolver_match.view_name.removeprefix("public:"), kwargs)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = view(request, *args, **kwargs)
        response["Content-Language"] = language
        return response

    page.is_public = True
    return login_not_required(page)


def sender_of(request: HttpRequest) -> str:
    """The network address that a public form comes from, for `count_use`; a trusted proxy is looked through."""
    return get_client_ip(request) or ""
