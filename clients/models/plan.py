from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pghistory import DeleteEvent, Old, UpdateEvent, track

from clients.codes import GoalResult, MeetingKind, NeedLevel, StepDoer
from network.codes import HelpTheme
from network.models import Versioned, WebField

from .client import Client
from .shared import OfSharedClients, codes_check

# The parts of life that an assessment looks at, each as a coarse level.
AREAS = ("work", "education", "everyday_life", "housing", "money", "wellbeing")


def _level(name) -> models.CharField:
    return models.CharField(name, max_length=10, choices=NeedLevel.choices, blank=True)


class AssessmentQuerySet(OfSharedClients):
    def readable_by(self, user):
        """Those that `user` may read: signed ones, and one's own that are not signed yet."""
        return self.visible_to(user).filter(Q(signed_at__isnull=False) | Q(author=user.pk))


@track(UpdateEvent(row=Old), DeleteEvent())
class Assessment(Versioned):
    """How one professional sees what support is needed: coarse levels and a few words, no diagnoses.

    Signed by its author, it changes no more.
    """

    client = models.ForeignKey(Client, models.PROTECT, related_name="assessments", verbose_name=_("client"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")
    expert = models.ForeignKey("network.Expert", models.PROTECT, null=True, editable=False, related_name="+")
    profession = models.CharField(_("profession"), max_length=120)
    date = models.DateField(_("date"), default=timezone.localdate)
    work = _level(_("work"))
    education = _level(_("education"))
    everyday_life = _level(_("everyday life"))
    housing = _level(_("housing"))
    money = _level(_("money"))
    wellbeing = _level(_("wellbeing"))
    strengths = models.TextField(_("strengths"), max_length=1000, blank=True)
    obstacles = models.TextField(_("obstacles"), max_length=1000, blank=True)
    summary = models.TextField(_("in short"), max_length=1000, blank=True)
    signed_at = models.DateTimeField(null=True, editable=False)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "-pk"]
        verbose_name = _("assessment of service need")
        verbose_name_plural = _("assessments of service need")
        constraints = [codes_check("clients_assessment_levels", **dict.fromkeys(AREAS, (NeedLevel, "")))]

    def __str__(self) -> str:
        return f"{self.date} {self.profession}"


class PlanQuerySet(OfSharedClients):
    def open(self):
        return self.filter(closed_on__isnull=True)

    def to_review(self, day: date):
        """Open plans whose review date has come."""
        return self.open().filter(review_on__lte=day)


@track(UpdateEvent(row=Old), DeleteEvent())
class Plan(Versioned):
    """The one common plan of a young person and all who work with them."""

    client = models.ForeignKey(Client, models.PROTECT, related_name="plans", verbose_name=_("client"))
    proposal = models.TextField(_("what the team proposes"), max_length=2000, blank=True)
    proposed_on = models.DateField(_("proposed on"), null=True, blank=True)
    agreed_on = models.DateField(_("agreed on"), null=True, blank=True)
    review_on = models.DateField(_("looked at again on"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    summary = models.TextField(_("how it went"), max_length=2000, blank=True)
    continuation = models.TextField(_("how things go on"), max_length=2000, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        constraints = [
            models.UniqueConstraint(
                fields=["client"],
                condition=Q(closed_on__isnull=True),
                name="clients_plan_one_open",
                violation_error_message=_("The young person has a plan already: there is one common plan."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    @property
    def steps_total(self) -> int:
        """The number of steps; goals and steps come prefetched (clients.plans.with_goals)."""
        return sum(len(goal.steps.all()) for goal in self.goals.all())

    @property
    def steps_done(self) -> int:
        """The number of steps done; goals and steps come prefetched."""
        return sum(goal.steps_done for goal in self.goals.all())

    def needs_review(self, day: date) -> bool:
        """Whether its review date has come by `day`."""
        return self.is_open and self.review_on is not None and self.review_on <= day


@track(UpdateEvent(row=Old), DeleteEvent())
class Goal(Versioned):
    """Something the young person wants, in their own words."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="goals", verbose_name=_("plan"))
    words = models.CharField(_("goal in the young person's own words"), max_length=300)
    theme = models.CharField(_("theme"), max_length=20, choices=HelpTheme.choices, blank=True)
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    result = models.CharField(_("result"), max_length=20, choices=GoalResult.choices, default=GoalResult.OPEN)
    result_note = models.CharField(_("about the result"), max_length=500, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    by_client = models.BooleanField(default=False, editable=False, help_text="Added by the young person.")

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        constraints = [codes_check("clients_goal_codes", theme=(HelpTheme, ""), result=GoalResult)]

    def __str__(self) -> str:
        return self.words

    @property
    def is_open(self) -> bool:
        return self.result == GoalResult.OPEN

    @property
    def is_removable(self) -> bool:
        """Whether it may be taken out: others are closed with a result instead; steps come prefetched."""
        return not self.by_client and not self.steps.all()

    @property
    def steps_done(self) -> int:
        """The number of steps done; they come prefetched."""
        return sum(step.done_on is not None for step in self.steps.all())


@track(UpdateEvent(row=Old), DeleteEvent())
class Step(Versioned):
    """A small step towards a goal: who does what by when."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="steps", verbose_name=_("goal"))
    text = models.CharField(_("step"), max_length=300)
    doer = models.CharField(_("who does it"), max_length=10, choices=StepDoer.choices, default=StepDoer.CLIENT)
    expert = models.ForeignKey(
        "network.Expert", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("expert")
    )
    doer_name = models.CharField(_("who else"), max_length=80, blank=True)
    due_on = models.DateField(_("by when"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    done_by_client = models.BooleanField(default=False, editable=False, help_text="Ticked on the own page.")
    position = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        constraints = [codes_check("clients_step_doer", doer=StepDoer)]

    def __str__(self) -> str:
        return self.text

    @property
    def who(self) -> str:
        """Who does it, by name unless it is the young person."""
        if self.doer == StepDoer.EXPERT and self.expert:
            return f"{self.expert}, {self.expert.agency}"
        return self.doer_name if self.doer == StepDoer.OTHER else str(StepDoer.CLIENT.label)

    def is_late(self, day: date) -> bool:
        """Whether it should have been done before `day` and has not been."""
        return self.done_on is None and self.due_on is not None and self.due_on < day


class PlanVersion(models.Model):
    """The plan as it was when it was agreed on; never changed.

    `content` holds goals and steps as they read that day.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="versions", verbose_name=_("plan"))
    number = models.PositiveSmallIntegerField()
    agreed_on = models.DateField(_("agreed on"))
    content = models.JSONField()
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-number"]
        verbose_name = _("version of the plan")
        verbose_name_plural = _("versions of the plan")
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="clients_planversion_once")]

    def __str__(self) -> str:
        return f"{self.number}: {self.agreed_on}"


class MeetingQuerySet(OfSharedClients):
    def standing(self):
        return self.filter(cancelled_at__isnull=True)

    def coming(self, now: datetime):
        """Meetings not cancelled and not held that begin at `now` or later, the next one first."""
        return self.standing().filter(held_on__isnull=True, starts_at__gte=now).order_by("starts_at", "pk")


class Meeting(Versioned):
    """A meeting of a young person with those who work with them, to come or held."""

    client = models.ForeignKey(Client, models.PROTECT, related_name="meetings", verbose_name=_("client"))
    plan = models.ForeignKey(Plan, models.SET_NULL, null=True, blank=True, related_name="meetings")
    referral = models.ForeignKey(
        "clients.Referral",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="meetings",
        verbose_name=_("referral"),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=MeetingKind.choices, default=MeetingKind.NETWORK)
    starts_at = models.DateTimeField(_("starts"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=60)
    place = models.CharField(_("place"), max_length=200, blank=True)
    remote_link = WebField(_("link for joining from afar"), blank=True)
    experts = models.ManyToManyField(
        "network.Expert", blank=True, related_name="meetings", verbose_name=_("experts who come")
    )
    others = models.CharField(_("others who come"), max_length=300, blank=True)
    outcome = models.TextField(_("what was agreed"), max_length=2000, blank=True)
    held_on = models.DateField(_("held on"), null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        constraints = [codes_check("clients_meeting_kind", kind=MeetingKind)]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {timezone.localtime(self.starts_at):%Y-%m-%d %H:%M}"

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def is_standing(self) -> bool:
        """Neither cancelled nor held."""
        return self.cancelled_at is None and self.held_on is None

    @property
    def compares_goals(self) -> bool:
        """Whether result and goal are compared at it."""
        return self.kind in (MeetingKind.MID, MeetingKind.CLOSING)
