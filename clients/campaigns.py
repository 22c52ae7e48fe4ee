"""What a campaign added up to: posts, employers, heads at its events, visitors of its page."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from clients.models import Gathering
from network.access import counting
from services.codes import EventType
from services.models import Campaign


@dataclass(frozen=True)
class CampaignFigures:
    """Posts that were shown, their places and employers; heads reached in all and at info events."""

    posts: int
    places: int
    employers: int
    events: int
    reached: int
    info_events: int
    info_heads: int
    hired: int


def gatherings_of(campaign: Campaign) -> QuerySet[Gathering]:
    """The standing head counts that carry the campaign's name or belong to one of its events."""
    return Gathering.objects.standing().filter(Q(campaign=campaign.name) | Q(event__campaign=campaign))


def campaign_figures(campaign: Campaign) -> CampaignFigures:
    """All figures of `campaign`; the caller has checked the right to it.

    posts, places, employers: `JobPostQuerySet.totals`. reached: the sum of the head counts of `gatherings_of`
    (heads, not people). info: of these, those whose type of event is an info for job seekers. hired: the sum of
    those hired at the campaign's recruiting events.
    """
    with counting():
        found = gatherings_of(campaign)
        all_heads = found.totals()
        info = found.filter(event_type=EventType.JOB_INFO).totals()
        hired = sum(campaign.events.filter(hired__isnull=False).values_list("hired", flat=True))
    return CampaignFigures(
        **campaign.posts.totals(),
        events=all_heads["events"],
        reached=all_heads["headcount"],
        info_events=info["events"],
        info_heads=info["headcount"],
        hired=hired,
    )
