"""Writing the one common plan: goals, steps, agreeing, closing. History is kept by triggers.

Whoever sees the plan writes in it. `by` is the user; None stands for the young person on their own page, whom the
database lets write in their own plan alone (`acting_as_client`).
"""

from datetime import date

from django.db import transaction
from django.db.models import Max, Model, QuerySet
from django.utils import timezone

from clients.codes import GoalResult, StepDoer
from clients.models import Client, Goal, Plan, PlanVersion, Step
from clients.plan_versions import snapshot
from network.access import Permission, require


class ClosedPlanError(Exception):
    """The plan or the goal has been closed: nothing is written in it any more."""


def _require(by) -> None:
    if by is not None:
        require(by, Permission.SEE_SHARED)


def _locked(row: Model) -> Model:
    """The row as it is now, held until the end of the transaction."""
    return type(row)._base_manager.select_for_update(of=("self",)).get(pk=row.pk)


def _refuse_closed(plan: Plan) -> None:
    if Plan.objects.filter(pk=plan.pk, closed_on__isnull=False).exists():
        raise ClosedPlanError


def _last_place(rows: QuerySet) -> int:
    return (rows.aggregate(last=Max("position"))["last"] or 0) + 1


@transaction.atomic
def start_plan(*, client: Client, by) -> Plan:
    """The young person's open plan: a new one, or the one that is open already, as there is one common plan."""
    _require(by)
    plan, _is_new = Plan.objects.get_or_create(client=client, closed_on=None, defaults={"created_by": by})
    return plan


@transaction.atomic
def save_plan(*, plan: Plan, by) -> Plan:
    """Save what the team proposes and when the plan is looked at again. Raises ClosedPlanError."""
    _require(by)
    _refuse_closed(plan)
    plan.save()
    return plan


@transaction.atomic
def add_goal(*, plan: Plan, words: str, theme: str = "", by=None, by_client: bool = False) -> Goal:
    """Add a goal as the last of `plan`. Raises ClosedPlanError."""
    _require(by)
    _refuse_closed(plan)
    place = _last_place(plan.goals.all())
    return Goal.objects.create(plan=plan, words=words, theme=theme, by_client=by_client, position=place)


@transaction.atomic
def save_goal(*, goal: Goal, by) -> Goal:
    """Save a goal's words and theme. Raises ClosedPlanError."""
    _require(by)
    _refuse_closed(goal.plan)
    goal.save()
    return goal


@transaction.atomic
def close_goal(*, goal: Goal, result: str, note: str = "", day: date | None = None, by) -> Goal:
    """Close a goal with its result and a word about it; `result` GoalResult.OPEN opens it again.

    `day` is today unless told otherwise. Raises ClosedPlanError when the plan is closed.
    """
    _require(by)
    _refuse_closed(goal.plan)
    goal = _locked(goal)
    goal.result, goal.result_note = result, note
    goal.closed_on = None if result == GoalResult.OPEN else (day or timezone.localdate())
    goal.version += 1
    goal.save(update_fields=["result", "result_note", "closed_on", "version"])
    return goal


@transaction.atomic
def remove_goal(*, goal: Goal, by) -> None:
    """Take out a goal with its steps, such as one added by mistake; its history stays. Raises ClosedPlanError."""
    _require(by)
    _refuse_closed(goal.plan)
    goal.delete()


@transaction.atomic
def add_step(
    *,
    goal: Goal,
    text: str,
    doer: str = StepDoer.CLIENT,
    expert=None,
    doer_name: str = "",
    due_on: date | None = None,
    by=None,
) -> Step:
    """Add a small step as the last of `goal`: who does what by when. Raises ClosedPlanError."""
    _require(by)
    _refuse_closed(goal.plan)
    # Held, so that nobody takes the goal out meanwhile.
    goal = _locked(goal)
    place = _last_place(goal.steps.all())
    return Step.objects.create(
        goal=goal, text=text, doer=doer, expert=expert, doer_name=doer_name, due_on=due_on, position=place
    )


