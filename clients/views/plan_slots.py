"""The small forms on the page of a plan: one is open at a time, in the place of what it changes.

A slot is named in the address (`?open=step-12`) and in the page's anchors; `form_of` makes its form, `write` saves it.
"""

from copy import copy
from dataclasses import dataclass

from django.forms import BaseForm
from django.http import HttpRequest

from clients.actions import plans as act
from clients.drafts import Kept, draft_for
from clients.forms.experts import experts_near
from clients.forms.plan import (
    AgreeForm,
    GoalForm,
    GoalResultForm,
    NewGoalForm,
    NewStepForm,
    ProposalForm,
    StepForm,
)
from clients.models import Goal, Plan, Step

# What each kind of slot is about; None = the plan itself.
ROW_OF = {
    "proposal": None,
    "agree": None,
    "new-goal": None,
    "goal": Goal,
    "result": Goal,
    "new-step": Goal,
    "step": Step,
}
NEW = ("new-goal", "new-step")


@dataclass(frozen=True)
class Slot:
    """One open form of `plan`: what kind it is, and the goal or step it is about."""

    kind: str
    plan: Plan
    row: Goal | Step | None = None

    @property
    def name(self) -> str:
        return f"{self.kind}-{self.row.pk}" if self.row else self.kind

    @property
    def draft_key(self) -> str:
        kind = f"plan_{self.kind.replace('-', '_')}:{self.plan.pk}"
        return f"{kind}:{self.row.pk}" if self.row else kind

    @property
    def goal(self) -> Goal | None:
        return self.row.goal if isinstance(self.row, Step) else self.row


def slot_of(name: str, plan: Plan) -> Slot | None:
    """The slot called `name`; None when there is none such, or what it was about has been taken out."""
    if name in ROW_OF and ROW_OF[name] is None:
        return Slot(name, plan)
    kind, _dash, number = name.rpartition("-")
    if ROW_OF.get(kind) is None:
        return None
    return next((Slot(kind, plan, row) for row in _rows(kind, plan) if str(row.pk) == number), None)


def _rows(kind: str, plan: Plan) -> list[Goal | Step]:
    goals = list(plan.goals.all())
    return goals if ROW_OF[kind] is Goal else [step for goal in goals for step in goal.steps.all()]


def form_of(slot: Slot, request: HttpRequest) -> tuple[BaseForm, Kept]:
    """The slot's form, filled with what was posted, else with what the user's draft holds; and the draft."""
    draft = draft_for(request.user, slot.draft_key, slot.plan.client)
    given = {"initial": draft.initial}
    if request.method == "POST":
        given["data"] = request.POST
    # Copies: what was typed and refused must not pass for what is stored.
    row, plan = copy(slot.row), copy(slot.plan)
    if slot.kind == "new-step":
        return NewStepForm(instance=Step(goal=row), experts=experts_near(plan.client), **given), draft
    if slot.kind == "step":
        keep = [row.expert_id] if row.expert_id else []
        return StepForm(instance=row, experts=experts_near(plan.client, keep), **given), draft
    if slot.kind == "new-goal":
        return NewGoalForm(instance=Goal(plan=plan), **given), draft
    forms = {"proposal": ProposalForm, "agree": AgreeForm, "goal": GoalForm, "result": GoalResultForm}
    return forms[slot.kind](instance=row or plan, **given), draft


def write(slot: Slot, form: BaseForm, by) -> str:
    """Save what the slot's valid form says; the anchor of what was written. Raises ClosedPlanError."""
    typed = form.cleaned_data
    if slot.kind == "new-goal":
        goal = act.add_goal(plan=slot.plan, words=typed["words"], theme=typed["theme"], by=by)
        return f"goal-{goal.pk}"
    if slot.kind == "new-step":
        fields = {name: typed[name] for name in ("text", "doer", "expert", "doer_name", "due_on")}
        return f"step-{act.add_step(goal=slot.row, by=by, **fields).pk}"
    if slot.kind == "goal":
        act.save_goal(goal=form.save(commit=False), by=by)
    elif slot.kind == "step":
        act.save_step(step=form.save(commit=False), by=by)
    elif slot.kind == "result":
        act.close_goal(goal=slot.row, result=typed["result"], note=typed["result_note"], by=by)
    elif slot.kind == "proposal":
        act.save_plan(plan=form.save(commit=False), by=by)
    elif slot.kind == "agree":
        act.agree(plan=slot.plan, agreed_on=typed["agreed_on"], review_on=typed["review_on"], by=by)
    return slot.name
