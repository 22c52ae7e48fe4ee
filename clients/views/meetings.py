"""Meetings of a young person with those who work with them: agreed on, held beside the plan, cancelled."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from clients.access import Sight, open_person
from clients.actions.drafts import forget_draft
from clients.actions.meeting_mail import CANCELLED, CHANGED, INVITED, Told, tell
from clients.actions.meetings import NotStandingError, cancel_meeting, save_meeting, write_outcome
from clients.actions.plans import ClosedPlanError
from clients.codes import ConsentScope, MeetingKind
from clients.drafts import Kept, draft_for
from clients.forms.meeting import MeetingForm, NewMeetingForm, OutcomeForm
from clients.models import Client, Meeting, Plan, Referral
from clients.plans import open_plan, with_goals, without_sight
from network.access import Permission
from network.models import Expert
from network.pages import needs, say_saved

from .once import redirect_once
from .plan_page import typed_texts

PAGE = gettext_noop("meeting")


def _open(request: HttpRequest, pk: int) -> tuple[Sight, Meeting]:
    """The meeting, if its person's plan may be seen; 404 otherwise."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user).select_related("created_by"), pk=pk)
    sight = open_person(request.user, meeting.client_id, what=PAGE, scope=ConsentScope.PLAN)
    meeting.client = sight.client
    return sight, meeting


def _page_of(meeting: Meeting) -> str:
    return reverse("clients:meeting_detail", args=[meeting.pk])


def _tell(request: HttpRequest, meeting: Meeting, experts, kind: str) -> Told:
    """Mail the experts about a meeting to come."""
    if meeting.starts_at < timezone.now() or not experts:
        return Told()
    rows = Expert.objects.filter(pk__in=[expert.pk for expert in experts]).select_related("user")
    link = request.build_absolute_uri(_page_of(meeting))
    return tell(meeting=meeting, experts=rows, kind=kind, link=link, but=request.user.pk)


def _say_told(request: HttpRequest, told: Told) -> None:
    for level, text, experts in (
        (messages.info, _("Mail went to: %(names)s."), told.reached),
        (messages.warning, _("No address, tell them yourself: %(names)s."), told.without_address),
        (messages.error, _("The mail did not go, tell them yourself: %(names)s."), told.failed),
    ):
        if experts:
            level(request, text % {"names": ", ".join(str(expert) for expert in experts)})


def _blank(request: HttpRequest, client: Client) -> Meeting:
    """A meeting as the address asks for it: ?kind= and ?referral=."""
    number = request.GET.get("referral", "")
    referral = None
    if number.isdecimal():
        referral = get_object_or_404(Referral.objects.visible_to(request.user), pk=number, client=client)
    kind = request.GET.get("kind", "")
    if kind not in MeetingKind.values:
        kind = MeetingKind.HANDOVER if referral else MeetingKind.NETWORK
    return Meeting(client=client, plan=open_plan(client), referral=referral, kind=kind)


