"""What every request passes: the user's language, no caching of personal pages, and the database context."""

from allauth.account.middleware import AccountMiddleware
from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.models import AnonymousUser
from django.utils import translation

from network.access import acting_as


def has_session(request) -> bool:
    """Whether the browser brought a session at all; without one nobody is logged in, and nothing need be asked."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES


class UserLanguageMiddleware:
    """A logged-in user reads the language of their profile, unless this browser has chosen another."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        chosen = settings.LANGUAGE_COOKIE_NAME in request.COOKIES
        if not chosen and has_session(request) and request.user.is_authenticated:
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = request.user.language
        return self.get_response(request)


def _is_personal(request) -> bool:
    """Whether the answer was made for somebody logged in: before, or (logging in) since the request came."""
    if getattr(getattr(request.resolver_match, "func", None), "is_public", False):
        return False
    return (has_session(request) or request.session.accessed) and request.user.is_authenticated


class NoStoreMiddleware:
    """Pages of somebody logged in are kept in no cache, so that the Back button of a shared computer shows nothing."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if _is_personal(request):
            response["Cache-Control"] = "no-store"
        return response


class ClosedByDefaultMiddleware(LoginRequiredMiddleware):
    """Every view wants a login unless it says otherwise. Of public pages not even the session is asked.

    Django's own looks at the user first, and an answer that has looked at the session may not be kept by anybody.
    """

    def process_view(self, request, view_func, view_args, view_kwargs):
        if getattr(view_func, "is_public", False):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)


class DatabaseContextMiddleware:
    """Runs each view, its rendering included, in one transaction that tells the database who asks.

    It must be the last: it calls the view itself, after the checks of all others. An exception rolls everything
    back, the access record of a page that was never delivered too.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.account_answer = AccountMiddleware(get_response).process_exception

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if getattr(view, "without_database", False):
            return None
        try:
            return self._answer(request, view, args, kwargs)
        except (ImmediateHttpResponse, ReauthenticationRequired) as exception:
            # allauth answers with exceptions; Django hands on only those of views that it called itself.
            return self.account_answer(request, exception)

    def _answer(self, request, view, args, kwargs):
        # Public pages ask nobody who they are, not even the session.
        user = AnonymousUser() if getattr(view, "is_public", False) else request.user
        with acting_as(user):
            response = view(request, *args, **kwargs)
            if hasattr(response, "render") and callable(response.render):
                response = response.render()
        return response
