"""Reading the one common plan: the open one, its goals and steps, what is due, the next meeting."""

from datetime import date, timedelta

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from clients.access import Sight
from clients.codes import ConsentScope
from clients.models import Client, Goal, Meeting, Plan, Step
from network.models import Expert, Role, RoleAssignment

# A meeting stays "next" until this long after its beginning, so that one under way is still found.
UNDER_WAY = timedelta(hours=3)


def with_goals(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    """Each plan with its goals and steps in order (three more queries for any number of plans)."""
    steps = Step.objects.select_related("expert__agency")
    return plans.prefetch_related(Prefetch("goals", Goal.objects.prefetch_related(Prefetch("steps", steps))))


def open_plan(client: Client) -> Plan | None:
    """The young person's open plan; None when there is none. The database shows it to those who may see it."""
    return Plan.objects.open().filter(client=client).first()


def plan_view(client: Client) -> Plan | None:
    """The open plan with its goals (`goals.all()`) and their steps (`steps.all()`), for showing; None = no plan."""
    return with_goals(Plan.objects.open().filter(client=client)).first()


def plans_to_review(user, today: date) -> QuerySet[Plan]:
    """The open plans that `user` may see and whose review date has come, the oldest first, with their `client`."""
    return Plan.objects.visible_to(user).to_review(today).select_related("client").order_by("review_on", "pk")


def next_meeting(client: Client) -> Meeting | None:
    """The young person's next meeting that has not been cancelled or held; None when none is agreed on."""
    coming = Meeting.objects.filter(client=client).coming(timezone.now() - UNDER_WAY)
    return coming.prefetch_related("experts__agency").first()


def plan_part(sight: Sight) -> dict:
    """The plan on the page of a person: goals with their steps, progress, the next meeting."""
    plan = plan_view(sight.client)
    return {
        "plan": plan,
        "client": sight.client,
        "meeting": next_meeting(sight.client),
        "needs_review": bool(plan and plan.needs_review(sight.today)),
        "today": sight.today,
    }


def without_sight(meeting: Meeting, client: Client) -> list[Expert]:
    """The invited experts to whom the plan is closed: no consent lets their agency see it, and they do not counsel.

    For those who counsel where the person is known, who see all the consents.
    """
    today = timezone.localdate()
    consents = client.consents.in_force(today).filter(scopes__contains=[ConsentScope.PLAN])
    agencies = consents.filter(agency__isnull=False).values("agency")
    counsellors = RoleAssignment.objects.filter(role=Role.COUNSELLOR).values("user")
    strangers = meeting.experts.exclude(agency__in=agencies).exclude(user__in=counsellors)
    return list(strangers.select_related("agency"))
