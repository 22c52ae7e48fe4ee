from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from network.access import Permission
from network.current_site import current_site
from network.pages import needs, say_saved
from services.access import may_edit_programme
from services.actions.check_ins import TooManyError, TooSoonError, check_in, renew, turn_off, turn_on
from services.forms.check_in import CheckInForm
from services.models import CheckInPoint

LANGUAGES = [code for code, _name in settings.LANGUAGES]
TOO_SOON = _("Somebody pressed the button just now. Wait five seconds and press again.")
TOO_MANY = _("Many people are waiting already. Come in and talk to somebody of the staff.")


def _language(request: HttpRequest) -> str:
    """The tablet's language stands in the address, not in a cookie: the next person starts from the site's own."""
    asked = request.GET.get("lang")
    return asked if asked in LANGUAGES else settings.LANGUAGE_CODE


@never_cache
@login_not_required
def check_in_page(request: HttpRequest, secret: str) -> HttpResponse:
    """The tablet by the door: "I am here". Needs no login and sets no cookie but the one that protects the form."""
    point = get_object_or_404(CheckInPoint.objects.select_related("site"), secret=secret)
    language = _language(request)
    with translation.override(language):
        if not point.is_on:
            return render(request, "services/check_in_closed.html", {"language": language}, status=404)
        form = CheckInForm(request.POST or None)
        if request.method == "POST" and form.is_valid() and _wrote(point, form):
            here = reverse("services:check_in", args=[secret])
            return redirect(f"{here}?lang={language}&done=1")
        context = {
            "site": point.site,
            "form": form,
            "language": language,
            "done": "done" in request.GET and not form.is_bound,
        }
        return render(request, "services/check_in.html", context)


def _wrote(point: CheckInPoint, form: CheckInForm) -> bool:
    """Whether the list took them; if not, the form tells what to do."""
    try:
        check_in(point=point, nickname=form.cleaned_data["nickname"], now=timezone.now())
    except TooSoonError:
        form.add_error(None, TOO_SOON)
    except TooManyError:
        form.add_error(None, TOO_MANY)
    return form.is_valid()


@needs(Permission.EDIT_PROGRAMME)
def check_in_point(request: HttpRequest) -> HttpResponse:
    """The tablet of the current site: its address; turn it on or off, or give it a new address."""
    site = current_site(request)
    if not may_edit_programme(request.user, site):
        raise PermissionDenied
    if request.method == "POST":
        action = {"on": turn_on, "off": turn_off, "renew": renew}.get(request.POST.get("do"))
        if action:
            action(site=site, by=request.user)
            say_saved(request)
        return redirect("services:check_in_point")
    point = CheckInPoint.objects.filter(site=site).first()
    path = reverse("services:check_in", args=[point.secret]) if point else ""
    context = {"site": site, "point": point, "address": request.build_absolute_uri(path) if point else ""}
    return render(request, "services/check_in_point.html", context)