@needs(Permission.SEE_SHARED)
def meeting_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree on a meeting; ?referral= ties a handover meeting to its referral, ?kind= chooses the kind."""
    sight = open_person(request.user, pk, what=PAGE, scope=ConsentScope.PLAN)
    draft = draft_for(request.user, f"meeting:{pk}", sight.client)
    blank = _blank(request, sight.client)
    form = NewMeetingForm(
        request.POST or None, instance=blank, client=sight.client, user=request.user, initial=draft.initial
    )
    if request.method == "POST" and form.is_valid():

        def write() -> str:
            experts = form.cleaned_data["experts"]
            meeting = save_meeting(meeting=form.save(commit=False), experts=experts, by=request.user)
            forget_draft(request.user, draft.key)
            say_saved(request)
            _say_told(request, _tell(request, meeting, experts, INVITED))
            return _page_of(meeting)

        if answer := redirect_once(request, form, write):
            return answer
    return _form_page(request, sight, form, draft, None)


def _form_page(request: HttpRequest, sight: Sight, form, draft, meeting: Meeting | None) -> HttpResponse:
    context = {"client": sight.client, "form": form, "draft": draft, "meeting": meeting}
    return render(request, "clients/meeting_form.html", context)


@needs(Permission.SEE_SHARED)
def meeting_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Another time, place or company; who was and is invited hears of it."""
    sight, meeting = _open(request, pk)
    if meeting.cancelled_at:
        return redirect(_page_of(meeting))
    before, was_invited = (meeting.starts_at, meeting.place, meeting.remote_link), set(meeting.experts.all())
    draft = draft_for(request.user, f"meeting_edit:{pk}", sight.client)
    form = MeetingForm(
        request.POST or None, instance=meeting, client=sight.client, user=request.user, initial=draft.initial
    )
    if request.method != "POST" or not form.is_valid():
        return _form_page(request, sight, form, draft, meeting)
    experts = set(form.cleaned_data["experts"])
    save_meeting(meeting=form.save(commit=False), experts=experts, by=request.user)
    forget_draft(request.user, draft.key)
    say_saved(request)
    told = _tell(request, meeting, experts - was_invited, INVITED)
    told += _tell(request, meeting, was_invited - experts, CANCELLED)
    if before != (meeting.starts_at, meeting.place, meeting.remote_link):
        told += _tell(request, meeting, experts & was_invited, CHANGED)
    _say_told(request, told)
    return redirect(_page_of(meeting))


@needs(Permission.SEE_SHARED)
def meeting_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The meeting with the plan beside it; a POST writes what came of it."""
    sight, meeting = _open(request, pk)
    plan = _plan_of(meeting)
    draft = draft_for(request.user, f"meeting_outcome:{pk}", sight.client)
    form = _outcome_form(request, meeting, plan, draft)
    lost = None
    if request.method == "POST" and form is None:
        lost = typed_texts(request)
    elif request.method == "POST" and form.is_valid():
        try:
            outcome = form.save(commit=False)
            write_outcome(meeting=outcome, held_on=outcome.held_on, results=form.results(), by=request.user)
            forget_draft(request.user, draft.key)
            say_saved(request)
            return redirect(_page_of(meeting))
        except (NotStandingError, ClosedPlanError):
            lost = typed_texts(request)
    context = {
        "client": sight.client,
        "meeting": meeting,
        "experts": meeting.experts.select_related("agency"),
        "without_sight": without_sight(meeting, sight.client) if sight.known else [],
        "plan": plan,
        "form": form,
        "draft": draft,
        "lost": lost,
        "today": sight.today,
    }
    return render(request, "clients/meeting_detail.html", context)


def _plan_of(meeting: Meeting) -> Plan | None:
    """The plan of the meeting, else the open one, with goals and steps."""
    plans = Plan.objects.filter(client=meeting.client)
    return with_goals(plans.filter(pk=meeting.plan_id) if meeting.plan_id else plans.open()).first()


def _outcome_form(request: HttpRequest, meeting: Meeting, plan: Plan | None, draft: Kept) -> OutcomeForm | None:
    """The form for what came of the meeting, on its day and until it was held, later when asked for.

    None when it is not to be shown, and for a cancelled meeting.
    """
    is_due = meeting.held_on is None and timezone.localdate(meeting.starts_at) <= timezone.localdate()
    if meeting.cancelled_at or not (is_due or request.method == "POST" or "open" in request.GET):
        return None
    compares = plan is not None and plan.is_open and meeting.compares_goals
    goals = [goal for goal in plan.goals.all() if goal.is_open] if compares else []
    return OutcomeForm(request.POST or None, instance=meeting, goals=goals, initial=draft.initial)


@needs(Permission.SEE_SHARED)
def meeting_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Call a meeting off, after asking; the invited experts hear of it."""
    sight, meeting = _open(request, pk)
    if request.method != "POST":
        return render(request, "clients/meeting_cancel.html", {"client": sight.client, "meeting": meeting})
    try:
        cancelled = cancel_meeting(meeting=meeting, by=request.user)
    except NotStandingError:
        messages.warning(request, _("The meeting has been held or cancelled already."))
        return redirect(_page_of(meeting))
    messages.success(request, _("The meeting is cancelled."))
    _say_told(request, _tell(request, cancelled, meeting.experts.all(), CANCELLED))
    return redirect(_page_of(meeting))
