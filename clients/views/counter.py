"""The counter: the page on which a visit is logged while the young person sits beside."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from clients.actions.visits import log_visits
from clients.actions.waiting import meet
from clients.followups import followups_to_ask
from clients.forms.visit_log import VisitLogForm
from clients.models import Visit
from clients.search import picked
from clients.today import last_own_visit, today_at
from network.access import Permission, has, require, sites_for
from network.actions.submissions import Answer, DifferentContentError, once, submitted_content
from network.current_site import current_site
from network.models import Site
from services.models import CheckIn

from .picker import Picker, answer, posted_picker

# What the search box holds is no part of the visit: a form sent again with other letters in it is the same form.
NOT_CONTENT = {"q", "asked"}


@require_http_methods(["GET", "HEAD", "POST"])
def counter(request: HttpRequest) -> HttpResponse:
    """The page, and the saving of a visit."""
    site = counter_site(request)
    if request.method == "POST":
        return _save(request, site)
    asked = followups_to_ask(request.user, site, now=timezone.now(), today=timezone.localdate())
    return draw(request, VisitLogForm(user=request.user, site=site), Picker(site), ask_followups=asked)


@require_http_methods(["GET", "HEAD", "POST"])
def client_search(request: HttpRequest) -> HttpResponse:
    """Search, pick, or fill in the last visit again. Names come and go by POST only, never in an address."""
    site = counter_site(request)
    if request.method != "POST":
        return redirect("clients:counter")
    picker = posted_picker(request, site)
    if saves_on_enter(request, picker):
        return _save(request, site)
    if "pick" in request.POST:
        picker.pick(picked(request.user, [request.POST["pick"]]))
    elif "again" not in request.POST:
        picker.search(request.user)
    if request.htmx and "again" not in request.POST:
        return answer(request, picker, was_picked="pick" in request.POST)
    return redraw(request, site, picker)


def saves_on_enter(request: HttpRequest, picker: Picker) -> bool:
    """Whether Enter was pressed, without scripts, where nothing is being searched for."""
    return request.POST.get("do") == "enter" and not picker.query


@require_GET
def counter_today(request: HttpRequest) -> HttpResponse:
    """The right column alone, which the page asks for now and then."""
    site = counter_site(request)
    return render(request, "clients/_today_answer.html", {"today": today_at(site, request.user)})


@require_POST
def check_in_meet(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody who waits is met."""
    mine = CheckIn.objects.filter(site__in=sites_for(request.user, Permission.LOG_VISITS)).select_related("site")
    check_in = get_object_or_404(mine, pk=pk)
    was_first = meet(by=request.user, check_in=check_in)
    if request.htmx:
        return render(request, "clients/_today_answer.html", {"today": today_at(check_in.site, request.user)})
    if not was_first:
        messages.info(request, _("Somebody has met them already."))
    return redirect("clients:counter")


def counter_site(request: HttpRequest) -> Site:
    """The site that the page was opened for (as its forms and links say), else the current one.

    A user whose current site is one where they do not log visits gets the first where they do. Raises
    PermissionDenied without any, Http404 for a link to another's site; a form's wrong site is told by the form.
    """
    require(request.user, Permission.LOG_VISITS)
    asked = request.POST.get("site_shown") or request.GET.get("site", "")
    mine = sites_for(request.user, Permission.LOG_VISITS).select_related("municipality")
    site = mine.filter(pk=asked).first() if asked.isascii() and asked.isdigit() and len(asked) < 18 else None
    if asked and site is None and request.method == "GET":
        raise Http404
    if site is not None:
        return site
    current = current_site(request)
    return current if current and has(request.user, Permission.LOG_VISITS, current) else mine.first()


def draw(request: HttpRequest, form: VisitLogForm, picker: Picker, **more) -> HttpResponse:
    """The whole page."""
    today = today_at(form.site, request.user)
    picker.whole_page = not form.errors
    context = {
        "form": form,
        "picker": picker,
        "today": today,
        "can_repeat": last_own_visit(request.user, form.site, today.day) is not None,
        "differs": False,
        "ask_followups": [],
    }
    return render(request, "clients/counter.html", context | more)


def redraw(request: HttpRequest, site: Site, picker: Picker) -> HttpResponse:
    """The whole page with all that was typed, on the way to a visit."""
    form = VisitLogForm.typed(request.POST, user=request.user, site=site)
    if picker.people:
        form.initial["anonymous"] = False
    if "again" in request.POST:
        form.repeat(last_own_visit(request.user, site, timezone.localdate()))
    return draw(request, form, picker)


def _save(request: HttpRequest, site: Site) -> HttpResponse:
    form = VisitLogForm(request.POST, user=request.user, site=site)
    if not form.is_valid():
        return _ask_again(request, form)
    try:
        receipt = once(
            user=request.user,
            key=form.cleaned_data["key"],
            content=_content(request),
            write=lambda: _address(_log(form)),
        )
    except DifferentContentError:
        form.renew_key()
        return _ask_again(request, form, differs=True)
    _tell_saved(request, receipt, form)
    return redirect("clients:counter")


def _content(request: HttpRequest) -> dict:
    return {name: value for name, value in submitted_content(request.POST).items() if name not in NOT_CONTENT}


def _log(form: VisitLogForm) -> list[Visit]:
    cleaned = form.cleaned_data
    return log_visits(
        by=form.user, site=form.site, clients=cleaned["people"], experts=cleaned["experts"], **form.values()
    )


def _address(visits: list[Visit]) -> str:
    """Where what was saved can be looked at and mended."""
    if len(visits) == 1:
        return reverse("clients:visit_mend", args=[visits[0].pk])
    return reverse("clients:visit_today")


def _ask_again(request: HttpRequest, form: VisitLogForm, **more) -> HttpResponse:
    picker = posted_picker(request, form.site)
    if picker.query and not picker.people:
        picker.search(request.user)
    return draw(request, form, picker, **more)


def _tell_saved(request: HttpRequest, receipt: Answer, form: VisitLogForm) -> None:
    """The notice on the next page; it names nobody, for messages are kept in a cookie."""
    clock = formats.time_format(timezone.localtime(), "TIME_FORMAT")
    count = max(len(form.cleaned_data["people"]), 1)
    if not receipt.is_first:
        text = _("This was saved already, once.")
    elif count == 1:
        text = _("Saved %(time)s.") % {"time": clock}
    else:
        text = ngettext("Saved %(time)s: %(count)d visit.", "Saved %(time)s: %(count)d visits.", count) % {
            "time": clock,
            "count": count,
        }
    link = format_html('<a href="{}">{}</a>', receipt.address, _("Mend") if count == 1 else _("Look at them"))
    messages.success(request, format_html("{} {}", text, link))
