"""What every address of a young person's own page shares: the link, the code, the visit, nothing kept anywhere."""

from collections.abc import Callable
from functools import wraps

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.debug import sensitive_post_parameters

from clients import own_visits
from clients.actions.own_pages import DeadPageError, find_own_page, mail_code, use_code
from clients.forms.own_page import CodeForm
from clients.models import OwnPage, OwnPageCode
from clients.own_visits import own_address
from network.access import acting_as_client
from network.mail import MailError
from services.actions.public_forms import TooManyError, count_use
from services.public import public_page, sender_of
from services.views.public_forms import TOO_MANY

log = structlog.get_logger()
# Within an hour from one network address; a whole school may stand behind one.
MOST_CODES_TRIED = MOST_CODES_ASKED = 30
# Every language by its own name.
OWN_NAMES = {"fi": "Suomi", "sv": "Svenska", "en": "English"}
NOT_KEPT = {"csrfmiddlewaretoken", "code", "send"}


def own_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view of an own page: `view(request, page, visit, **parts)` runs as the young person, in one transaction.

    Without a visit the code is asked for. What was being sent meanwhile is not lost: it comes along with the code.
    """

    @sensitive_post_parameters()
    @public_page
    @wraps(view)
    def guarded(request: HttpRequest, secret: str, **parts) -> HttpResponse:
        now, request.languages = timezone.now(), []
        try:
            page = find_own_page(secret, now=now)
        except DeadPageError:
            return _private(render(request, "own/dead.html", status=404))
        request.own_secret, request.languages = secret, _languages(secret)
        visit = own_visits.visit_of(request, page, now=now)
        form = CodeForm(request.POST if "code" in request.POST and "send" not in request.POST else None)
        visit = visit or _enter(request, page, form)
        if visit is None:
            return _private(_door(request, page, form))
        with acting_as_client(page.client_id):
            response = view(request, page, visit, **parts)
        if not hasattr(response, "ends_visit"):
            own_visits.remember(request, response, visit)
        return _private(response)

    return guarded


def own_act(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The same for what changes something: only a POST does; anything else leads back to the page."""

    @own_page
    @wraps(view)
    def guarded(request: HttpRequest, *args, **parts) -> HttpResponse:
        return view(request, *args, **parts) if request.method == "POST" else to_home(request)

    return guarded


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    # Nobody else learns the address. ("no-referrer" would also hide from ourselves that a form is ours, and it would
    # be refused as forged.)
    response["Referrer-Policy"] = "same-origin"
    return response


def _languages(secret: str) -> list[dict]:
    now = (get_language() or "")[:2]
    return [
        {
            "code": code,
            "name": OWN_NAMES[code],
            "address": own_address("home", code, secret=secret),
            "is_current": code == now,
        }
        for code, _label in settings.LANGUAGES
    ]


def _enter(request: HttpRequest, page: OwnPage, form: CodeForm) -> OwnPageCode | None:
    """The visit that the typed code opens; None with the form's error otherwise."""
    if not form.is_valid():
        return None
    now = timezone.now()
    try:
        count_use(form="own_code", address=sender_of(request), now=now, most=MOST_CODES_TRIED)
    except TooManyError:
        form.add_error(None, TOO_MANY)
        return None
    visit = use_code(own_page=page, typed=form.cleaned_data["code"], now=now)
    if visit is None:
        form.refuse()
    return visit


def _door(request: HttpRequest, page: OwnPage, form: CodeForm) -> HttpResponse:
    """Asks for the code, and mails one when that is wanted; says the same whether there is an address or not."""
    sent = "send" in request.POST
    if sent:
        _mail_code(request, page)
    context = {
        "form": form,
        "sent": sent,
        # The code is asked for where something was being sent; else on the page itself.
        "action": request.path if request.method == "POST" else own_address("home", secret=request.own_secret),
        "kept": [(name, value) for name, values in request.POST.lists() if name not in NOT_KEPT for value in values],
    }
    return render(request, "own/door.html", context)


def _mail_code(request: HttpRequest, page: OwnPage) -> None:
    try:
        count_use(form="own_code_mail", address=sender_of(request), now=timezone.now(), most=MOST_CODES_ASKED)
        mail_code(own_page=page, now=timezone.now())
    except TooManyError:
        return
    except MailError:
        log.warning("own_page_code_not_sent")


def to_home(request: HttpRequest, where: str = "") -> HttpResponse:
    """Back to the page itself; `where` is a query and a section of it."""
    return redirect(own_address("home", secret=request.own_secret) + where)
