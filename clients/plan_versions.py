"""The plan as it was agreed on: what is kept of it, and what changed between two such states."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clients.codes import GoalResult, StepDoer
from clients.models import Plan, Step
from network.codes import HelpTheme


def snapshot(plan: Plan) -> dict:
    """Goals and steps of `plan` as they read now, for PlanVersion.content (ISO days, numbers of rows for comparing)."""
    goals = plan.goals.prefetch_related("steps__expert__agency")
    return {
        "review_on": _iso(plan.review_on),
        "goals": [
            {
                "id": goal.pk,
                "words": goal.words,
                "theme": goal.theme,
                "result": goal.result,
                "result_note": goal.result_note,
                "by_client": goal.by_client,
                "steps": [_step_content(step) for step in goal.steps.all()],
            }
            for goal in goals
        ],
    }


def _step_content(step: Step) -> dict:
    return {
        "id": step.pk,
        "text": step.text,
        "doer": step.doer,
        "who": "" if step.doer == StepDoer.CLIENT else step.who,
        "due_on": _iso(step.due_on),
        "done_on": _iso(step.done_on),
        "done_by_client": step.done_by_client,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


@dataclass(frozen=True)
class KeptStep:
    """A step as it read when the plan was agreed on."""

    text: str
    who: str
    due_on: date | None
    done_on: date | None
    done_by_client: bool


@dataclass(frozen=True)
class KeptGoal:
    """A goal as it read when the plan was agreed on."""

    words: str
    theme: str
    is_open: bool
    result: str
    result_note: str
    by_client: bool
    steps: list[KeptStep]


def kept_goals(content: dict) -> list[KeptGoal]:
    """The goals of a PlanVersion's content, in words of the user's language."""
    return [
        KeptGoal(
            words=goal["words"],
            theme=str(HelpTheme(goal["theme"]).label) if goal["theme"] else "",
            is_open=goal["result"] == GoalResult.OPEN,
            result=str(GoalResult(goal["result"]).label),
            result_note=goal["result_note"],
            by_client=goal["by_client"],
            steps=[_kept_step(step) for step in goal["steps"]],
        )
        for goal in content["goals"]
    ]


def _kept_step(step: dict) -> KeptStep:
    return KeptStep(step["text"], _who(step), _day(step["due_on"]), _day(step["done_on"]), step["done_by_client"])


def _who(step: dict) -> str:
    return step["who"] or str(StepDoer.CLIENT.label)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@dataclass(frozen=True)
class Change:
    """One difference between two states: what happened (`kind`, in words `label`), to what, and how it read before."""

    kind: str
    label: Promise
    text: str
    before: str = ""


NEW_GOAL, NEW_STEP = _("New goal"), _("New step")
GONE_GOAL, GONE_STEP = _("Goal taken out"), _("Step taken out")
GOAL_WORDS, STEP_WORDS = _("Goal in new words"), _("Step changed")
CLOSED, REOPENED = _("Goal closed"), _("Goal opened again")
DONE, UNDONE = _("Step done"), _("Step not done after all")


def changes(old: dict, new: dict) -> list[Change]:
    """What was added, taken out, changed, closed and done between two contents of versions, goal by goal."""
    before, after = _by_id(old["goals"]), _by_id(new["goals"])
    found = []
    for pk, goal in after.items():
        found += _goal_changes(before[pk], goal) if pk in before else [Change("added", NEW_GOAL, goal["words"])]
        found += _steps_changes(_by_id(before[pk]["steps"]) if pk in before else {}, _by_id(goal["steps"]))
    return found + [Change("gone", GONE_GOAL, goal["words"]) for pk, goal in before.items() if pk not in after]


def _by_id(rows: list[dict]) -> dict[int, dict]:
    return {row["id"]: row for row in rows}


def _goal_changes(old: dict, new: dict) -> list[Change]:
    found = []
    if new["words"] != old["words"]:
        found.append(Change("changed", GOAL_WORDS, new["words"], old["words"]))
    if new["result"] != old["result"]:
        is_open = new["result"] == GoalResult.OPEN
        result = GoalResult(new["result"]).label
        text = new["words"] if is_open else f"{new['words']} ({result})"
        found.append(Change("changed", REOPENED, text) if is_open else Change("done", CLOSED, text))
    return found


def _steps_changes(before: dict[int, dict], after: dict[int, dict]) -> list[Change]:
    found = []
    for pk, step in after.items():
        old = before.get(pk)
        if old is None:
            found.append(Change("added", NEW_STEP, step["text"]))
        elif any(old[name] != step[name] for name in ("text", "doer", "who", "due_on")):
            found.append(
                Change("changed", STEP_WORDS, step["text"], old["text"] if old["text"] != step["text"] else "")
            )
        if bool(step["done_on"]) != bool(old and old["done_on"]):
            found.append(
                Change("done", DONE, step["text"]) if step["done_on"] else Change("changed", UNDONE, step["text"])
            )
    return found + [Change("gone", GONE_STEP, old["text"]) for pk, old in before.items() if pk not in after]
