"""What an expert who leaves has promised in plans: undone steps, and meetings to come."""

from datetime import date, datetime, time

from django.utils import timezone

from clients.models import Meeting, Step
from network.access import acting_as_system, counting
from network.models import Expert


def _steps(expert: Expert):
    return Step.objects.filter(expert=expert, done_on__isnull=True, goal__plan__closed_on__isnull=True)


def count_steps(expert: Expert, day: date) -> int:
    """How many steps of open plans wait for the expert; a number only."""
    with counting():
        return _steps(expert).count()


def move_steps(expert: Expert, to: Expert, day: date) -> None:
    """The other does them; whose they were stays in the rows' history."""
    with acting_as_system("handover"):
        for step in _steps(expert):
            step.expert = to
            step.version += 1
            step.save(update_fields=["expert", "version"])


def _meetings(expert: Expert, day: date):
    return Meeting.objects.filter(experts=expert).coming(timezone.make_aware(datetime.combine(day, time())))


def count_meetings(expert: Expert, day: date) -> int:
    """To how many meetings from `day` on the expert is invited; a number only."""
    with counting():
        return _meetings(expert, day).count()


def move_meetings(expert: Expert, to: Expert, day: date) -> None:
    """The other comes to them instead."""
    with acting_as_system("handover"):
        for meeting in list(_meetings(expert, day)):
            meeting.experts.remove(expert)
            meeting.experts.add(to)
