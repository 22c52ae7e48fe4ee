"""Writing meetings: agreeing on them, telling the experts, what came of them, cancelling."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from clients.actions.plans import close_goal
from clients.models import Goal, Meeting
from network.access import Permission, require


class NotStandingError(Exception):
    """The meeting was cancelled."""


@transaction.atomic
def save_meeting(*, meeting: Meeting, experts, by) -> Meeting:
    """Save a new or changed meeting with the experts who come. Raises NotStandingError for a cancelled one."""
    require(by, Permission.SEE_SHARED)
    if meeting.cancelled_at:
        raise NotStandingError
    if meeting.pk is None:
        meeting.created_by = by
    meeting.save()
    meeting.experts.set(experts)
    return meeting


@transaction.atomic
def write_outcome(*, meeting: Meeting, held_on: date, results: dict[Goal, tuple[str, str]], by) -> Meeting:
    """The meeting was held: what was agreed, and for goals their (result, word about it).

    `meeting` carries the outcome's text. Raises NotStandingError, and ClosedPlanError when the plan was closed.
    """
    require(by, Permission.SEE_SHARED)
    if meeting.cancelled_at:
        raise NotStandingError
    meeting.held_on = held_on
    meeting.save()
    for goal, (result, note) in results.items():
        close_goal(goal=goal, result=result, note=note, day=held_on, by=by)
    return meeting


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, by) -> Meeting:
    """Cancel a meeting that has not been held. Raises NotStandingError when it has been, or is cancelled already."""
    require(by, Permission.SEE_SHARED)
    stored = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if not stored.is_standing:
        raise NotStandingError
    stored.cancelled_at = timezone.now()
    stored.version += 1
    stored.save(update_fields=["cancelled_at", "version"])
    return stored
