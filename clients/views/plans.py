"""The one common plan: its page with the small forms, ticks and order, closing, agreed versions, the printed page."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from clients.access import open_person
from clients.actions import plans as act
from clients.actions.drafts import forget_draft
from clients.codes import ConsentScope
from clients.drafts import draft_for
from clients.forms.plan import PlanCloseForm
from clients.models import Goal, Plan, Step
from clients.plan_pdf import plan_pdf as make_pdf
from clients.plan_versions import changes, kept_goals, snapshot
from network.access import Permission
from network.pages import needs, say_saved

from .once import redirect_once
from .plan_page import PAGE, draw_plan, open_plan_page, typed_texts
from .plan_slots import NEW, Slot, form_of, slot_of, write

# Somebody closed the plan, or took the row out, between this page and its saving.
GONE = (act.ClosedPlanError, ObjectDoesNotExist)
NOT_HERE = _("This is not in the plan any more. Look at the plan as it is now.")


@require_POST
@needs(Permission.SEE_SHARED)
def plan_start(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the person's plan, or go to the one there is."""
    sight = open_person(request.user, pk, what=PAGE, scope=ConsentScope.PLAN)
    return redirect("clients:plan_detail", pk=act.start_plan(client=sight.client, by=request.user).pk)


def _address(plan: Plan, anchor: str) -> str:
    return f"{reverse('clients:plan_detail', args=[plan.pk])}#{anchor}"


@needs(Permission.SEE_SHARED)
def plan_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole plan; `?open=` names the small form that is open in its place, and a POST saves that one."""
    sight, plan = open_plan_page(request, pk)
    slot = slot_of(request.GET.get("open", ""), plan) if plan.is_open else None
    if slot is None:
        if request.method == "POST":
            return draw_plan(request, sight, plan, lost=typed_texts(request), status=409)
        return draw_plan(request, sight, plan)
    form, draft = form_of(slot, request)
    try:
        if request.method == "POST" and form.is_valid() and (answer := _save(request, slot, form)):
            return answer
    except GONE:
        plan.refresh_from_db(fields=["closed_on"])
        return draw_plan(request, sight, plan, lost=typed_texts(request), status=409)
    return draw_plan(request, sight, plan, slot=slot, form=form, draft=draft)


def _save(request: HttpRequest, slot: Slot, form) -> HttpResponse | None:
    def save() -> str:
        anchor = write(slot, form, request.user)
        say_saved(request)
        forget_draft(request.user, slot.draft_key)
        return _address(slot.plan, anchor)

    return redirect_once(request, form, save) if slot.kind in NEW else redirect(save())


@require_POST
@needs(Permission.SEE_SHARED)
def plan_act(request: HttpRequest, pk: int) -> HttpResponse:
    """One tap on a goal or step: `act` says what and to which, such as `done-step-12` or `up-goal-3`."""
    _sight, plan = open_plan_page(request, pk)
    verb, _dash, name = request.POST.get("act", "").partition("-")
    slot = slot_of(name, plan)
    if verb not in ACTS or slot is None or slot.row is None or not plan.is_open:
        messages.warning(request, NOT_HERE)
        return redirect("clients:plan_detail", pk=plan.pk)
    goal = slot.goal
    try:
        ACTS[verb](slot.row, request.user)
    except GONE:
        messages.warning(request, NOT_HERE)
    return redirect(_address(plan, f"goal-{goal.pk}"))


def _tick(row: Goal | Step, by, *, done: bool) -> None:
    if isinstance(row, Step):
        act.tick_step(step=row, done=done, by=by)


def _remove(row: Goal | Step, by) -> None:
    """Steps are taken out; a goal only while it has none and is not the young person's own: it is closed instead."""
    if isinstance(row, Step):
        act.remove_step(step=row, by=by)
    elif row.is_removable:
        act.remove_goal(goal=row, by=by)


ACTS = {
    "done": lambda row, by: _tick(row, by, done=True),
    "undone": lambda row, by: _tick(row, by, done=False),
    "up": lambda row, by: act.move(row=row, up=True, by=by),
    "down": lambda row, by: act.move(row=row, up=False, by=by),
    "remove": _remove,
}


@needs(Permission.SEE_SHARED)
def plan_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the plan: how it went, how things go on, a new plan from the open goals if wanted."""
    sight, plan = open_plan_page(request, pk)
    if not plan.is_open:
        return draw_plan(request, sight, plan, lost=typed_texts(request) if request.POST else None)
    draft = draft_for(request.user, f"plan_close:{plan.pk}", sight.client)
    form = PlanCloseForm(request.POST or None, instance=plan, initial=draft.initial)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        fresh = act.close_plan(
            plan=plan,
            day=typed["closed_on"],
            summary=typed["summary"],
            continuation=typed["continuation"],
            continue_goals=typed.get("continue_goals", False),
            by=request.user,
        )
        forget_draft(request.user, draft.key)
        say_saved(request)
        return redirect("clients:plan_detail", pk=(fresh or plan).pk)
    context = {"form": form, "draft": draft, "plan": plan, "client": sight.client}
    return render(request, "clients/plan_close.html", context)


@needs(Permission.SEE_SHARED)
def plan_version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The plan as it was agreed on that day: what changed from the one before, and what has changed since."""
    sight, plan = open_plan_page(request, pk)
    version = get_object_or_404(plan.versions.select_related("made_by"), number=number)
    before = plan.versions.filter(number__lt=number).first()
    context = {
        "client": sight.client,
        "plan": plan,
        "version": version,
        "goals": kept_goals(version.content),
        "before": before,
        "from_before": changes(before.content, version.content) if before else [],
        "since": changes(version.content, snapshot(plan)),
    }
    return render(request, "clients/plan_version.html", context)


@needs(Permission.SEE_SHARED)
def plan_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan on one sheet of paper in plain words, in ?language=fi|sv|en of the young person's choice."""
    _sight, plan = open_plan_page(request, pk)
    language = request.GET.get("language", "")
    pdf = make_pdf(plan=plan, language=language if language in dict(settings.LANGUAGES) else "fi")
    return HttpResponse(
        pdf, content_type="application/pdf", headers={"Content-Disposition": 'inline; filename="plan.pdf"'}
    )
