"""The page of the one common plan: everything on it, one small form open at most."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_noop

from clients.access import Sight, open_person
from clients.codes import ConsentScope
from clients.models import Assessment, Meeting, Plan
from clients.plans import next_meeting, with_goals

from .plan_slots import Slot

PAGE = gettext_noop("plan")
# Fields whose text is shown again when what they were about is gone.
TEXTS = ("words", "text", "proposal", "summary", "continuation", "result_note", "doer_name", "outcome")


def open_plan_page(request: HttpRequest, pk: int) -> tuple[Sight, Plan]:
    """The plan with its goals and steps, and what the user sees of its person; 404 unless the plan may be seen."""
    plan = with_goals(Plan.objects.visible_to(request.user)).filter(pk=pk).first()
    if plan is None:
        raise Http404
    sight = open_person(request.user, plan.client_id, what=PAGE, scope=ConsentScope.PLAN)
    plan.client = sight.client
    return sight, plan


def typed_texts(request: HttpRequest) -> list[str]:
    """What the user wrote in a form that cannot be saved any more."""
    return [text for name, text in request.POST.items() if name in TEXTS and text.strip()]


def draw_plan(
    request: HttpRequest,
    sight: Sight,
    plan: Plan,
    *,
    slot: Slot | None = None,
    form=None,
    draft=None,
    lost: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; `lost` = texts of the user's that have no place any more, shown so that they can be copied."""
    today = timezone.localdate()
    meetings = Meeting.objects.filter(client=sight.client)
    context = {
        "sight": sight,
        "client": sight.client,
        "plan": plan,
        "open_slot": slot.name if slot else "",
        "form": form,
        "draft": draft,
        "lost": lost,
        "today": today,
        "needs_review": plan.needs_review(today),
        "meeting": next_meeting(sight.client) if plan.is_open else None,
        "held": list(meetings.filter(held_on__isnull=False).order_by("-held_on", "-pk")[:5]),
        "versions": list(plan.versions.all()),
        "other_plans": list(Plan.objects.filter(client=sight.client).exclude(pk=plan.pk)),
        "assessments": Assessment.objects.readable_by(request.user).filter(client=sight.client).count(),
    }
    return render(request, "clients/plan_detail.html", context, status=status)
