"""Plans of the demo in all states, what the professions see, and meetings held and to come."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from clients.codes import GoalResult, MeetingKind, NeedLevel, StepDoer
from clients.models import AREAS, Assessment, Client, Goal, Meeting, Plan, PlanVersion, Step
from clients.plan_versions import snapshot
from network.models import Expert, Role, RoleAssignment, Site, User
from ohjaamo.demo.plan_texts import ASSESSMENTS, MEETINGS, PLANS

LEVELS = {"f": NeedLevel.FINE, "s": NeedLevel.SOME, "m": NeedLevel.MUCH, "-": ""}


@dataclass(frozen=True)
class Team:
    """Who works with the demo's young people, and the day."""

    today: date
    counsellor: User
    kela: User
    site: Site
    experts: dict[str, Expert]

    def day(self, ago: str) -> date | None:
        """The day so many days ago ("" = none)."""
        return self.today - timedelta(int(ago)) if ago else None

    def to_come(self, days: str) -> date | None:
        return self.today + timedelta(int(days)) if days else None

    def noon(self, ago: str) -> datetime:
        return timezone.make_aware(datetime.combine(self.day(ago), time(12)))


def make_plans(sites: dict[str, Site], today: date, counsellor: User) -> None:
    """Fourteen plans, nine assessments and nine meetings of the running project's first young people."""
    people = list(Client.objects.filter(key__startswith="client-now-", home_site=sites["V"]).order_by("pk")[:14])
    logins = {user.email: user for user in User.objects.filter(email__endswith="@example.org")}
    kela = logins["asiantuntija@example.org"]
    experts = {"ohjaamo": Expert.objects.get(user=counsellor), "kela": Expert.objects.get(user=kela)}
    team = Team(today, counsellor, kela, sites["V"], experts)
    blocks = [block.splitlines() for block in PLANS.strip().removeprefix("=").split("\n=")]
    for client, lines in zip(people, blocks, strict=True):
        _make_plan(team, client, lines)
    for line in ASSESSMENTS.strip().splitlines():
        _make_assessment(team, people, _parts(line))
    for line in MEETINGS.strip().splitlines():
        _make_meeting(team, people, _parts(line))


def _parts(line: str) -> list[str]:
    return [part.strip() for part in line.split("|")]


def _make_plan(team: Team, client: Client, lines: list[str]) -> None:
    started, agreed, review, closed, more = _parts(lines[0])
    texts = {line.split(" ", 1)[0]: line.split(" ", 1)[1] for line in lines[1:]}
    plan = Plan.objects.create(
        client=client,
        proposal=texts.get('"', ""),
        proposed_on=team.day(started) if '"' in texts else None,
        agreed_on=team.day(agreed),
        review_on=team.to_come(review),
        closed_on=team.day(closed),
        summary=texts.get(">", ""),
        continuation=texts.get(">>", ""),
        created_at=team.noon(started),
        created_by=team.counsellor,
    )
    goals = _make_goals(team, plan, lines[1:], agreed)
    if more == "continued":
        fresh = Plan.objects.create(
            client=client, proposal=plan.continuation, created_at=team.noon(closed), created_by=team.counsellor
        )
        # What was still under way goes on in the new plan, as the app does it.
        for goal in goals:
            if goal.result == GoalResult.OPEN:
                copied = Goal.objects.create(plan=fresh, words=goal.words, theme=goal.theme, position=1)
                for step in goal.steps.all():
                    step.pk, step.goal = None, copied
                    step.save(force_insert=True)


def _make_goals(team: Team, plan: Plan, lines: list[str], agreed: str) -> list[Goal]:
    goals = []
    for line in lines:
        mark, rest = line.split(" ", 1)
        if mark == "+":
            words, theme, result, note, own = _parts(rest)
            goals.append(
                Goal.objects.create(
                    plan=plan,
                    words=words,
                    theme=theme,
                    result=result or GoalResult.OPEN,
                    result_note=note,
                    closed_on=plan.closed_on or team.day("20") if result else None,
                    by_client=own == "own",
                    position=len(goals) + 1,
                )
            )
        elif mark == "-":
            _make_step(team, goals[-1], _parts(rest))
    if agreed:
        _make_version(team, plan, goals)
    return goals


def _make_step(team: Team, goal: Goal, parts: list[str]) -> None:
    text, who, due, done, own = parts
    expert = team.experts.get(who)
    doer = StepDoer.EXPERT if expert else (StepDoer.CLIENT if who == "me" else StepDoer.OTHER)
    Step.objects.create(
        goal=goal,
        text=text,
        doer=doer,
        expert=expert,
        doer_name=who if doer == StepDoer.OTHER else "",
        due_on=team.to_come(due),
        done_on=team.day(done),
        done_by_client=own == "own",
        position=goal.steps.count() + 1,
    )


def _make_version(team: Team, plan: Plan, goals: list[Goal]) -> None:
    """As it was agreed on: nothing done yet, the young person's later goals not there."""
    content = snapshot(plan)
    later = {goal.pk for goal in goals if goal.by_client}
    content["goals"] = [goal for goal in content["goals"] if goal["id"] not in later]
    for goal in content["goals"]:
        goal |= {"result": GoalResult.OPEN.value, "result_note": ""}
        for step in goal["steps"]:
            step |= {"done_on": None, "done_by_client": False}
    PlanVersion.objects.create(plan=plan, number=1, agreed_on=plan.agreed_on, content=content, made_by=team.counsellor)


def _colleague(team: Team, profession: str) -> User:
    """The login of somebody of that profession at the site; nobody knows its password."""
    expert = Expert.objects.filter(title=profession, sites=team.site).order_by("pk").first()
    if expert.user is None:
        expert.user = User.objects.create_user(expert.email, first_name=expert.first_name, last_name=expert.last_name)
        RoleAssignment.objects.create(user=expert.user, role=Role.EXPERT, site=team.site)
        expert.save(update_fields=["user"])
    return expert.user


def _make_assessment(team: Team, people: list[Client], parts: list[str]) -> None:
    number, profession, who, ago, levels, strengths, obstacles, summary, signed = parts
    author = {"ohjaamo": team.counsellor, "kela": team.kela}.get(who) or _colleague(team, profession)
    Assessment.objects.create(
        client=people[int(number)],
        author=author,
        expert=team.experts.get(who) or author.expert,
        profession=profession,
        date=team.day(ago),
        strengths=strengths,
        obstacles=obstacles,
        summary=summary,
        signed_at=team.noon(ago) if signed == "yes" else None,
        **{area: LEVELS[letter] for area, letter in zip(AREAS, levels, strict=True)},
    )


def _make_meeting(team: Team, people: list[Client], parts: list[str]) -> None:
    number, kind, days, hour, place, kela, others, outcome = parts
    client, day = people[int(number)], team.to_come(days)
    meeting = Meeting.objects.create(
        client=client,
        plan=client.plans.order_by("created_at").first(),
        kind=MeetingKind(kind),
        starts_at=timezone.make_aware(datetime.combine(day, time(int(hour)))),
        place=place,
        remote_link="" if place else "https://meet.example.org/ohjaamo",
        others=others,
        outcome=outcome,
        held_on=day if outcome else None,
        created_by=team.counsellor,
    )
    meeting.experts.set([team.experts["ohjaamo"]] + ([team.experts["kela"]] if kela else []))
