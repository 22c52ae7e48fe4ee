"""The young person's own page: their plan, meeting, people, consents, messages and data. GETs change nothing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clients import own_visits
from clients.actions.consents import withdraw_on_own_page
from clients.actions.data_requests import ask
from clients.actions.messages import mark_read, write_message
from clients.actions.own_pages import close_own_page, end_visit
from clients.actions.plans import ClosedPlanError, add_goal, start_plan, tick_step
from clients.codes import StepDoer
from clients.forms.own_page import DataRequestForm, MessageForm, OwnForm, OwnGoalForm
from clients.models import OwnPage, OwnPageCode, Step
from clients.own_pages import page_content
from network.access import acting_as_system

from .own_visit import own_act, own_page, to_home

# What the page says after something was done, and in which of its sections.
SAID = {
    "step": ("plan", _("Marked in your plan.")),
    "goal": ("plan", _("Your goal is in the plan now.")),
    "closed_goal": ("plan", _("This goal has been closed meanwhile. Look at your plan.")),
    "message": ("messages", _("Your message is sent.")),
    "read": ("messages", _("Marked as read.")),
    "withdrawn": ("consents", _("Done. They see nothing of yours any more.")),
    "request": ("data", _("Your request is sent. You get an answer within a month.")),
}
FORMS = {"goal_form": OwnGoalForm, "message_form": MessageForm, "request_form": DataRequestForm}


def _done(request: HttpRequest, what: str) -> HttpResponse:
    """Back to the section of the page in which something was done; it says so."""
    return to_home(request, f"?done={what}#{SAID[what][0]}")


def _show(request: HttpRequest, page: OwnPage, **bound: OwnForm) -> HttpResponse:
    """The whole page; a form that came back with errors in its own place."""
    forms = {name: bound.get(name) or form(prefix=name.removesuffix("_form")) for name, form in FORMS.items()}
    section, said = SAID.get(request.GET.get("done", ""), ("", "")) if not bound else ("", "")
    context = {
        "page": page,
        "said": said,
        "said_in": section,
        "shown": page_content(page.client, timezone.now()),
        "bound": next(iter(bound.values()), None),
        "secret": request.own_secret,
        **forms,
    }
    return render(request, "own/home.html", context)


@own_page
def home(request: HttpRequest, page: OwnPage, visit: OwnPageCode) -> HttpResponse:
    """The page itself; a POST has just brought the code."""
    return to_home(request) if request.method == "POST" else _show(request, page)


@own_act
def step(request: HttpRequest, page: OwnPage, visit: OwnPageCode, pk: int) -> HttpResponse:
    """Tick one of the young person's own steps, or untick it."""
    mine = Step.objects.select_related("goal__plan").filter(goal__plan__client=page.client, doer=StepDoer.CLIENT)
    row = mine.filter(pk=pk).first()
    if row is None:
        return _done(request, "closed_goal")
    try:
        tick_step(step=row, done=request.POST.get("done") == "yes", by_client=True)
    except ClosedPlanError:
        return _done(request, "closed_goal")
    return _done(request, "step")


@own_act
def goal(request: HttpRequest, page: OwnPage, visit: OwnPageCode) -> HttpResponse:
    """Add a goal in one's own words; the first one begins a plan."""
    form = OwnGoalForm(request.POST, prefix="goal")
    if not form.is_valid():
        return _show(request, page, goal_form=form)
    with acting_as_system("own page: the plan of a first goal"):
        plan = start_plan(client=page.client, by=None)
    words = form.cleaned_data["words"]
    if plan.goals.filter(words=words, by_client=True, closed_on__isnull=True).exists():
        return _done(request, "goal")  # pressed twice
    try:
        add_goal(plan=plan, words=words, by_client=True)
    except ClosedPlanError:
        form.add_error("words", _("Your plan was just closed. Send this again: it begins a new one."))
        return _show(request, page, goal_form=form)
    return _done(request, "goal")


@own_act
def message(request: HttpRequest, page: OwnPage, visit: OwnPageCode) -> HttpResponse:
    form = MessageForm(request.POST, prefix="message")
    if not form.is_valid():
        return _show(request, page, message_form=form)
    address = request.build_absolute_uri("/home/")
    write_message(client=page.client, body=form.cleaned_data["body"], by=None, address=address)
    return _done(request, "message")


@own_act
def messages_read(request: HttpRequest, page: OwnPage, visit: OwnPageCode) -> HttpResponse:
    mark_read(client=page.client, by=None)
    return _done(request, "read")


@own_act
def consent(request: HttpRequest, page: OwnPage, visit: OwnPageCode, pk: int) -> HttpResponse:
    """Withdraw a consent: effective at the next request of whoever had it."""
    withdraw_on_own_page(consent=get_object_or_404(page.client.consents, pk=pk))
    return _done(request, "withdrawn")


@own_act
def data_request(request: HttpRequest, page: OwnPage, visit: OwnPageCode) -> HttpResponse:
    form = DataRequestForm(request.POST, prefix="request")
    if not form.is_valid():
        return _show(request, page, request_form=form)
    ask(client=page.client, **form.cleaned_data)
    return _done(request, "request")


@own_page
def close(request: HttpRequest, page: OwnPage, visit: OwnPageCode) -> HttpResponse:
    """“I don't want this page any more”: asked once more, then gone."""
    if request.method != "POST":
        return render(request, "own/close.html", {"page": page, "secret": request.own_secret})
    close_own_page(own_page=page)
    return _goodbye(request, closed=True)


@own_act
def out(request: HttpRequest, page: OwnPage, visit: OwnPageCode) -> HttpResponse:
    end_visit(code=visit, now=timezone.now())
    return _goodbye(request, closed=False)


def _goodbye(request: HttpRequest, *, closed: bool) -> HttpResponse:
    response = render(request, "own/goodbye.html", {"closed": closed, "secret": request.own_secret})
    own_visits.forget(response)
    response.ends_visit = True
    return response
