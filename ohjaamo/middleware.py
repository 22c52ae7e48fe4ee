"""What every request passes: the user's language, no caching of personal pages, and the database context."""

from allauth.account.middleware import AccountMiddleware
from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from django.conf import settings
from django.utils import translation

from network.access import acting_as


class UserLanguageMiddleware:
    """A logged-in user reads the language of their profile, unless this browser has chosen another."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = request.user.language
        return self.get_response(request)


class NoStoreMiddleware:
    """Pages of somebody logged in are kept in no cache, so that the Back button of a shared computer shows nothing."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.user.is_authenticated:
            response["Cache-Control"] = "no-store"
        return response


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
        with acting_as(request.user):
            response = view(request, *args, **kwargs)
            if hasattr(response, "render") and callable(response.render):
                response = response.render()
        return response
