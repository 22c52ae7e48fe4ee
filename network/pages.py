"""What views of all apps share: asking for a permission, saying that something was saved."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from network.access import Permission, require

Page = Callable[..., HttpResponse]


def needs(permission: Permission) -> Callable[[Page], Page]:
    """A view only for those who hold `permission` somewhere; others get 403. The view checks the row itself."""

    def decorate(view: Page) -> Page:
        @wraps(view)
        def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            require(request.user, permission)
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def say_saved(request: HttpRequest) -> None:
    """Tell on the next page that what was typed is in, and when."""
    clock = time_format(timezone.localtime().time(), "TIME_FORMAT")
    messages.success(request, _("Saved at %(time)s.") % {"time": clock})