@transaction.atomic
def save_step(*, step: Step, by) -> Step:
    """Save a step's text, doer and day. Raises ClosedPlanError."""
    _require(by)
    _refuse_closed(step.goal.plan)
    step.save()
    return step


@transaction.atomic
def tick_step(*, step: Step, done: bool, day: date | None = None, by=None, by_client: bool = False) -> Step:
    """Mark a step as done on `day` (today), or as not done after all. Raises ClosedPlanError.

    A step that is done already keeps its day and who ticked it.
    """
    _require(by)
    _refuse_closed(step.goal.plan)
    step = _locked(step)
    if done == (step.done_on is not None):
        return step
    step.done_on = (day or timezone.localdate()) if done else None
    step.done_by_client = done and by_client
    step.version += 1
    step.save(update_fields=["done_on", "done_by_client", "version"])
    return step


@transaction.atomic
def remove_step(*, step: Step, by) -> None:
    """Take out a step; its history stays. Raises ClosedPlanError."""
    _require(by)
    _refuse_closed(step.goal.plan)
    step.delete()


@transaction.atomic
def move(*, row: Goal | Step, up: bool, by) -> None:
    """Let a goal of the plan, or a step of the goal, change places with its neighbour. Raises ClosedPlanError."""
    _require(by)
    is_goal = isinstance(row, Goal)
    _refuse_closed(row.plan if is_goal else row.goal.plan)
    siblings = row.plan.goals.all() if is_goal else row.goal.steps.all()
    rows = list(siblings.select_for_update(of=("self",)))
    here = rows.index(row)
    there = here - 1 if up else here + 1
    if 0 <= there < len(rows):
        rows[here], rows[there] = rows[there], rows[here]
    for place, sibling in enumerate(rows, start=1):
        # The order is nobody's text: it makes no new version, so an open form stays valid.
        if sibling.position != place:
            sibling.position = place
            sibling.save(update_fields=["position"])


@transaction.atomic
def agree(*, plan: Plan, agreed_on: date, review_on: date | None, by) -> PlanVersion:
    """The plan was agreed on together: kept as it reads now, as the next version. Raises ClosedPlanError."""
    _require(by)
    plan = _locked(plan)
    _refuse_closed(plan)
    plan.agreed_on, plan.review_on = agreed_on, review_on
    plan.version += 1
    plan.save(update_fields=["agreed_on", "review_on", "version"])
    last = plan.versions.aggregate(last=Max("number"))["last"] or 0
    return PlanVersion.objects.create(
        plan=plan, number=last + 1, agreed_on=agreed_on, content=snapshot(plan), made_by=by
    )


@transaction.atomic
def close_plan(
    *, plan: Plan, day: date, summary: str, continuation: str = "", continue_goals: bool = False, by
) -> Plan | None:
    """Close the plan: how it went and how things go on. Raises ClosedPlanError when somebody has closed it already.

    With `continue_goals` a new plan starts from the goals still open, with their undone steps; it is returned.
    """
    _require(by)
    plan = _locked(plan)
    if plan.closed_on:
        raise ClosedPlanError
    plan.closed_on, plan.summary, plan.continuation = day, summary, continuation
    plan.version += 1
    plan.save(update_fields=["closed_on", "summary", "continuation", "version"])
    return _continued(plan, by) if continue_goals else None


def _continued(old: Plan, by) -> Plan:
    """A new plan with the open goals and undone steps of a plan just closed."""
    plan = Plan.objects.create(client_id=old.client_id, proposal=old.continuation, created_by=by)
    for goal in old.goals.filter(result=GoalResult.OPEN).prefetch_related("steps"):
        fresh = Goal.objects.create(
            plan=plan, words=goal.words, theme=goal.theme, position=goal.position, by_client=goal.by_client
        )
        Step.objects.bulk_create(
            Step(
                goal=fresh,
                text=step.text,
                doer=step.doer,
                expert_id=step.expert_id,
                doer_name=step.doer_name,
                due_on=step.due_on,
                position=step.position,
            )
            for step in goal.steps.all()
            if step.done_on is None
        )
    return plan
