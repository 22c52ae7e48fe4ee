"""Ideas of young people: written down, answered, turned into something on the programme."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from services.actions.public_forms import PRESSED_TWICE, wait_in_line
from services.codes import Channel, IdeaStatus
from services.models import Event, Idea


@transaction.atomic
def record_idea(*, site, text: str, channel: Channel, language: str) -> Idea:
    """Keep an idea as it was said, once for two clicks. `language` is that of the form, fi, sv or en."""
    wait_in_line(site)
    twins = Idea.objects.filter(site=site, text=text, received_at__gt=timezone.now() - PRESSED_TWICE)
    return twins.first() or Idea.objects.create(site=site, text=text, channel=channel, language=language)


@transaction.atomic
def save_idea(*, idea: Idea, today: date) -> Idea:
    """Save the state and the answer of `idea`.

    A new idea that was given an event is in the programme; the day of the first answer is kept.
    """
    if idea.event_id and idea.status == IdeaStatus.NEW:
        idea.status = IdeaStatus.IN_PROGRAMME
    if not idea.answer_fi:
        idea.answered_on = None
    elif idea.answered_on is None:
        idea.answered_on = today
    idea.save()
    return idea


@transaction.atomic
def put_in_programme(*, pk: int, event: Event) -> None:
    """Tie the idea `pk` to the event that was made of it; one already tied, or of another site, is left alone."""
    idea = Idea.objects.select_for_update(of=("self",)).filter(pk=pk, site=event.site, event__isnull=True).first()
    if idea is None:
        return
    idea.event = event
    if idea.status == IdeaStatus.NEW:
        idea.status = IdeaStatus.IN_PROGRAMME
    idea.version += 1
    idea.save(update_fields=["event", "status", "version"])
